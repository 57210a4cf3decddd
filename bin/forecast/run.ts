import { readFileSync } from "node:fs";
import path from "node:path";
import { forecastPanel } from "#lib/forecast/auto/forecast.ts";
import { type AutoPlan, isNetwork, readPlan } from "#lib/forecast/auto/plan.ts";
import { profilePanel } from "#lib/forecast/auto/profile.ts";
import { proposeCandidates } from "#lib/forecast/auto/propose.ts";
import { addHolidays } from "#lib/forecast/calendar/holidays.ts";
import { type EngineContext, ForecastError, formatFrequency, seasonLengthOf } from "#lib/forecast/index.ts";
import { nameSome } from "#lib/forecast/pacing.ts";
import { recentPanel } from "#lib/forecast/panel.ts";
import { InputError } from "./input-error.ts";
import type { ForecastOptions } from "./options.ts";
import { writeForecast, writeWhole } from "./output.ts";
import { layOut, type ReadPanel } from "./panel.ts";
import { openPool } from "./pool.ts";
import { openProgress } from "./progress.ts";
import { readTable } from "./table.ts";
import type { TimeStyle } from "./times.ts";

/** Local methods learn from ten thousand periods, and global ones from the latest windows: more would only take time. */
const MOST_PERIODS = 200_000;
/** Forecasts take 84 bytes a step and method, and several methods stand side by side. */
const MOST_STEPS = 12_000_000;

/**
 * From files to files; answers one line of what was done.
 * @throws InputError for anything about the question or the data.
 */
export async function forecastFile(options: ForecastOptions): Promise<string> {
  const clock = () => performance.now();
  const started = clock();
  const progress = openProgress(process.stderr, clock);
  progress.say({ fraction: 0, message: `reading ${path.basename(options.input)}` });
  const { horizon, frequency } = options;
  const { laid, style, rows } = readPanel(options);
  const { panel, cutoffIndex, notes } = options.holidays
    ? await refusals(() => withHolidays(laid, options.holidays as string, horizon))
    : laid;
  // Integer positions have no calendar of their own: the frequency then says what kind of data it is.
  const season =
    options.season ??
    seasonLengthOf(panel.frequency.unit === "int" ? (frequency ?? panel.frequency) : panel.frequency);
  const question = { horizonSteps: horizon, seasonLength: season, models: options.models };
  const context: EngineContext = { signal: new AbortController().signal, clock, onProgress: progress.say };
  const plan = options.plan
    ? openPlan(options.plan, { horizonSteps: horizon, seasonLength: season, series: panel.ids.length })
    : null;
  const candidates = await refusals(async () =>
    plan
      ? plan.candidates
      : proposeCandidates(profilePanel({ panel, cutoffIndex, seasonLength: season }), question),
  );
  const pool = openPool({ hasNetworks: candidates.some(isNetwork), context });
  try {
    const { quantiles, report } = await refusals(() =>
      forecastPanel({
        ...question,
        ...{ panel, cutoffIndex, plan, context, open: pool.open, seed: options.seed, folds: options.folds },
        budgetMs: Math.max(0, 1_000 * options.budgetSeconds - (clock() - started)),
      }),
    );
    const { output, levels } = options;
    await writeForecast({
      ...{ panel, cutoffIndex, horizon, quantiles, style },
      wishes: { output, levels, quantiles: options.quantiles },
    });
    const seconds = (clock() - started) / 1_000;
    if (options.report) {
      const whole = {
        version: 1,
        input: path.basename(options.input),
        series: panel.ids.length,
        rows,
        frequency: formatFrequency(panel.frequency),
        horizon,
        season,
        seed: plan?.seed ?? options.seed,
        seconds: Math.round(100 * seconds) / 100,
        budgetSeconds: options.budgetSeconds,
        ...usage(),
        backend:
          report.members && Object.keys(report.members).length > 0
            ? "tensorflow.js wasm, plain SIMD kernels"
            : "none",
        node: process.versions.node,
        ...report,
        notes: [...notes, ...report.notes],
      };
      const text = `${JSON.stringify(whole, null, 2)}\n`;
      await writeWhole(options.report, [text]);
    }
    progress.end();
    return summary({ series: panel.ids.length, horizon, seconds, output, report });
  } finally {
    progress.end();
    await pool.close();
  }
}

/** Of all threads together: seconds by the clock say little on a busy machine. */
function usage(): { cpuSeconds: number; peakMiB: number } {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuSeconds: Math.round((userCPUTime + systemCPUTime) / 1e4) / 100,
    peakMiB: Math.round(maxRSS / 1024),
  };
}

/** The files as one panel. What was read of them is larger than the panel, and let go of. */
function readPanel(options: ForecastOptions): { laid: ReadPanel; style: TimeStyle; rows: number } {
  const input = readTable(options.input, { hasTarget: true, style: null });
  const { style, ids, times } = input;
  const { horizon, frequency } = options;
  if (ids.length * horizon > MOST_STEPS)
    throw new InputError(
      `${ids.length.toLocaleString("en")} series × ${horizon.toLocaleString("en")} periods ahead are more than the ${MOST_STEPS.toLocaleString("en")} that one forecast can hold; split the file, or shorten --horizon.`,
    );
  const future = options.future ? readTable(options.future, { hasTarget: false, style }) : null;
  const laid = layOut({ input, future, constant: options.static, frequency, horizon });
  const { panel, cropped } = recentPanel({ ...laid, periods: MOST_PERIODS });
  const notes =
    cropped.length > 0
      ? [
          ...laid.notes,
          `Only the last ${MOST_PERIODS.toLocaleString("en")} periods of ${nameSome(cropped)} were read.`,
        ]
      : laid.notes;
  return { laid: { ...laid, panel, notes }, style, rows: times.length };
}

async function withHolidays(laid: ReadPanel, place: string, horizon: number): Promise<ReadPanel> {
  // The holidays of the world take a moment to load.
  const { holidayCalendar } = await import("#lib/forecast/calendar/countries.ts");
  const untilPosition = laid.cutoffIndex + horizon;
  const calendar = holidayCalendar({ place, panel: laid.panel, untilPosition });
  const { panel, notes } = addHolidays({ panel: laid.panel, calendar, untilPosition });
  return { ...laid, panel, notes: [...laid.notes, ...notes] };
}

function summary(options: {
  series: number;
  horizon: number;
  seconds: number;
  output: string;
  report: Awaited<ReturnType<typeof forecastPanel>>["report"];
}): string {
  const { series, horizon, seconds, output, report } = options;
  const what = `${series} series × ${horizon} periods in ${seconds.toFixed(1)} s: ${path.basename(output)}.`;
  return `${what} ${report.chosen?.reason ?? report.notes.at(-1) ?? ""}`.trim();
}

function openPlan(file: string, asked: Parameters<typeof readPlan>[1]): AutoPlan {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(`--plan ${path.basename(file)} could not be read: ${code ?? "it is not JSON"}.`);
  }
  try {
    return readPlan(report, asked);
  } catch (error) {
    throw error instanceof ForecastError
      ? new InputError(`--plan ${path.basename(file)}: ${error.detail}`)
      : error;
  }
}

/** What the engine refuses is about the question or the data. */
async function refusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ForecastError ? new InputError(error.detail) : error;
  }
}
