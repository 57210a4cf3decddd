import {
  type Fold,
  type FoldForecast,
  MEDIAN_INDEX,
  type Panel,
  QUANTILE_LEVELS,
} from "#lib/forecast/index.ts";
import { timeAt, timeForFile } from "./periods.ts";

const BANDS = [50, 80, 95] as const;
const COLUMNS = BANDS.flatMap((level) => [
  { name: `yhat-lo-${level}`, index: levelIndex((1 - level / 100) / 2) },
  { name: `yhat-hi-${level}`, index: levelIndex((1 + level / 100) / 2) },
]);

function levelIndex(level: number): number {
  return QUANTILE_LEVELS.findIndex((one) => Math.abs(one - level) < 1e-9);
}

export const CSV_HEADER = `${["unique_id", "ds", "model", "fold", "cutoff", "y", "yhat", ...COLUMNS.map((c) => c.name)].join(",")}\r\n`;

/**
 * One field of text. A spreadsheet takes a cell that begins with = + - @, a tab or a carriage return for a formula, so
 * such text gets an apostrophe before it, as spreadsheets themselves mark text; the wide signs of East Asian keyboards
 * (＝ ＋ － ＠) count as the narrow ones. Text with a comma, a quote or a line
 * break is quoted as in RFC 4180.
 */
export function csvText(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A quantile at the single precision it is stored in; an absent one is an empty field, never zero. */
function csvQuantile(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? "" : String(Number(value.toPrecision(7)));
}

/** An actual with every digit that it has. */
function csvActual(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? "" : String(value);
}

export interface CsvSource {
  panel: Panel;
  folds: readonly Fold[];
  forecasts: readonly FoldForecast[];
  /** Only this series, when given. */
  series?: number;
}

/**
 * All forecasts of a run, a line a model, fold, series and step; `fold` is `selection-0`, `test-3` or `future`, `cutoff`
 * the last period that the forecast had seen. In chunks, so that a million lines need no million-line string.
 */
export function* csvChunks({ panel, folds, forecasts, series }: CsvSource): Generator<string> {
  yield CSV_HEADER;
  const foldOf = new Map(folds.map((fold) => [fold.fold, fold]));
  const times = new Map<number, string>();
  const time = (position: number) => {
    let text = times.get(position);
    if (text === undefined) {
      text = timeForFile(timeAt(panel, position), panel.frequency);
      times.set(position, text);
    }
    return text;
  };
  let chunk = "";
  for (const forecast of forecasts) {
    const fold = foldOf.get(forecast.fold);
    const name = !fold || fold.role === "future" ? "future" : `${fold.role}-${fold.fold}`;
    const { seriesIndexes, horizonSteps, quantiles, cutoffIndex } = forecast;
    for (let i = 0; i < seriesIndexes.length; i += 1) {
      const index = seriesIndexes[i] as number;
      if (series !== undefined && index !== series) continue;
      const id = csvText(panel.ids[index] ?? "");
      const first = (panel.offsets[index] ?? 0) - (panel.starts[index] ?? 0);
      const end = panel.offsets[index + 1] ?? 0;
      for (let step = 1; step <= horizonSteps; step += 1) {
        const at = (i * horizonSteps + step - 1) * QUANTILE_LEVELS.length;
        const row = first + cutoffIndex + step;
        const actual = row >= (panel.offsets[index] ?? 0) && row < end ? panel.values[row] : Number.NaN;
        const numbers = [quantiles[at + MEDIAN_INDEX], ...COLUMNS.map((c) => quantiles[at + c.index])];
        chunk += `${id},${time(cutoffIndex + step)},${forecast.model},${name},${time(cutoffIndex)},${csvActual(actual)},${numbers.map(csvQuantile).join(",")}\r\n`;
      }
      if (chunk.length > 64_000) {
        yield chunk;
        chunk = "";
      }
    }
  }
  if (chunk) yield chunk;
}
