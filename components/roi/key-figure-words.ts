import { paybackInWords, type RoiInputs, type RoiResult, type Simulation } from "#lib/features/roi/index.ts";
import { formatMoney, formatPercent, formatSignedMoney } from "#lib/format/index.ts";

export interface KeyFigure {
  name: string;
  value: string;
  /** In the reader's own terms. */
  meaning: string;
  tone: "ok" | "bad" | null;
}

/** What stands on top of the page. `simulation` is null until the draws have come. */
export function keyFigures(options: {
  result: RoiResult;
  inputs: RoiInputs;
  simulation: Pick<Simulation, "lossShare" | "low" | "high"> | null;
  currency: string;
}): KeyFigure[] {
  const { result, inputs, simulation, currency } = options;
  const whole = (value: number) => formatMoney(value, currency, 0);
  const years = inputs.years === 1 ? "year" : `${inputs.years} years`;
  const { npv, paybackMonths, breakEvenSaving } = result;
  const deepest = Math.min(0, ...result.flows.map((flow) => flow.cumulative));
  return [
    {
      name: "Worth (NPV)",
      value: formatSignedMoney(npv, currency, 0),
      meaning:
        npv < 0
          ? `The plan costs this much more than it brings over the ${years}, in today's money.`
          : `The plan brings this much more than it costs over the ${years}, in today's money.`,
      tone: npv > 0 ? "ok" : npv < 0 ? "bad" : null,
    },
    {
      name: "Payback",
      value: paybackInWords(result, inputs),
      meaning:
        paybackMonths === null
          ? `What was spent has not come back by then; at most ${whole(-deepest)} is out.`
          : `Until then up to ${whole(-deepest)} is spent and has not come back.`,
      tone: paybackMonths === null ? "bad" : null,
    },
    {
      name: "Risk of a loss",
      value: simulation ? riskShare(simulation.lossShare) : "…",
      meaning: simulation
        ? `Of 10,000 ways in which the inputs may turn out. In 9 of 10 the worth lies between ${whole(simulation.low)} and ${whole(simulation.high)}.`
        : "10,000 ways in which the inputs may turn out are being drawn.",
      tone: simulation && simulation.lossShare > 0.5 ? "bad" : null,
    },
    {
      name: "Break-even saving",
      value: breakEvenSaving === null ? "none" : formatPercent(Math.max(0, breakEvenSaving)),
      meaning: breakEvenMeaning(breakEvenSaving, inputs),
      tone: breakEvenSaving !== null && breakEvenSaving > 1 ? "bad" : null,
    },
  ];
}

function breakEvenMeaning(share: number | null, inputs: RoiInputs): string {
  if (share === null) return "Today's errors cost nothing, so no saving on them can pay.";
  if (share <= 0) return "It pays even if the forecast saves nothing.";
  if (share > 1) return "More than all of today's error cost would have to be saved.";
  return `Of today's error cost must be saved to win or lose nothing; the plan counts on ${formatPercent((inputs.savingPercent ?? 0) / 100, 0)}.`;
}

/** Never "0 %" or "100 %" where a draw says otherwise. */
function riskShare(share: number): string {
  if (share > 0 && share < 0.01) return "under 1 %";
  if (share < 1 && share > 0.99) return "over 99 %";
  return formatPercent(share, 0);
}

/** Why the risk and the plan's own worth may seem to disagree; "" where they do not. */
export function drawsInWords(
  npv: number,
  { lossShare, median }: Pick<Simulation, "lossShare" | "median">,
  currency: string,
): string {
  const money = (value: number) => formatMoney(value, currency, 0);
  // Never none or all where a draw says otherwise.
  const hundred =
    lossShare === 0 || lossShare === 1
      ? lossShare * 100
      : Math.min(99, Math.max(1, Math.round(lossShare * 100)));
  const first = `Each draw is a way in which it may turn out, every input somewhere in its range. ${hundred} of 100 lose money; half end above ${money(median)}.`;
  if (npv > 0 && lossShare > 0.5) {
    return `${first} The plan itself, ${money(npv)}, is a good turn of events: the ranges reach further to the bad side than to the good. Look whether they should, below.`;
  }
  if (npv < 0 && lossShare < 0.5) {
    return `${first} The plan itself, ${money(npv)}, is a bad turn of events: the ranges reach further to the good side. Look whether they should, below.`;
  }
  return first;
}
