import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../boot/build.ts";
import { ROOT } from "../boot/paths.ts";
import { judgeArrows, uncaughtPlants } from "./arrows.ts";
import { type Lockfile, missingOptionalPackages, unpinnedDependencies } from "./lockfile.ts";

/** A check passes with null; otherwise it gives what is wrong. */
export type Check = { name: string; run: () => Promise<string | null> };

const FOLDERS = [
  "app",
  "components",
  "lib",
  "bin",
  "bench",
  "e2e",
  "prisma",
  "proxy.ts",
  "instrumentation.ts",
];

const bin = (...parts: string[]) => path.join(ROOT, "node_modules", ...parts);

async function outcome(command: string, args: string[]): Promise<string | null> {
  const { code, output } = await runCommand(command, args, {
    env: { NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" },
  });
  return code === 0 ? null : output.trim() || `exit code ${code}`;
}

function readLock(): Lockfile {
  return JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as Lockfile;
}

async function types(): Promise<string | null> {
  // Route types and next-env.d.ts are written by Next and are not in git.
  const typegen = await outcome(process.execPath, [bin("next/dist/bin/next"), "typegen"]);
  return typegen ?? (await outcome(process.execPath, [bin("typescript/bin/tsc"), "--noEmit", "-p", ROOT]));
}

async function arrows(): Promise<string | null> {
  const folders = FOLDERS.filter((folder) => existsSync(path.join(ROOT, folder)));
  const { modules, violations } = await judgeArrows({ root: ROOT, folders });
  const sources = countSources("lib") + countSources("components") + countSources("app");
  if (modules < sources)
    return `Only ${modules} modules were read of at least ${sources}: the check is blind.`;
  return violations.length === 0 ? null : violations.map((violation) => violation.text).join("\n");
}

function countSources(folder: string): number {
  const full = path.join(ROOT, folder);
  if (!existsSync(full)) return 0;
  const names = readdirSync(full, { recursive: true, encoding: "utf8" });
  // The generated client is not followed, and AssemblyScript is not TypeScript (.dependency-cruiser.mjs).
  const unread = /^(platform\/prisma|forecast\/kernels\/assembly)\//;
  return names.filter((name) => /\.tsx?$/.test(name) && !unread.test(name)).length;
}

async function planted(): Promise<string | null> {
  const uncaught = await uncaughtPlants();
  return uncaught.length === 0 ? null : `Planted forbidden imports were not caught: ${uncaught.join(", ")}`;
}

async function lockfile(): Promise<string | null> {
  const missing = missingOptionalPackages(readLock());
  if (missing.length === 0) return null;
  return `package-lock.json lacks ${missing.map((it) => `${it.name} (for ${it.wantedBy})`).join(", ")}. Complete it: npm run lock`;
}

async function pinned(): Promise<string | null> {
  const loose = unpinnedDependencies(readLock());
  return loose.length === 0 ? null : `Pin these to one exact version: ${loose.join(", ")}`;
}

/** The checks of `npm test`, the long ones first. */
export const CHECKS: readonly Check[] = [
  { name: "types", run: types },
  { name: "unused code", run: () => outcome(process.execPath, [bin("knip/bin/knip.js"), "--no-progress"]) },
  { name: "arrows", run: arrows },
  { name: "a planted forbidden import is caught", run: planted },
  {
    name: "format",
    run: () => outcome(bin(".bin/biome"), ["ci", "--colors=off", "--max-diagnostics=30", "."]),
  },
  { name: "lockfile complete", run: lockfile },
  { name: "versions pinned", run: pinned },
];
