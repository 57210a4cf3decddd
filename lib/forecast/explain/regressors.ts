import { rowAt } from "../panel.ts";
import type { Covariate, Panel } from "../types.ts";

/** Public holidays are covariates known ahead whose names begin so. */
const HOLIDAY = /^holiday/i;

export const isHoliday = (name: string): boolean => HOLIDAY.test(name);

/** Fewer periods than this in which a column says something else than usual tell no effect from chance. */
const FEWEST_CHANGES = 3;
const MOST_COLUMNS = 40;

/** One number a period, measured from the value at which the covariate has no effect. */
export interface Regressor {
  name: string;
  /** A category, or null for numbers. */
  category: string | null;
  values: Float64Array;
}

/**
 * What can carry an effect on one series: the covariates known ahead, over `length` periods from grid position `start`, of which
 * the first `known` have a target. Each is measured from where it has no effect: zero for a flag (only zeros and ones were seen),
 * the mean of the history for other numbers, the most frequent category for categories, one column for each other one. A missing
 * value stands there too. Past-only covariates are not known in the horizon and constants never change: neither has an effect
 * here, and `notes` says so.
 */
export function regressorsOf(options: {
  panel: Panel;
  series: number;
  start: number;
  length: number;
  known: number;
}): { regressors: Regressor[]; notes: string[] } {
  const { panel } = options;
  const regressors: Regressor[] = [];
  const silent: string[] = [];
  const later: string[] = [];
  for (const covariate of panel.covariates) {
    if (covariate.availability === "static") continue;
    if (covariate.availability === "past_only") {
      later.push(covariate.name);
      continue;
    }
    const own = columnsOf(covariate, readValues(covariate, options)).filter(({ values }) =>
      changesEnough(values.subarray(0, options.known)),
    );
    if (own.length === 0) silent.push(covariate.name);
    if (regressors.length + own.length > MOST_COLUMNS) silent.push(covariate.name);
    else regressors.push(...own);
  }
  const notes: string[] = [];
  if (silent.length > 0)
    notes.push(
      `No effect is told for ${silent.join(", ")}: it hardly changes in the history of this series.`,
    );
  if (later.length > 0)
    notes.push(
      `${later.join(", ")}: only known afterwards, so what it does is part of the trend and the remainder.`,
    );
  return { regressors, notes };
}

function readValues(
  covariate: Covariate,
  options: { panel: Panel; series: number; start: number; length: number },
): Float64Array {
  const { panel, series, start, length } = options;
  return Float64Array.from({ length }, (_, t) => {
    const row = rowAt(panel, series, start + t);
    return row < 0 ? Number.NaN : (covariate.values[row] as number);
  });
}

function columnsOf(covariate: Covariate, raw: Float64Array): Regressor[] {
  const seen = raw.filter((value) => !Number.isNaN(value));
  if (seen.length === 0) return [];
  if (covariate.kind === "categorical") {
    const counts = covariate.categories.map((_, code) => seen.filter((value) => value === code).length);
    const usual = counts.indexOf(Math.max(...counts));
    return covariate.categories.flatMap((category, code) =>
      code === usual || counts[code] === 0
        ? []
        : [{ name: covariate.name, category, values: raw.map((value) => Number(value === code)) }],
    );
  }
  const isFlag = seen.every((value) => value === 0 || value === 1);
  const origin = isFlag ? 0 : seen.reduce((sum, value) => sum + value, 0) / seen.length;
  const values = raw.map((value) => (Number.isNaN(value) ? 0 : value - origin));
  return [{ name: covariate.name, category: null, values }];
}

function changesEnough(values: Float64Array): boolean {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return values.length - Math.max(0, ...counts.values()) >= FEWEST_CHANGES;
}
