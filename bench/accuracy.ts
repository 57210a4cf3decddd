/**
 * How accurate every method is, and how long it takes: on M3 beside the official methods, and on sales, retail and rental
 * data over rolling windows. Each line names the set; each method sees a window's past alone.
 *
 *     npm run bench accuracy [sets] [methods]
 *
 * Sets and methods are comma-separated; `m3`, the default, is its four groups and their whole, and `all` is every one.
 * Seconds are CPU time, fitting and intervals together: of one thread, and of all of them for `auto`, which has AUTO_SECONDS
 * (60) by the clock for each window. The last column, where a set has several windows, is
 * the p of Diebold and Mariano's test against seasonal naive.
 */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { dieboldMariano } from "#lib/forecast/significance.ts";
import { measure, pool, type Tally } from "./accuracy/measure.ts";
import { type AccuracyMethod, METHODS } from "./accuracy/methods.ts";
import { type AccuracySet, loadSet, M3_NAMES, SET_NAMES } from "./accuracy/sets.ts";
import { dataFile } from "./load.ts";

const [setsAsked = "m3", methodsAsked] = process.argv.slice(2);
const sets =
  setsAsked === "all"
    ? SET_NAMES
    : setsAsked.split(",").flatMap((name) => (name === "m3" ? M3_NAMES : [name]));
const methods = methodsAsked
  ? methodsAsked.split(",").map((key) => {
      const method = METHODS.find((each) => each.key === key);
      if (!method)
        throw new Error(`There is no method "${key}". Known: ${METHODS.map((m) => m.key).join(", ")}.`);
      return method;
    })
  : METHODS;

interface Result {
  tally: Tally;
  /** One loss a period, window after window. */
  losses: number[];
  seconds: number;
}

async function run(method: AccuracyMethod, set: AccuracySet): Promise<Result> {
  const tallies: Tally[] = [];
  const losses: number[] = [];
  let microseconds = 0;
  for (const cutoffIndex of set.cutoffs) {
    const before = process.cpuUsage();
    const quantiles = await method.forecast({ ...set, cutoffIndex });
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
    const window = measure(set, cutoffIndex, quantiles);
    tallies.push(window.tally);
    losses.push(...window.losses);
  }
  return { tally: pool(tallies), losses, seconds: microseconds / 1e6 };
}

const fixed = (value: number, digits: number) => (Number.isFinite(value) ? value.toFixed(digits) : "–");
const percent = (value: number) => fixed(100 * value, 1);

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(
    `\n${title}\n\n| ${head.join(" | ")} |\n|${head.map((_, i) => (i === 0 ? " --- " : " ---: ")).join("|")}|`,
  );
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

const HEAD = ["method", "sMAPE", "MASE", "SQL", "in 80 %", "in 95 %", "MSIS", "seconds"];
const cells = (name: string, { tally: t, seconds }: Result): string[] => [
  name,
  fixed(t.smape / t.steps, 3),
  fixed(t.mase / t.units, 3),
  fixed(t.sql / t.units, 3),
  percent(t.inside80 / t.steps),
  percent(t.inside95 / t.steps),
  fixed(t.msis / t.units, 2),
  fixed(seconds, 1),
];

/** Diebold and Mariano's p against seasonal naive, on the mean scaled error of each period; `+` where it is the better. */
function against(baseline: Result, { losses }: Result, horizon: number): string {
  const { pValue, meanDifference } = dieboldMariano({ first: losses, second: baseline.losses, horizon });
  if (meanDifference === 0) return "–";
  return `${pValue < 0.001 ? "<0.001" : pValue.toFixed(3)}${meanDifference < 0 ? "" : " +"}`;
}

/** The official methods of M3, recomputed from their published forecasts, best first. */
function official(column: string): (readonly string[])[] {
  const path = dataFile("m3_leaderboard.csv");
  if (!path) return [];
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const names = head.split(",");
  const at = (cell: string[], name: string) => Number(cell[names.indexOf(name)] || Number.NaN);
  return lines
    .map((line) => line.split(","))
    .sort((a, b) => at(a, `sMAPE_${column}`) - at(b, `sMAPE_${column}`))
    .slice(0, 5)
    .map((cell) => [
      `*${cell[0]}*, official`,
      fixed(at(cell, `sMAPE_${column}`), 3),
      fixed(at(cell, `MASE_${column}`), 3),
      ...Array(5).fill("–"),
    ]);
}

const byMethod = new Map<string, Result[]>();
for (const name of sets) {
  const set = loadSet(name);
  if (!set) {
    console.log(`\n${name}: left out, its data is not in ../shared/data (or FORECAST_DATA).`);
    continue;
  }
  const results = new Map<AccuracyMethod, Result>();
  for (const method of methods) {
    const result = await run(method, set);
    results.set(method, result);
    if (name.startsWith("m3-")) byMethod.set(method.key, [...(byMethod.get(method.key) ?? []), result]);
  }
  const baseline = [...results].find(([method]) => method.key === "seasonal_naive")?.[1];
  const compares = baseline !== undefined && set.cutoffs.length > 1;
  const rows = [...results].map(([method, result]) => [
    ...cells(method.name, result),
    ...(compares ? [against(baseline, result, set.horizonSteps)] : []),
  ]);
  const others = name.startsWith("m3-") ? official(name.slice(3)) : [];
  table(`**${name}**: ${set.about}, season ${set.seasonLength}`, compares ? [...HEAD, "p"] : HEAD, [
    ...rows,
    ...others,
  ]);
}
if (M3_NAMES.every((name) => sets.includes(name)) && byMethod.size > 0) {
  const rows = methods.map((method) => {
    const results = byMethod.get(method.key) ?? [];
    return cells(method.name, {
      tally: pool(results.map(({ tally }) => tally)),
      losses: [],
      seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
    });
  });
  table("**M3, all 3,003 series**, sMAPE pooled over all horizons", HEAD, [...rows, ...official("all")]);
}
console.log(`\n${cpus()[0]?.model ?? "unknown CPU"}, Node ${process.versions.node}, one thread`);
