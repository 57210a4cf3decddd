import { existsSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, pool } from "../accuracy/measure.ts";
import type { AccuracySet } from "../accuracy/sets.ts";
import { type Outcome, runChild } from "./child.ts";
import { hasQuantiles, parseForecasts } from "./forecasts.ts";
import { ASKED_LEVELS, writeJob } from "./job.ts";
import { factsSchema, type Row } from "./row.ts";
import type { PeerMethod } from "./selection.ts";

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * One row: the method in a process of its own on files that end at the cutoffs, and its forecasts measured as all others.
 * Its seconds are the whole process, from start to end.
 */
export async function measureMethod(options: {
  method: PeerMethod;
  name: string;
  set: AccuracySet;
  folder: string;
  python: string | null;
  /** What `auto` has for a window. */
  budgetSeconds: number | null;
  limitSeconds: number;
}): Promise<Row> {
  const { method, set, folder, limitSeconds } = options;
  writeJob(folder, set, { method: method.key, threads: availableParallelism() });
  const outcome = await runChild({
    ...commandOf(options),
    ...(options.budgetSeconds === null ? {} : { env: { AUTO_SECONDS: String(options.budgetSeconds) } }),
    limitSeconds,
  });
  const row = emptyRow({ ...options, seconds: outcome.seconds, instead: insteadOf(outcome, limitSeconds) });
  try {
    return row.instead === null ? { ...row, ...read(folder, set) } : row;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A row without figures. */
export function emptyRow(options: {
  method: PeerMethod;
  name: string;
  set: AccuracySet;
  seconds: number;
  instead: string | null;
}): Row {
  const { method, name, set, seconds, instead } = options;
  return {
    ...{ set: set.name, method: method.key, name, isOurs: method.script === null },
    ...{ windows: set.cutoffs.length, tally: null, hasQuantiles: false, seconds, instead },
    ...{ cpuSeconds: null, importSeconds: null, versions: {} },
  };
}

function commandOf({
  method,
  folder,
  python,
}: {
  method: PeerMethod;
  folder: string;
  python: string | null;
}) {
  if (method.script === null)
    return { command: process.execPath, args: [...process.execArgv, join(HERE, "ours.ts"), folder] };
  if (python === null) throw new Error(`${method.name} needs Python.`);
  return { command: python, args: [join(HERE, `${method.script}.py`), folder] };
}

function insteadOf({ ended, complaint }: Outcome, limitSeconds: number): string | null {
  if (ended === "well") return null;
  if (ended === "over_limit") return `over ${limitSeconds} s`;
  return `failed: ${complaint.split("\n").at(-1) ?? "no reason given"}`.replaceAll("|", "/");
}

function read(folder: string, set: AccuracySet): Partial<Row> {
  const shape = {
    windows: set.cutoffs.length,
    series: set.panel.ids.length,
    horizonSteps: set.horizonSteps,
  };
  const path = join(folder, "forecasts.csv");
  if (!existsSync(path)) return { instead: "failed: it wrote no forecast" };
  const forecasts = parseForecasts(readFileSync(path, "utf8"), shape);
  const facts = factsSchema.parse(JSON.parse(readFileSync(join(folder, "facts.json"), "utf8")));
  const tally = pool(
    set.cutoffs.map((cutoff, window) => measure(set, cutoff, forecasts[window] as Float32Array).tally),
  );
  const hasAll = hasQuantiles(forecasts, ASKED_LEVELS);
  return {
    tally: hasAll ? tally : { ...tally, inside80: 0, inside95: 0, sql: 0, msis: 0 },
    hasQuantiles: hasAll,
    cpuSeconds: facts.cpuSeconds,
    importSeconds: facts.importSeconds,
    versions: facts.versions,
  };
}
