/**
 * From a fresh clone to the first page, and again. `npm run bench start`
 * The packages come from npm's cache: what the network takes is not ours to measure.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "#bin/boot/embedded-postgres.ts";
import { ROOT } from "#bin/boot/paths.ts";
import { judge } from "./site.ts";

async function startAndStop(root: string, port: number): Promise<number> {
  const from = performance.now();
  const { DATABASE_URL: _, APP_SECRET: __, FORECANVAS_DATA: ___, ...env } = process.env;
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(`  ${chunk.toString().trim().replaceAll("\n", "\n  ")}\n`);
      output += chunk.toString();
      if (output.includes("is ready at")) resolve();
    });
    child.once("exit", () => reject(new Error("npm start ended before it was ready.")));
  });
  const page = await fetch(`http://localhost:${port}/`);
  await page.text();
  if (!page.ok) throw new Error(`The first page answered ${page.status}.`);
  const seconds = (performance.now() - from) / 1000;
  child.kill("SIGTERM");
  await gone;
  return seconds;
}

const clone = mkdtempSync(path.join(tmpdir(), "forecanvas-start-"));
try {
  execFileSync("git", ["clone", "--quiet", ROOT, clone]);
  const port = (await freePort()) ?? 0;
  const first = await startAndStop(clone, port);
  const warm = await startAndStop(clone, port);
  judge("fresh clone to first page", first, { limit: 90, unit: "s" });
  judge("warm start to first page", warm, { limit: 3, unit: "s" });
} finally {
  rmSync(clone, { recursive: true, force: true });
}
