// Plain JavaScript for the same reason as boot.mjs.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";

const INSTALL_NEEDS_MB = 1500;

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * Whether every package of the lockfile that belongs on this machine is installed in its locked version.
 * npm writes `node_modules/.package-lock.json` last, so an install cut short is seen as absent.
 */
export function isInstalled(lock, hidden, { platform = process.platform, arch = process.arch } = {}) {
  if (!lock?.packages || !hidden?.packages) return false;
  for (const [where, wanted] of Object.entries(lock.packages)) {
    if (where === "" || wanted.link) continue;
    const found = hidden.packages[where];
    if (found) {
      if (found.version !== wanted.version) return false;
      continue;
    }
    if (!wanted.optional && !wanted.devOptional && !wanted.peer) return false;
    const fits = (list, value) => !list || list.includes(value);
    // npm decides by libc too; glibc or musl is not known here, so such packages may be absent.
    if (wanted.optional && !wanted.libc && wanted.os && fits(wanted.os, platform) && fits(wanted.cpu, arch)) {
      return false;
    }
  }
  return true;
}

/** One sentence with a way out for what npm printed when it failed. */
export function explainNpmFailure(output, root) {
  if (/ENOSPC|no space left/i.test(output)) {
    return `The disk holding ${root} is full, so the packages could not be installed. Free about ${INSTALL_NEEDS_MB} MB and run the command again.`;
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `The packages could not be written to ${path.join(root, "node_modules")}: permission denied. Give your user write access to ${root}, or run as the user who owns it.`;
  }
  if (/EUSAGE|in sync|Missing: .* from lock file/.test(output)) {
    return "package-lock.json does not agree with package.json, so nothing was installed. Restore both from git, or run npm install after a change of your own.";
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network|socket/i.test(
      output,
    )
  ) {
    return "The packages could not be downloaded: the npm registry did not answer. Check the network, or name a mirror with npm config set registry URL, and run the command again.";
  }
  const last = output
    .split("\n")
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, "").trim())
    .filter((line) => line !== "" && !/complete log|debug-0\.log/i.test(line))
    .at(0);
  return `The packages could not be installed: ${last ?? "npm gave no reason"}. Run npm ci --ignore-scripts to see more.`;
}

function npmCommand() {
  const cli = process.env.npm_execpath;
  // The Node that runs us may live in the node_modules that npm is about to replace; npm itself does not.
  if (cli?.endsWith(".js") && existsSync(cli)) return { command: process.execPath, first: [cli] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", first: [] };
}

function runNpmCi(root) {
  const { command, first } = npmCommand();
  const args = [
    ...first,
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
  ];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && first.length === 0,
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** Installs the locked packages when they are absent or differ from the lockfile. Throws one plain sentence. */
export async function installPackages(root) {
  const lockText = readFileSync(path.join(root, "package-lock.json"), "utf8");
  const wanted = createHash("sha256")
    .update(`${process.platform} ${process.arch} `)
    .update(lockText)
    .digest("hex");
  const stamp = path.join(root, "node_modules/.forecanvas-install");
  const upToDate = () => {
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
    return isInstalled(JSON.parse(lockText), readJson(path.join(root, "node_modules/.package-lock.json")));
  };
  if (upToDate()) return;

  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Error(explainNpmFailure("EACCES", root));
  }
  const disk = statfsSync(root);
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 1e6);
  if (freeMb < INSTALL_NEEDS_MB / 2) throw new Error(explainNpmFailure("ENOSPC", root));

  await withLock(path.join(root, ".data/run/install.json"), async () => {
    if (upToDate()) return;
    console.log("Installing packages …");
    const from = Date.now();
    const { code, output } = await runNpmCi(root);
    if (code !== 0) throw new Error(explainNpmFailure(output, root));
    try {
      writeFileSync(stamp, wanted);
    } catch {
      // Without the stamp the next start compares the installed versions instead.
    }
    console.log(`Installing packages … ${Math.max(1, Math.round((Date.now() - from) / 1000))} s`);
  });
}
