/**
 * Our forecasts beside those of Python's well-known libraries: statsforecast (AutoETS, AutoARIMA, DynamicOptimizedTheta),
 * LightGBM through mlforecast, and neuralforecast (NHITS, NBEATS), on the same windows and the same cores, measured by the
 * same code.
 *
 *     npm run bench -- peers [--sets m3,pasta-daily] [--methods auto,auto_ets] [--quick] [--write docs/benchmarks.md]
 *
 * Python's packages, as pinned in bench/peers, are installed into a virtual environment that is thrown away; `--venv DIR` (or
 * PEERS_VENV) keeps it, or takes one that is there. Without Python or a package index our own rows are printed alone. Seconds
 * are by the clock, of a whole process that does nothing else than this method on this set: keep the machine quiet.
 * `--windows N` and `--budgets 10,60` (seconds of `auto` a window) replace the defaults, `--limit-seconds` ends a method (900),
 * `--minutes` all of it, and `--keep FILE` has rows of an earlier call that need not be measured again.
 */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { type AccuracySet, loadSet } from "./accuracy/sets.ts";
import { documentOf } from "./peers/document.ts";
import { emptyRow, measureMethod } from "./peers/measure.ts";
import { type Part, type Peers, preparePeers } from "./peers/python.ts";
import { parseRows, type Row } from "./peers/row.ts";
import { commandLine, type PeersOptions, parseOptions, partOf, type SetPlan } from "./peers/selection.ts";
import { type MeasuredSet, sectionsOf } from "./peers/table.ts";

const say = (text: string) => console.error(text);

function readOptions(): PeersOptions {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

const options = readOptions();
const scratch = mkdtempSync(join(tmpdir(), "forecast-peers-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const parts = [...new Set(options.methods.map(partOf))].filter((part): part is Part => part !== null);
const peers: Peers =
  parts.length === 0
    ? { python: null, parts: [], notes: [] }
    : preparePeers(options.venv ?? join(scratch, "venv"), parts, say);
for (const note of peers.notes) say(note);

const kept = options.keep && existsSync(options.keep) ? parseRows(readFileSync(options.keep, "utf8")) : [];

async function rowsOf(plan: SetPlan, set: AccuracySet): Promise<Row[]> {
  const knowsAhead = set.panel.covariates.some(({ availability }) => availability === "known_ahead");
  const rows: Row[] = [];
  for (const method of options.methods) {
    const part = partOf(method);
    if (plan.without.includes(method.key) || (knowsAhead && !method.usesCovariates)) continue;
    if (part !== null && !peers.parts.includes(part)) continue;
    for (const budgetSeconds of method.key === "auto" ? plan.budgets : [null]) {
      const name = budgetSeconds === null ? method.name : `${method.name}, ${budgetSeconds} s a window`;
      const known = kept.find(
        (row) => row.set === set.name && row.name === name && row.windows === set.cutoffs.length,
      );
      const leftSeconds = options.totalSeconds - performance.now() / 1_000;
      const limitSeconds = Math.min(options.limitSeconds, Math.max(1, Math.ceil(leftSeconds)));
      const common = { method, name, set };
      const row =
        known ??
        (leftSeconds <= 0
          ? emptyRow({ ...common, seconds: 0, instead: "not run: the time given was over" })
          : await measureMethod({
              ...{ ...common, budgetSeconds, limitSeconds, python: peers.python },
              folder: join(scratch, "job"),
            }));
      say(`${set.name}, ${name}: ${row.instead ?? `${row.seconds.toFixed(1)} s`}`);
      const isFinal = row.tally !== null || row.seconds >= options.limitSeconds;
      if (!known && isFinal && options.keep) appendFileSync(options.keep, `${JSON.stringify(row)}\n`);
      rows.push(row);
    }
  }
  return rows;
}

const measured: (MeasuredSet & { set: AccuracySet })[] = [];
for (const plan of options.plans) {
  const whole = loadSet(plan.set);
  if (!whole) {
    say(`${plan.set}: left out, its data is not in ../shared/data (or FORECAST_DATA).`);
    continue;
  }
  const set = { ...whole, cutoffs: whole.cutoffs.slice(-plan.windows) };
  const leftOut = options.methods.filter(({ key }) => plan.without.includes(key)).map(({ name }) => name);
  measured.push({ set, windowsOfSet: whole.cutoffs.length, leftOut, rows: await rowsOf(plan, set) });
}

const sections = sectionsOf(measured);
const document = documentOf({
  sections,
  notes: peers.notes,
  versions: Object.assign({}, ...measured.flatMap(({ rows }) => rows.map((row) => row.versions))),
  machine: `${cpus()[0]?.model ?? "an unknown processor"}, ${availableParallelism()} cores`,
  date: new Date().toISOString().slice(0, 10),
  command: `npm run bench -- peers ${commandLine(process.argv.slice(2))}`.trimEnd(),
});
console.log(document);
if (options.write) writeFileSync(options.write, document);
