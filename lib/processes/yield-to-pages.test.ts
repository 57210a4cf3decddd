import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";

/** In a process of its own, since niceness cannot be taken back. It reads a file first, which starts threads that read. */
const PROGRAM = `
import { existsSync, readdirSync } from "node:fs";
import { stat } from "node:fs/promises";
import { getPriority } from "node:os";
import { yieldToPages } from ${JSON.stringify(new URL("./yield-to-pages.ts", import.meta.url).href)};
await stat(".");
yieldToPages(19);
const threads = existsSync("/proc/self/task") ? readdirSync("/proc/self/task").map(Number) : [process.pid];
process.stdout.write(JSON.stringify(threads.map((id) => getPriority(id))));
`;

it("every thread of the process gives way, those that were there before too", () => {
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", PROGRAM], { encoding: "utf8" });
  const niceness = JSON.parse(said) as number[];
  if (existsSync("/proc/self/task")) expect(niceness.length).toBeGreaterThan(4);
  expect(new Set(niceness)).toEqual(new Set([19]));
});
