// Plain JavaScript for the same reason as boot.mjs. Locks are files that name a process by its id AND the
// moment it started, because after kill -9 or a reboot the same id may belong to someone else.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** An opaque mark of when process `pid` started, or null when there is no such process. */
export function startMark(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The command name may hold spaces and brackets: fields are counted from its last bracket.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return null;
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[19]}`;
    } catch {
      return null;
    }
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return null;
  }
  if (process.platform === "win32") return "alive";
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** Whether the process that a record names still runs. */
export function isAlive(record) {
  const mark = startMark(record?.pid);
  return mark !== null && mark === record.started;
}

export function readRecord(file) {
  try {
    const record = JSON.parse(readFileSync(file, "utf8"));
    return typeof record?.pid === "number" ? record : null;
  } catch {
    return null;
  }
}

/** Writes `{pid, started, ...more}` in one step, so that no reader ever sees half a record. */
export function writeRecord(file, { pid, ...more }) {
  const record = { pid, started: startMark(pid), ...more };
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, JSON.stringify(record));
  renameSync(temporary, file);
  return record;
}

/**
 * Takes the lock `file` for this process, or returns the living holder's record.
 * A dead holder's file is moved away first; of two that find it dead at once, one wins.
 * @returns {{ holder: Record<string, any> | null, release: () => void }}
 */
export function takeLock(file, more = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = { pid: process.pid, started: startMark(process.pid), nonce: randomUUID(), ...more };
  const temporary = `${file}.${mine.nonce}`;
  writeFileSync(temporary, JSON.stringify(mine));
  const release = () => {
    if (readRecord(file)?.nonce === mine.nonce) rmSync(file, { force: true });
  };
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        linkSync(temporary, file);
        return { holder: null, release };
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = readRecord(file);
      if (holder && isAlive(holder)) return { holder, release: () => {} };
      const aside = `${file}.${randomUUID()}.stale`;
      try {
        renameSync(file, aside);
        const moved = readRecord(aside);
        // Someone else may have taken the lock between our look and our move: give it back.
        if (moved && isAlive(moved)) linkSync(aside, file);
      } catch (error) {
        if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
      }
      rmSync(aside, { force: true });
    }
    throw new Error(`The lock file ${file} could not be taken. Remove it and try again.`);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Runs `work` while holding `file`, waiting for a living holder to finish. */
export async function withLock(file, work) {
  let told = false;
  for (;;) {
    const { holder, release } = takeLock(file);
    if (holder === null) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    if (!told) console.log(`Waiting for process ${holder.pid}, which is doing the same …`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
