import { type MeasuredSaving, npvOfSaving, type RoiInputs, type RoiResult } from "#lib/features/roi/index.ts";
import { METHOD_IN_SENTENCE, type VerdictDetail } from "#lib/features/verdict/index.ts";
import { formatMoney, formatNumber, formatPercent, formatSignedMoney } from "#lib/format/index.ts";

/** What a run's verdict measured, as the page hands it over. Shares are fractions, money is a year. */
export interface Measured {
  run: number;
  /** "seasonal naive", "the network" */
  from: string;
  to: string;
  testPeriods: string;
  costFrom: number | null;
  saving: number | null;
  share: number | null;
  interval: { low: number | null; high: number | null };
  upkeep: number;
  unitsShort: number | null;
  unitsOver: number | null;
  sentence: string;
}

/**
 * The case compares today's method with what replaces it: the method that the verdict climbed from with the one it
 * recommends, or, where it recommends to stay, with the one it refused. Null without a comparison.
 */
export function measuredOf(verdict: {
  runNumber: number;
  sentence: string;
  detail: Pick<
    VerdictDetail,
    "steps" | "recommended" | "decisive" | "costs" | "yearlyFactor" | "testPeriods"
  >;
}): Measured | null {
  const { detail, runNumber, sentence } = verdict;
  const from = detail.steps[0]?.from;
  const to = detail.recommended === from ? detail.decisive?.to : detail.recommended;
  const today = detail.costs.find((row) => row.model === from);
  const better = detail.costs.find((row) => row.model === to);
  if (!from || !to || !today || !better) return null;
  const step = detail.steps.find((candidate) => candidate.from === from && candidate.to === to);
  const costFrom = (today.short + today.over) * detail.yearlyFactor;
  const saving = costFrom - (better.short + better.over) * detail.yearlyFactor;
  return {
    run: runNumber,
    from: METHOD_IN_SENTENCE[from],
    to: METHOD_IN_SENTENCE[to],
    testPeriods: detail.testPeriods,
    costFrom,
    saving,
    share: costFrom > 0 ? saving / costFrom : null,
    interval: { low: step?.lower ?? null, high: step?.upper ?? null },
    upkeep: detail.steps.find((candidate) => candidate.to === to)?.yearlyUpkeep ?? 0,
    unitsShort: today.unitsShort * detail.yearlyFactor,
    unitsOver: today.unitsOver * detail.yearlyFactor,
    sentence,
  };
}

/**
 * What may stand in a case in place of its assumed saving: seasonal naive against the method that the verdict
 * recommends, or, where it recommends to stay, against the cheapest other one. Null without a cost of both.
 */
export function measuredSavingOf(verdict: {
  id: string;
  runNumber: number;
  sentence: string;
  detail: Pick<
    VerdictDetail,
    "recommended" | "costs" | "yearlyFactor" | "yearlyFrom" | "testPeriods" | "quantile" | "prices"
  >;
}): MeasuredSaving | null {
  const { detail } = verdict;
  const total = (row: { short: number; over: number }) => row.short + row.over;
  const naive = detail.costs.find((row) => row.model === "seasonal_naive");
  const others = detail.costs.filter((row) => row.model !== "seasonal_naive" && row.model !== "today");
  const better =
    others.find((row) => row.model === detail.recommended) ??
    others.toSorted((a, b) => total(a) - total(b))[0];
  if (!naive || !better || !(total(naive) > 0)) return null;
  const pairs = (naive.byFold ?? []).map(
    (cost, fold) => [cost, better.byFold?.[fold] ?? Number.NaN] as const,
  );
  return {
    verdictId: verdict.id,
    run: verdict.runNumber,
    method: METHOD_IN_SENTENCE[better.model],
    testPeriods: detail.testPeriods,
    quantile: detail.quantile,
    prices: detail.prices,
    yearly:
      detail.yearlyFrom === "none"
        ? null
        : {
            unitsShort: naive.unitsShort * detail.yearlyFactor,
            unitsOver: naive.unitsOver * detail.yearlyFactor,
          },
    share: 1 - total(better) / total(naive),
    foldShares: pairs
      .filter(([cost, own]) => cost > 0 && !Number.isNaN(own))
      .map(([cost, own]) => 1 - own / cost),
    sentence: verdict.sentence,
  };
}

