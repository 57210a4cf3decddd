import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isAlive, startMark, takeLock, withLock } from "./lock.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a lock", () => {
  it("is had by one at a time and given back", () => {
    const file = path.join(folder, "one.json");
    const first = takeLock(file, { url: "http://localhost:1" });
    expect(first.holder).toBeNull();
    expect(takeLock(file).holder).toMatchObject({ pid: process.pid, url: "http://localhost:1" });
    first.release();
    const third = takeLock(file);
    expect(third.holder).toBeNull();
    third.release();
  });

  it("is taken over from a dead process, also when its id lives on in another", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    const dead = child.pid ?? 0;
    const started = startMark(dead);
    await new Promise((resolve) => child.on("exit", resolve));
    expect(isAlive({ pid: dead, started })).toBe(false);
    // This process stands for the stranger that got the id of a dead one.
    const file = path.join(folder, "reused.json");
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "another time" }));
    expect(takeLock(file).holder).toBeNull();
    expect(JSON.parse(readFileSync(file, "utf8")).started).toBe(startMark(process.pid));
  });

  it("survives a half-written file", () => {
    const file = path.join(folder, "half.json");
    writeFileSync(file, '{"pid": 12');
    expect(takeLock(file).holder).toBeNull();
  });

  it("makes others wait for the work", async () => {
    const file = path.join(folder, "work.json");
    const order: string[] = [];
    const slow = withLock(file, async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push("first");
    });
    await Promise.all([slow, withLock(file, async () => order.push("second"))]);
    expect(order).toEqual(["first", "second"]);
  });
});
