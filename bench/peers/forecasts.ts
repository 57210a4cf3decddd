import { MEDIAN_INDEX, QUANTILE_LEVELS } from "#lib/forecast/index.ts";

const LEVELS = QUANTILE_LEVELS.length;

export interface Shape {
  windows: number;
  series: number;
  horizonSteps: number;
}

/** For each window row-major [series] × [step] × [QUANTILE_LEVELS]; NaN where a method says nothing. */
export type Forecasts = readonly Float32Array[];

/** One line a window, series and step with the asked levels; a step without a median is left out. */
export function formatForecasts(forecasts: Forecasts, shape: Shape, levels: readonly number[]): string {
  const columns = levels.map((level) => (QUANTILE_LEVELS as readonly number[]).indexOf(level));
  const lines = [["window", "series", "step", ...levels].join(",")];
  forecasts.forEach((quantiles, window) => {
    for (let cell = 0; cell < shape.series * shape.horizonSteps; cell += 1) {
      const from = cell * LEVELS;
      if (Number.isNaN(quantiles[from + MEDIAN_INDEX] as number)) continue;
      const values = columns.map((column) => quantiles[from + column]);
      const series = Math.floor(cell / shape.horizonSteps);
      lines.push([window, series, (cell % shape.horizonSteps) + 1, ...values].join(","));
    }
  });
  return `${lines.join("\n")}\n`;
}

/**
 * Reads what a method wrote. An empty cell, `nan` or a column that is not there is NaN.
 * @throws Error where a line is not about a window, series or step of the set, comes twice, or is no number.
 */
export function parseForecasts(csv: string, shape: Shape): Forecasts {
  const { windows, series, horizonSteps } = shape;
  const [head = "", ...lines] = csv.trimEnd().split(/\r?\n/);
  const names = head.split(",");
  const place = (name: string) => {
    const at = names.indexOf(name);
    if (at < 0) throw new Error(`The forecasts have no column "${name}".`);
    return at;
  };
  const keys = [place("window"), place("series"), place("step")];
  const columns = QUANTILE_LEVELS.map((level) => names.indexOf(String(level)));
  if (columns[MEDIAN_INDEX] === -1) throw new Error("The forecasts have no median.");
  const forecasts = Array.from({ length: windows }, () =>
    new Float32Array(series * horizonSteps * LEVELS).fill(Number.NaN),
  );
  const seen = new Set<number>();
  lines.forEach((line, i) => {
    const cells = line.split(",");
    const [window = -1, s = -1, step = -1] = keys.map((at) => Number(cells[at]));
    const fits = [window, s, step - 1].every((each, k) => {
      const size = [windows, series, horizonSteps][k] as number;
      return Number.isInteger(each) && each >= 0 && each < size;
    });
    const key = (window * series + s) * horizonSteps + step - 1;
    if (!fits || seen.has(key))
      throw new Error(`Line ${i + 2} of the forecasts is not one asked for: ${line}`);
    seen.add(key);
    const row = (s * horizonSteps + step - 1) * LEVELS;
    columns.forEach((at, level) => {
      const cell = at < 0 ? "" : (cells[at] ?? "");
      if (cell === "" || cell.toLowerCase() === "nan") return;
      const value = Number(cell);
      if (Number.isNaN(value)) throw new Error(`Line ${i + 2} of the forecasts has no number: ${line}`);
      (forecasts[window] as Float32Array)[row + level] = value;
    });
  });
  return forecasts;
}

/** Whether every forecast step has all of the levels, so that scaled quantile loss and intervals may be measured. */
export function hasQuantiles(forecasts: Forecasts, levels: readonly number[]): boolean {
  const columns = levels.map((level) => (QUANTILE_LEVELS as readonly number[]).indexOf(level));
  return forecasts.every((quantiles) => {
    for (let from = 0; from < quantiles.length; from += LEVELS) {
      if (Number.isNaN(quantiles[from + MEDIAN_INDEX] as number)) continue;
      if (columns.some((column) => Number.isNaN(quantiles[from + column] as number))) return false;
    }
    return true;
  });
}
