import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { isAlive, readRecord, writeRecord } from "./lock.mjs";

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export type ProcessRecord = { pid: number; started: string | null };

const LOG_LIMIT = 5_000_000;

/**
 * Opens a log file for a child's output. A file, not a pipe: a child must outlive the death of its supervisor
 * without writing into a closed pipe.
 */
export function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, "a");
}

/** Ends the process a record names: asked first, killed after `graceMs`. Resolves when it is gone. */
export async function endProcess(
  record: ProcessRecord,
  { signal = "SIGTERM", graceMs = 3_000 }: { signal?: NodeJS.Signals; graceMs?: number } = {},
): Promise<void> {
  const send = (name: NodeJS.Signals) => {
    try {
      process.kill(record.pid, name);
    } catch {
      // Gone already, or no longer ours; the loop below finds out.
    }
  };
  if (!isAlive(record)) return;
  send(signal);
  const until = Date.now() + graceMs;
  while (isAlive(record)) {
    if (Date.now() > until) {
      send("SIGKILL");
      for (let i = 0; i < 100 && isAlive(record); i++) await sleep(20);
      return;
    }
    await sleep(20);
  }
}

/** Ends what an earlier supervisor left running: its children are found by their records in `runDir`. */
export async function endLeftovers(runDir: string): Promise<number> {
  if (!existsSync(runDir)) return 0;
  const files = readdirSync(runDir).filter((name) => /^(web|worker-\d+)\.json$/.test(name));
  let ended = 0;
  await Promise.all(
    files.map(async (name) => {
      const file = path.join(runDir, name);
      const record = readRecord(file) as ProcessRecord | null;
      if (record && isAlive(record)) {
        ended += 1;
        await endProcess(record, { graceMs: 1_500 });
      }
      rmSync(file, { force: true });
    }),
  );
  return ended;
}

/** How long to wait before the n-th restart in a row (n from 1): 0.2 s, then doubling up to 30 s. */
export function restartDelay(n: number): number {
  return Math.min(30_000, 200 * 2 ** Math.max(0, n - 1));
}

export type Supervised = { stop: (graceMs?: number) => Promise<void>; pid: () => number | null };

/** Keeps one child process running: restarted with growing pauses when it ends by itself. */
export function supervise(options: {
  name: string;
  /** What to call it to a person: "web server". */
  title: string;
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  runDir: string;
  say?: (line: string) => void;
}): Supervised {
  const say = options.say ?? console.error;
  const recordFile = path.join(options.runDir, `${options.name}.json`);
  mkdirSync(options.runDir, { recursive: true });
  let child: ChildProcess | null = null;
  let record: ProcessRecord | null = null;
  let stopped = false;
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;

  const start = () => {
    const log = openLog(options.logFile);
    const startedAt = Date.now();
    // A group of its own, so that Ctrl-C reaches only the supervisor, which then ends things in order.
    child = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", log, log],
      detached: true,
    });
    closeSync(log);
    if (child.pid !== undefined) record = writeRecord(recordFile, { pid: child.pid }) as ProcessRecord;
    let over = false;
    const ended = (how: string) => {
      if (over) return;
      over = true;
      child = null;
      if (stopped) return;
      failures = Date.now() - startedAt > 60_000 ? 1 : failures + 1;
      const delay = restartDelay(failures);
      say(`The ${options.title} ended (${how}); starting it again. Its log: ${options.logFile}`);
      timer = setTimeout(start, delay);
    };
    child.on("error", (error) => ended(error.message));
    child.on("exit", (code, signal) => ended(signal ?? `exit code ${code}`));
  };
  start();

  return {
    pid: () => child?.pid ?? null,
    stop: async (graceMs = 3_000) => {
      stopped = true;
      if (timer) clearTimeout(timer);
      if (record) await endProcess(record, { graceMs });
      rmSync(recordFile, { force: true });
    },
  };
}
