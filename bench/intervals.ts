/**
 * How often intervals hold what comes, and how sharp they are: for each set, what `auto` returns beside the models' own quantiles and
 * beside split conformal at the very same points, over the set's windows; and by step ahead.
 *
 *     npm run bench intervals [sets] [--keep FOLDER] [--seconds N] [--windows N] [--plan FILE]
 *
 * Sets are comma-separated; the default is `m3-monthly,pasta-daily,pasta-promo,bike-hourly`. The first window's budget (`--seconds`, 60) becomes
 * a plan that the other windows follow; `--plan` takes a report's. With `--keep`, answers of every task stay in a folder, and a
 * second run fits nothing: it only makes intervals anew.
 *
 * SQL is the scaled quantile loss, MASE that of the medians. MSIS is the mean scaled interval score (Gneiting & Raftery 2007; M4), over the scale of MASE. Split conformal has for each
 * step the quantiles of the backtest's errors, over each series' scale.
 */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { openPool } from "#bin/forecast/pool.ts";
import { forecastPanel } from "#lib/forecast/auto/forecast.ts";
import { type Measures, measureForecasts, type Truth, truthAt } from "#lib/forecast/auto/judge.ts";
import { type AutoPlan, readPlan } from "#lib/forecast/auto/plan.ts";
import type { EngineContext } from "#lib/forecast/index.ts";
import { coverageBySteps, type StepCoverage } from "#lib/forecast/intervals/coverage.ts";
import { type AccuracySet, loadSet } from "./accuracy/sets.ts";
import { rebuildOwn } from "./intervals/rebuilt.ts";
import { openRecord } from "./intervals/recorded.ts";

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: "string" },
    seconds: { type: "string", default: "60" },
    windows: { type: "string" },
    plan: { type: "string" },
  },
});
const context: EngineContext = {
  signal: new AbortController().signal,
  clock: () => performance.now(),
  onProgress: () => undefined,
};
const WAYS = { auto: "auto", own: "the models' own quantiles", conformal: "split conformal" } as const;
type Way = keyof typeof WAYS;

interface Window {
  truth: Truth;
  ways: Record<Way, Float32Array>;
  /** How `auto` made its intervals. */
  method: string;
  /** What its backtest promised, by step. */
  promised: readonly StepCoverage[];
}

async function forecastWindow(
  set: AccuracySet,
  cutoffIndex: number,
  record: ReturnType<typeof openRecord>,
  plan: AutoPlan | null,
): Promise<{ plan: AutoPlan; window: Window }> {
  const pool = openPool({ hasNetworks: true, context });
  const open = record.wrap(pool.open);
  try {
    const { quantiles, report } = await forecastPanel({
      ...{ ...set, cutoffIndex, models: "auto", folds: null, seed: 1, open, context },
      ...{ plan, budgetMs: 1_000 * Number(asked.seconds) },
    });
    const { method, coverage } = report.intervals;
    const names = report.plan.candidates.map(({ key }) => key).join(", ");
    console.error(`${set.name} at ${cutoffIndex}: ${names}. ${report.chosen?.reason ?? ""} ${method}`);
    const shares = report.chosen?.shares ?? { [report.plan.candidates[0]?.key as string]: 1 };
    const others = await rebuildOwn({ ...set, cutoffIndex, plan: report.plan, shares, open });
    return {
      plan: report.plan,
      window: {
        truth: truthAt({ ...set, cutoffIndex }),
        ways: { auto: quantiles, ...others },
        ...{ method: method.split(":")[0] as string, promised: coverage },
      },
    };
  } finally {
    await pool.close();
  }
}

const percent = (share: number) => (Number.isFinite(share) ? (100 * share).toFixed(1) : "–");

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(`\n${title}\n\n| ${head.join(" | ")} |`);
  console.log(`|${head.map((_, i) => (i === 0 ? " --- " : " ---: ")).join("|")}|`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

/** Steps of a long horizon in so many rows. */
const MOST_ROWS = 8;

function report(set: AccuracySet, windows: readonly Window[]): void {
  const { horizonSteps } = set;
  const truths = windows.map(({ truth }) => truth);
  const of = (way: Way) => windows.map(({ ways }) => ways[way]);
  const rows = (Object.keys(WAYS) as Way[]).map((way) => {
    const m: Measures = measureForecasts(truths, of(way), horizonSteps);
    return [
      ...[WAYS[way], percent(m.coverage80), percent(m.coverage95)],
      ...[m.msis80.toFixed(3), m.msis95.toFixed(3), m.scaledPinball.toFixed(4), m.mase.toFixed(3)],
    ];
  });
  const counts = Map.groupBy(windows, ({ method }) => method);
  const methods = [...counts].map(([method, found]) => `${method} (${found.length})`).join("; ");
  table(
    `**${set.name}**: ${set.about}; ${windows.length} of ${set.cutoffs.length} windows. ${methods}.`,
    ["intervals", "in 80 %", "in 95 %", "MSIS 80", "MSIS 95", "SQL", "MASE"],
    rows,
  );
  const steps = coverageBySteps({ truths, forecasts: of("auto"), horizonSteps });
  const stride = Math.ceil(horizonSteps / MOST_ROWS);
  const mean = (list: readonly StepCoverage[], key: "coverage80" | "coverage95") =>
    list.reduce((sum, each) => sum + each.n * each[key], 0) / list.reduce((sum, { n }) => sum + n, 0);
  table(
    "By step, as they came and as the backtests had promised",
    ["steps ahead", "in 80 %", "in 95 %", "promised 80 %", "promised 95 %"],
    Array.from({ length: Math.ceil(horizonSteps / stride) }, (_, i) => {
      const [first, last] = [i * stride + 1, Math.min(horizonSteps, (i + 1) * stride)];
      const inside = ({ step, n }: StepCoverage) => step >= first && step <= last && n > 0;
      const came = steps.filter(inside);
      const promised = windows.flatMap((window) => window.promised.filter(inside));
      return [
        first === last ? `${first}` : `${first}–${last}`,
        ...[percent(mean(came, "coverage80")), percent(mean(came, "coverage95"))],
        ...[percent(mean(promised, "coverage80")), percent(mean(promised, "coverage95"))],
      ];
    }),
  );
}

for (const name of (positionals[0] ?? "m3-monthly,pasta-daily,pasta-promo,bike-hourly").split(",")) {
  const set = loadSet(name);
  if (!set) {
    console.log(`\n${name}: left out, its data is not in ../shared/data (or FORECAST_DATA).`);
    continue;
  }
  const record = openRecord(asked.keep ? path.join(asked.keep, name) : null);
  let plan: AutoPlan | null = asked.plan
    ? readPlan(JSON.parse(readFileSync(asked.plan, "utf8")), { ...set, series: set.panel.ids.length })
    : record.plan;
  const windows: Window[] = [];
  for (const cutoffIndex of set.cutoffs.slice(0, asked.windows ? Number(asked.windows) : undefined)) {
    const found = await forecastWindow(set, cutoffIndex, record, plan);
    if (!plan) record.keepPlan(found.plan);
    plan ??= found.plan;
    windows.push(found.window);
  }
  report(set, windows);
}
console.log(`\n${cpus()[0]?.model ?? "unknown CPU"}, Node ${process.versions.node}`);
