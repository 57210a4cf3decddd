/**
 * How accurate every method is, and how long it takes: on M3 beside the official methods, and on sales, retail and rental
 * data over rolling windows. Each line names the set; each method sees a window's past alone.
 *
 *     npm run bench accuracy [sets] [methods]
 *
 * Sets and methods are comma-separated; `m3`, the default, is its four groups and their whole, and `all` is every one.
 * Seconds are CPU time of one thread, fitting and intervals together.
 */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
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
  seconds: number;
}

async function run(method: AccuracyMethod, set: AccuracySet): Promise<Result> {
  const tallies: Tally[] = [];
  let microseconds = 0;
  for (const cutoffIndex of set.cutoffs) {
    const before = process.cpuUsage();
    const quantiles = await method.forecast({ ...set, cutoffIndex });
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
    tallies.push(measure(set, cutoffIndex, quantiles));
  }
  return { tally: pool(tallies), seconds: microseconds / 1e6 };
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
  const rows: string[][] = [];
  for (const method of methods) {
    const result = await run(method, set);
    if (name.startsWith("m3-")) byMethod.set(method.key, [...(byMethod.get(method.key) ?? []), result]);
    rows.push(cells(method.name, result));
  }
  const others = name.startsWith("m3-") ? official(name.slice(3)) : [];
  table(`**${name}**: ${set.about}, season ${set.seasonLength}`, HEAD, [...rows, ...others]);
}
if (M3_NAMES.every((name) => sets.includes(name)) && byMethod.size > 0) {
  const rows = methods.map((method) => {
    const results = byMethod.get(method.key) ?? [];
    return cells(method.name, {
      tally: pool(results.map(({ tally }) => tally)),
      seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
    });
  });
  table("**M3, all 3,003 series**, sMAPE pooled over all horizons", HEAD, [...rows, ...official("all")]);
}
console.log(`\n${cpus()[0]?.model ?? "unknown CPU"}, Node ${process.versions.node}, one thread`);
