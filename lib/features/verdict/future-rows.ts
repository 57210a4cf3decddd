import {
  type FoldForecast,
  MEDIAN_INDEX,
  type ModelKey,
  type Panel,
  QUANTILE_LEVELS,
} from "#lib/forecast/index.ts";
import { timeAt, timeForFile } from "./periods.ts";

export interface FutureSource {
  panel: Panel;
  /** One model's, in as many parts as there are. */
  forecasts: readonly FoldForecast[];
}

/** What the command line writes unless told otherwise. */
const LEVELS = [80, 95] as const;
const NUMBERS = [
  { name: "yhat", index: MEDIAN_INDEX },
  ...LEVELS.flatMap((level) => [
    { name: `yhat-lo-${level}`, index: indexOf((1 - level / 100) / 2) },
    { name: `yhat-hi-${level}`, index: indexOf((1 + level / 100) / 2) },
  ]),
];
const CHUNK_CHARACTERS = 64_000;

function indexOf(level: number): number {
  return QUANTILE_LEVELS.findIndex((one) => Math.abs(one - level) < 1e-9);
}

interface FutureRow {
  id: string;
  ds: string;
  /** As `NUMBERS`, at the single precision in which they are stored; null where a series is too short. */
  values: (number | null)[];
}

function* rowsOf({ panel, forecasts }: FutureSource): Generator<FutureRow> {
  for (const { seriesIndexes, horizonSteps, quantiles, cutoffIndex } of forecasts) {
    const times = Array.from({ length: horizonSteps }, (_, step) =>
      timeForFile(timeAt(panel, cutoffIndex + step + 1), panel.frequency),
    );
    for (let i = 0; i < seriesIndexes.length; i += 1) {
      const id = panel.ids[seriesIndexes[i] as number] ?? "";
      for (const [step, ds] of times.entries()) {
        const at = (i * horizonSteps + step) * QUANTILE_LEVELS.length;
        const values = NUMBERS.map(({ index }) => numberOf(quantiles[at + index]));
        yield { id, ds, values };
      }
    }
  }
}

function numberOf(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(7));
}

function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk) yield chunk;
}

/** RFC 4180, ids exactly as they came, so that the file joins to its input; an absent number is an empty field. */
export function futureCsv(source: FutureSource): Generator<string> {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  function* lines() {
    yield `${["unique_id", "ds", ...NUMBERS.map(({ name }) => name)].join(",")}\n`;
    for (const { id, ds, values } of rowsOf(source)) {
      yield `${quoted(id)},${ds},${values.map((value) => value ?? "").join(",")}\n`;
    }
  }
  return inChunks(lines());
}

/** `{ model, items: [{ unique_id, ds, yhat, … }] }`; an absent number is null. */
export function futureJson(model: ModelKey, source: FutureSource): Generator<string> {
  function* lines() {
    yield `{"model":${JSON.stringify(model)},"items":[`;
    let before = "";
    for (const { id, ds, values } of rowsOf(source)) {
      const numbers = Object.fromEntries(NUMBERS.map(({ name }, i) => [name, values[i]]));
      yield before + JSON.stringify({ unique_id: id, ds, ...numbers });
      before = ",";
    }
    yield "]}";
  }
  return inChunks(lines());
}
