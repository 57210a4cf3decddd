import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "#bin/boot/embedded-postgres.ts";
import { startProduct } from "#bin/boot/product.ts";

const PASSWORD = "forecanvas-demo";

/** The product on a folder and port of its own, with its demo; `stop` leaves nothing behind. */
export async function openSite(env: Record<string, string> = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "forecanvas-bench-"));
  const product = await startProduct({ port: (await freePort()) ?? 0, dataDir, env });
  return {
    ...product,
    dataDir,
    stop: async () => {
      await product.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signs in over HTTP as a browser would and gives back the Cookie header of the session. */
export async function signIn(url: string, email: string): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const asked = await fetch(`${url}/api/auth/csrf`);
  keep(asked);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookie(), origin: url },
    body: new URLSearchParams({ csrfToken, email, password: PASSWORD, json: "true" }),
  });
  keep(answer);
  if (![...jar.keys()].some((name) => name.includes("session-token"))) {
    throw new Error(`Signing in as ${email} failed with status ${answer.status}.`);
  }
  return cookie();
}

/** Nearest-rank percentile of measured milliseconds. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints a figure beside its limit and makes the process fail when it is missed. */
export function judge(name: string, value: number, { limit, unit }: { limit: number; unit: string }): void {
  const met = value <= limit;
  console.log(
    `${met ? "✓" : "✗"} ${name}: ${value.toFixed(value < 10 ? 2 : 0)} ${unit} (at most ${limit} ${unit})`,
  );
  if (!met) process.exitCode = 1;
}

/** Ids of the processes under this one whose command has a word. */
export function descendants(word: string): string[] {
  const list = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 1 << 24 });
  const all = list.split("\n").flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid, parent, args: args ?? "" }] : [];
  });
  const ours = new Set([String(process.pid)]);
  for (let grew = true; grew; ) {
    const before = ours.size;
    for (const each of all) if (each.parent && ours.has(each.parent)) ours.add(each.pid);
    grew = ours.size > before;
  }
  return all.filter((each) => ours.has(each.pid) && each.args.includes(word)).map(({ pid }) => pid);
}
