import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../boot/build.ts";
import { ROOT } from "../boot/paths.ts";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Where Playwright would keep its own Chromium. */
async function playwrightBrowser(): Promise<string | null> {
  const { chromium } = await import("@playwright/test");
  const place = chromium.executablePath();
  return place !== "" && existsSync(place) ? place : null;
}

function isDebianAsRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
}

async function installFromDebian(): Promise<boolean> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    runCommand("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
  if ((await install()).code === 0) return true;
  // A fresh image has no package lists yet.
  await runCommand("apt-get", ["update"], { env });
  return (await install()).code === 0;
}

/**
 * A Chromium for the browser tests: the one named by CHROMIUM_PATH, one that is there already, or one installed
 * now. Says what it did; null when there is none to be had.
 */
export async function ensureBrowser(say: (line: string) => void): Promise<string | null> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    say(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return null;
  }
  const found = (await playwrightBrowser()) ?? SYSTEM_BROWSERS.find((place) => existsSync(place));
  if (found) {
    say(`Using the browser ${found}`);
    return found;
  }
  if (isDebianAsRoot()) {
    say("No browser found: installing Debian's chromium (apt-get install chromium) …");
    if ((await installFromDebian()) && existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  say("No browser found: installing Playwright's Chromium (playwright install chromium) …");
  const cli = path.join(ROOT, "node_modules/@playwright/test/cli.js");
  const { code, output } = await runCommand(process.execPath, [cli, "install", "chromium"]);
  if (code !== 0) {
    say(output.trim().split("\n").slice(-3).join("\n"));
    return null;
  }
  return playwrightBrowser();
}
