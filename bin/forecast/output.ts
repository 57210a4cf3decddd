import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import type { Panel } from "#lib/forecast/index.ts";
import { timeAtPosition } from "#lib/forecast/panel.ts";
import { LEVEL_COUNT, normalQuantile, quantileAt } from "#lib/forecast/quantiles.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { InputError } from "./input-error.ts";
import type { ForecastOptions } from "./options.ts";
import { formatTime, type TimeStyle } from "./times.ts";

const CHUNK = 1 << 20;
const [LOWEST, HIGHEST] = [QUANTILE_LEVELS[0], QUANTILE_LEVELS[LEVEL_COUNT - 1] as number];

/** `unique_id, ds, yhat`, bounds of each level, and quantiles, in the order of the series and of time. */
export function writeForecast(options: {
  panel: Panel;
  cutoffIndex: number;
  horizon: number;
  quantiles: Float32Array;
  style: TimeStyle;
  wishes: Pick<ForecastOptions, "levels" | "quantiles" | "output">;
}): Promise<void> {
  const { panel, cutoffIndex, horizon, quantiles, style, wishes } = options;
  const columns = [
    ...wishes.levels.flatMap(({ text, value }) => [
      { name: `yhat-lo-${text}`, p: 0.5 - value / 200 },
      { name: `yhat-hi-${text}`, p: 0.5 + value / 200 },
    ]),
    ...wishes.quantiles.map(({ text, value }) => ({ name: `yhat-q-${text}`, p: value })),
  ];
  function* lines() {
    yield `unique_id,ds,yhat${columns.map(({ name }) => `,${name}`).join("")}\n`;
    for (let s = 0; s < panel.ids.length; s += 1) {
      const id = quote(panel.ids[s] as string);
      const shift = panel.shifts?.[s] ?? 0;
      const floor = isNonNegative(panel, s) ? 0 : Number.NEGATIVE_INFINITY;
      for (let h = 1; h <= horizon; h += 1) {
        const at = (s * horizon + h - 1) * LEVEL_COUNT;
        const row = quantiles.subarray(at, at + LEVEL_COUNT);
        const ds = formatTime(timeAtPosition(panel, cutoffIndex + h - shift), style);
        let line = `${id},${ds},${digits(row[MEDIAN_INDEX] as number)}`;
        for (const { p } of columns) line += `,${digits(Math.max(floor, levelAt(row, p)))}`;
        yield `${line}\n`;
      }
    }
  }
  return writeWhole(wishes.output, lines());
}

/** Between the levels of the grid linearly; beyond its ends as a normal distribution would go on. */
function levelAt(row: Float32Array, p: number): number {
  if (p >= LOWEST && p <= HIGHEST) return quantileAt(QUANTILE_LEVELS, row, p);
  const median = row[MEDIAN_INDEX] as number;
  const [end, at] = p < LOWEST ? [row[0] as number, LOWEST] : [row[LEVEL_COUNT - 1] as number, HIGHEST];
  return median + ((end - median) * normalQuantile(p)) / normalQuantile(at);
}

function isNonNegative(panel: Panel, s: number): boolean {
  for (let row = panel.offsets[s] as number; row < (panel.offsets[s + 1] as number); row += 1)
    if ((panel.values[row] as number) < 0) return false;
  return true;
}

/** Forecasts are in single precision: nine digits give it back. */
const digits = (value: number): string => String(Number(value.toPrecision(9)) + 0);

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Under another name first: nobody must take half a file for a whole one. A signal ends the process between two pieces, and takes the half
 * file with it; before and after, signals end it by themselves.
 * @throws InputError when the file cannot be written.
 */
export async function writeWhole(file: string, lines: Iterable<string>): Promise<void> {
  const half = `${file}.${process.pid}.half`;
  const refused = (error: unknown) =>
    new InputError(
      `${path.basename(file)} could not be written: ${(error as NodeJS.ErrnoException).code ?? String(error)} at ${path.dirname(file)}.`,
    );
  let open: number;
  try {
    open = openSync(half, "w");
  } catch (error) {
    throw refused(error);
  }
  const leave = (signal: NodeJS.Signals) => {
    rmSync(half, { force: true });
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, leave);
  try {
    let text = "";
    for (const line of lines) {
      text += line;
      if (text.length <= CHUNK) continue;
      writeSync(open, text);
      text = "";
      // Lets a signal in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    writeSync(open, text);
    closeSync(open);
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw (error as NodeJS.ErrnoException).code === undefined ? error : refused(error);
  } finally {
    for (const signal of SIGNALS) process.off(signal, leave);
  }
}