export interface MeasuredRow {
  input: string;
  assumed: string;
  measured: string;
  difference: string;
  /** Whether the difference is for the project. */
  tone: "ok" | "bad" | null;
  source: string;
}

/** Each assumption beside what was measured for it; "–" where there is nothing to compare. */
export function measuredRows(options: {
  measured: Measured;
  inputs: RoiInputs;
  result: RoiResult;
  currency: string;
}): MeasuredRow[] {
  const { measured, inputs, result, currency } = options;
  const source = `Run ${measured.run}`;
  const money = (value: number | null) => formatMoney(value, currency, 0);
  const compare = (assumed: number | null, found: number | null, moreIsGood: boolean | null) => {
    if (assumed === null || found === null) return { delta: null, tone: null };
    const delta = found - assumed;
    const tone = moreIsGood === null || delta === 0 ? null : delta > 0 === moreIsGood ? "ok" : "bad";
    return { delta, tone } as const;
  };
  const saving = compare((inputs.savingPercent ?? 0) / 100, measured.share, true);
  const cost = compare(result.costOfTodayAYear, measured.costFrom, null);
  const short = compare(result.unitsShort, measured.unitsShort, null);
  const over = compare(result.unitsOver, measured.unitsOver, null);
  const npv =
    measured.saving === null
      ? null
      : npvOfSaving(inputs, { yearlySaving: measured.saving, yearlyUpkeep: measured.upkeep });
  const npvs = compare(result.npv, npv, true);
  const { low, high } = measured.interval;
  const interval =
    low === null || high === null ? "" : `; 90 % interval ${money(low)} to ${money(high)} a year`;
  return [
    {
      input: "Saving on today's cost",
      assumed: formatPercent((inputs.savingPercent ?? 0) / 100, 0),
      measured: formatPercent(measured.share),
      difference: saving.delta === null ? "–" : `${plus(saving.delta * 100, 1)} points`,
      tone: saving.tone,
      source: `${source}: from ${measured.from} to ${measured.to} on ${measured.testPeriods}${interval}`,
    },
    {
      input: "Cost of today's errors, a year",
      assumed: money(result.costOfTodayAYear),
      measured: money(measured.costFrom),
      difference: cost.delta === null ? "–" : formatSignedMoney(cost.delta, currency, 0),
      tone: cost.tone,
      source: `${source}: ${measured.from} at its own quantile, scaled to a year`,
    },
    {
      input: "Units short, a year",
      assumed: formatNumber(result.unitsShort),
      measured: formatNumber(measured.unitsShort),
      difference: short.delta === null ? "–" : plus(short.delta, 0),
      tone: short.tone,
      source: `${source}: ${measured.from}`,
    },
    {
      input: "Units over, a year",
      assumed: formatNumber(result.unitsOver),
      measured: formatNumber(measured.unitsOver),
      difference: over.delta === null ? "–" : plus(over.delta, 0),
      tone: over.tone,
      source: `${source}: ${measured.from}`,
    },
    {
      input: "Other benefits, a year",
      assumed: money(inputs.otherBenefits),
      measured: "not measured",
      difference: "–",
      tone: null,
      source: "Left out of the measured NPV",
    },
    {
      input: "NPV",
      assumed: formatSignedMoney(result.npv, currency, 0),
      measured: formatSignedMoney(npv, currency, 0),
      difference: npvs.delta === null ? "–" : formatSignedMoney(npvs.delta, currency, 0),
      tone: npvs.tone,
      source: "The measured saving in place of the assumed one, same adoption and ramp",
    },
  ];
}

function plus(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
