// Plain JavaScript on purpose: this runs on whatever Node the machine has (20.19 or later), before any
// package is installed. It installs, then hands over to the Node that the lockfile pins.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installPackages } from "./install.mjs";
import { explainFileError } from "./words.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Node runs our .ts files without a flag from 22.18 and 23.6 on. */
function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

function findNode() {
  const pinned = path.join(ROOT, "node_modules/.bin", process.platform === "win32" ? "node.cmd" : "node");
  const direct = path.join(
    ROOT,
    `node_modules/node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}/bin/node${process.platform === "win32" ? ".exe" : ""}`,
  );
  if (existsSync(direct)) return direct;
  if (existsSync(pinned)) return pinned;
  if (runsTypeScript(process.versions.node)) return process.execPath;
  return null;
}

/** Installs when needed, then runs `bin/<entry>` on a Node that reads TypeScript. */
export async function boot(entry) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    refuse(
      `Forecanvas needs Node 20.19 or later to start, and this is ${process.versions.node}. Install a newer Node from https://nodejs.org and run the command again.`,
    );
  }
  try {
    await installPackages(ROOT);
  } catch (error) {
    refuse(explainFileError(error, ROOT) ?? (error instanceof Error ? error.message : String(error)));
  }
  const node = findNode();
  if (node === null) {
    refuse(
      `There is no packaged Node 24 for ${process.platform}-${process.arch}, and this Node ${process.versions.node} is too old to stand in for it. Install Node 24 from https://nodejs.org and run the command again.`,
    );
  }
  const script = path.join(ROOT, "bin", entry);
  if (runsTypeScript(process.versions.node)) {
    process.argv[1] = script;
    await import(pathToFileURL(script).href);
    return;
  }
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: "inherit", cwd: process.cwd() });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
