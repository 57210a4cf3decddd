import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureAssets } from "./assets.ts";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.ts";
import { withLock } from "./lock.mjs";
import { ROOT } from "./paths.ts";
import { StartError, stage } from "./say.ts";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

const commands = new Set<ChildProcess>();

/** Ends the commands that are still running, when a start or a test is given up. */
export function endCommands(): void {
  for (const child of commands) child.kill("SIGTERM");
}

/** Runs a command of ours and gives back what it printed; it never throws. */
export function runCommand(
  command: string,
  args: string[],
  options: { env?: Record<string, string | undefined>; cwd?: string } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    commands.add(child);
    child.on("close", () => commands.delete(child));
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-200_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Writes what is generated from sources and not in git, when those changed since it was last written. */
export async function ensureGenerated(): Promise<void> {
  await generateOnce({
    name: "Preparing the database client",
    file: "lib/platform/prisma/client.ts",
    wanted: fingerprint(["prisma/schema"], [installedVersion("prisma")]),
    args: [path.join(ROOT, "node_modules/prisma/build/index.js"), "generate"],
    env: {
      // Prisma looks for an engine binary before every command; generating never runs it.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
    failure: "The database client could not be generated",
  });
  await ensureKernels();
}

/** The engine's part of it, all that a forecast without the web needs. */
export async function ensureKernels(): Promise<void> {
  await generateOnce({
    name: "Compiling the engine's kernels",
    file: "lib/forecast/kernels/generated/kernels.ts",
    wanted: fingerprint(
      ["lib/forecast/kernels/assembly", "bin/kernels.ts"],
      [installedVersion("assemblyscript"), installedVersion("binaryen")],
    ),
    args: ["--disable-warning=ExperimentalWarning", path.join(ROOT, "bin/kernels.ts")],
    failure: "The engine's kernels could not be compiled",
  });
}

/** Runs a command that writes `file`, unless the stamp beside it says that it was written from the same sources. */
async function generateOnce(options: {
  name: string;
  file: string;
  wanted: string;
  args: string[];
  env?: Record<string, string>;
  failure: string;
}): Promise<void> {
  const { name, wanted, args, env = {}, failure } = options;
  const file = path.join(ROOT, options.file);
  const stamp = path.join(path.dirname(file), ".stamp");
  const isCurrent = () => existsSync(file) && readStamp(stamp) === wanted;
  if (isCurrent()) return;
  const generate = async () => {
    if (isCurrent()) return;
    const { code, output } = await runCommand(process.execPath, args, { env });
    if (code !== 0) throw new StartError(`${failure}:\n${output.trim()}`);
    writeStamp(stamp, wanted);
  };
  await withLock(path.join(ROOT, ".data/run/generate.json"), () => stage(name, generate));
}

function installedVersion(name: string): string {
  const text = readFileSync(path.join(ROOT, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What the site would be built from: equal fingerprints mean that the last build still stands. */
function buildFingerprint(): string {
  return fingerprint(SOURCES, [process.versions.node]);
}

/** Builds the site when its sources changed since the last build in `distDir`. */
export async function ensureBuilt(
  options: { distDir?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  const distDir = options.distDir ?? ".next";
  const dist = path.join(ROOT, distDir);
  const stamp = path.join(dist, "forecanvas-build");
  ensureAssets();
  const wanted = buildFingerprint();
  const isCurrent = () => existsSync(path.join(dist, "BUILD_ID")) && readStamp(stamp) === wanted;
  if (isCurrent()) return;
  const build = async () => {
    if (isCurrent()) return;
    rmSync(stamp, { force: true });
    const { code, output } = await runCommand(
      process.execPath,
      [path.join(ROOT, "node_modules/next/dist/bin/next"), "build"],
      {
        env: {
          NEXT_TELEMETRY_DISABLED: "1",
          NO_COLOR: "1",
          NODE_ENV: "production",
          NEXT_DIST_DIR: distDir,
          ...options.env,
        },
      },
    );
    if (code !== 0) {
      if (/ENOSPC|No space left/i.test(output)) {
        throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      }
      throw new StartError(`The site could not be built:\n${output.trim()}`);
    }
    writeStamp(stamp, wanted);
  };
  await withLock(path.join(ROOT, ".data/run/build.json"), () => stage("Building the site", build));
}
