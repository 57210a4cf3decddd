import { formatNumber } from "#lib/format/index.ts";

export interface RiceInputs {
  /** People or cases that it touches in a quarter. */
  riceReach: number | null;
  /** For each of them: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal. */
  riceImpact: number | null;
  /** In percent: 100 high, 80 medium, 50 low. */
  riceConfidencePercent: number | null;
  /** Person-months of everybody who builds it, above 0. */
  riceEffortMonths: number | null;
}

export interface IceInputs {
  /** 1 to 10 each, 10 the best: for ease that is the least work. */
  iceImpact: number | null;
  iceConfidence: number | null;
  iceEase: number | null;
}

export type Computed = { score: number; words: string } | { missing: string[] };

const named = (parts: readonly (readonly [string, number | null])[]) =>
  parts.flatMap(([name, value]) => (value === null ? [name] : []));

/** Whole numbers as such, others with up to two decimals. */
export function short(value: number): string {
  const tenth = Number.isInteger(value * 10) ? 1 : 2;
  return formatNumber(value, Number.isInteger(value) ? 0 : tenth);
}

/** To tenths, so that 0.1 + 0.2 never decides an order; below 1 to three significant digits, so that nothing small is 0. */
export function rounded(score: number): number {
  return Math.abs(score) < 1 ? Number(score.toPrecision(3)) : Math.round(score * 10) / 10;
}

/**
 * RICE = reach × impact × confidence ÷ effort, confidence as a share; the unit is "total impact a quarter for a
 * person-month". An effort of 0 does not pass the schema. Source: Sean McBride, "RICE: simple prioritization for product
 * managers", Intercom, 2016.
 */
export function riceOf(task: RiceInputs): Computed {
  const { riceReach: reach, riceImpact: impact, riceConfidencePercent: confidence } = task;
  const effort = task.riceEffortMonths;
  if (reach === null || impact === null || confidence === null || effort === null) {
    return {
      missing: named([
        ["reach", reach],
        ["impact", impact],
        ["confidence", confidence],
        ["effort", effort],
      ]),
    };
  }
  const score = (reach * impact * (confidence / 100)) / effort;
  return {
    score,
    words: `Reach ${short(reach)} a quarter × impact ${short(impact)} × confidence ${short(confidence)} % ÷ effort ${short(effort)} person-months = ${short(rounded(score))}`,
  };
}

/**
 * ICE = (impact + confidence + ease) ÷ 3, without a unit, 1 to 10. Source: Sean Ellis and Morgan Brown, "Hacking Growth",
 * 2017, who take the mean; others multiply, which gives another order.
 */
export function iceOf(task: IceInputs): Computed {
  const { iceImpact: impact, iceConfidence: confidence, iceEase: ease } = task;
  if (impact === null || confidence === null || ease === null) {
    return {
      missing: named([
        ["impact", impact],
        ["confidence", confidence],
        ["ease", ease],
      ]),
    };
  }
  const score = (impact + confidence + ease) / 3;
  return {
    score,
    words: `(Impact ${impact} + confidence ${confidence} + ease ${ease}) ÷ 3 = ${short(rounded(score))}`,
  };
}
