/**
 * What the engine does with the most that it may be given, and whether its memory stays flat. Each figure has a limit; one that is passed
 * fails the whole.
 *
 *     npm run bench extremes [cases]
 *
 * Cases are comma-separated, all by default: `integers`, one series of ten million whole numbers; `minutes`, one of ten million minutes;
 * `short`, a million series of three days; `many`, 100,000 series of a hundred days; `repeat`, ten forecasts in one process, networks
 * included. The first four run the command line, with EXTREMES_SECONDS (60) of budget; CPU seconds are those of all its threads.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "#bin/boot/paths.ts";
import { repeatForecasts } from "./extremes/repeat.ts";

const BUDGET_SECONDS = Number(process.env.EXTREMES_SECONDS ?? 60);
const DAY_MS = 86_400_000;

interface Case {
  key: string;
  about: string;
  horizon: number;
  lines: () => Generator<string>;
  /** Steps that must stand in the forecast. */
  steps: number;
  most: { cpuSeconds: number; mebibytes: number };
}

const date = (t: number) => new Date(Date.UTC(2024, 0, 1) + t * DAY_MS).toISOString().slice(0, 10);
const value = (s: number, t: number) => 20 + (s % 31) + (t % 7) + ((t * 7_919 + s) % 13);

function* oneSeries(timeOf: (t: number) => string) {
  for (let t = 0; t < 10_000_000; t += 1) yield `a,${timeOf(t)},${value(0, t)}\n`;
}

function* manySeries(series: number, periods: number) {
  const dates = Array.from({ length: periods }, (_, t) => date(t));
  for (let s = 0; s < series; s += 1)
    for (let t = 0; t < periods; t += 1) yield `s${s},${dates[t]},${value(s, t)}\n`;
}

const minute = (t: number) =>
  new Date(Date.UTC(2005, 0, 1) + 60_000 * t).toISOString().slice(0, 16).replace("T", " ");

const CASES: readonly Case[] = [
  {
    key: "integers",
    about: "1 series × 10,000,000 whole numbers",
    lines: () => oneSeries(String),
    ...{ horizon: 7, steps: 7, most: { cpuSeconds: 240, mebibytes: 2_000 } },
  },
  {
    key: "minutes",
    about: "1 series × 10,000,000 minutes",
    lines: () => oneSeries(minute),
    ...{ horizon: 60, steps: 60, most: { cpuSeconds: 240, mebibytes: 2_000 } },
  },
  {
    key: "short",
    about: "1,000,000 series × 3 days",
    lines: () => manySeries(1_000_000, 3),
    ...{ horizon: 3, steps: 3_000_000, most: { cpuSeconds: 360, mebibytes: 3_500 } },
  },
  {
    key: "many",
    about: "100,000 series × 100 days",
    lines: () => manySeries(100_000, 100),
    ...{ horizon: 14, steps: 1_400_000, most: { cpuSeconds: 480, mebibytes: 3_500 } },
  },
];

function writeCsv(file: string, lines: Generator<string>): void {
  const open = openSync(file, "w");
  let text = "unique_id,ds,y\n";
  for (const line of lines) {
    text += line;
    if (text.length < 1 << 20) continue;
    writeSync(open, text);
    text = "";
  }
  writeSync(open, text);
  closeSync(open);
}

interface Figure {
  cells: readonly string[];
  failures: readonly string[];
}

function runCase(folder: string, { key, about, horizon, lines, steps, most }: Case): Figure {
  const [input, output, report] = ["in.csv", "out.csv", "report.json"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeCsv(input, lines());
  const size = statSync(input).size / 2 ** 20;
  const asked = { input, output, report, horizon, budget: BUDGET_SECONDS };
  const child = spawnSync(
    process.execPath,
    [
      join(ROOT, "bin/forecast.ts"),
      ...Object.entries(asked).flatMap(([name, each]) => [`--${name}`, String(each)]),
    ],
    { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );
  if (child.status !== 0)
    return { cells: [about, "–", "–", "–", "–", "failed"], failures: [`${key}: ${child.stderr.trim()}`] };
  const said = JSON.parse(readFileSync(report, "utf8"));
  const written = readFileSync(output, "utf8").trimEnd().split("\n");
  const odd = written.slice(1).find((line) =>
    line
      .split(",")
      .slice(2)
      .some((cell) => !Number.isFinite(Number(cell))),
  );
  const chosen = Object.keys(said.chosen?.shares ?? {}).join(", ") || "no backtest";
  const failures = [
    ...(said.cpuSeconds > most.cpuSeconds
      ? [`${key}: ${said.cpuSeconds} CPU seconds, more than ${most.cpuSeconds}`]
      : []),
    ...(said.peakMiB > most.mebibytes ? [`${key}: ${said.peakMiB} MiB, more than ${most.mebibytes}`] : []),
    ...(written.length - 1 === steps ? [] : [`${key}: ${written.length - 1} steps instead of ${steps}`]),
    ...(odd ? [`${key}: a number is missing in ${odd}`] : []),
  ];
  return {
    cells: [
      about,
      size.toFixed(0),
      said.seconds.toFixed(0),
      `${said.cpuSeconds.toFixed(0)} (${most.cpuSeconds})`,
      `${said.peakMiB} (${most.mebibytes})`,
      chosen,
    ],
    failures,
  };
}

const keys = process.argv[2]?.split(",") ?? [...CASES.map(({ key }) => key), "repeat"];
const folder = mkdtempSync(join(tmpdir(), "extremes-"));
const failures: string[] = [];
const row = (cells: readonly string[]) => console.log(`| ${cells.join(" | ")} |`);
try {
  const asked = CASES.filter(({ key }) => keys.includes(key));
  if (asked.length > 0) {
    console.log(
      `**The command line on the largest files**, ${BUDGET_SECONDS} s of budget, most allowed in brackets\n`,
    );
    row(["data", "MiB", "seconds", "CPU seconds", "peak MiB", "chosen"]);
    row(["---", "---:", "---:", "---:", "---:", "---"]);
    for (const each of asked) {
      const figure = runCase(folder, each);
      row(figure.cells);
      failures.push(...figure.failures);
    }
  }
  if (keys.includes("repeat")) {
    const repeated = await repeatForecasts();
    console.log("\n**Ten forecasts in one process**, `auto` with networks, after a collection of garbage\n");
    row(["forecast", "heap MiB", "arrays MiB", "wasm MiB", "resident MiB", "tensors"]);
    row(["---:", "---:", "---:", "---:", "---:", "---:"]);
    for (const cells of repeated.rows) row(cells);
    failures.push(...repeated.failures);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${cpus()[0]?.model ?? "unknown CPU"}, ${cpus().length} cores, Node ${process.versions.node}`);
for (const failure of failures) console.error(`FAILED ${failure}`);
if (failures.length > 0) process.exitCode = 1;
