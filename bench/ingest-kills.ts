/**
 * kill -9 while a large file comes in. `npm run bench ingest-kills [megabytes, 500] [seed, 1] [kills of each part, 6]`
 * A script uploads by the resumable contract and asks for a version by REST; at seeded random moments the web server, one
 * of its processes, the reader or PostgreSQL is killed, and the script goes on from where the answers say it stands.
 * Counted are bytes that were acknowledged and sent again all the same, versions that are there without being whole, and
 * versions made in the end; the stored upload has the file's own SHA-256, and the version the profile of an undisturbed one.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { ROOT } from "#bin/boot/paths.ts";
import { createRng } from "#lib/forecast/index.ts";
import { HEAD, itemsUpTo, RECIPE } from "./ingest/file.ts";
import { descendants, judge, openSite } from "./site.ts";

const SIZE = Number(process.argv[2] ?? 500) * 1_000_000;
const SEED = Number(process.argv[3] ?? 1);
const KILLS = Number(process.argv[4] ?? 6);
/** About as long as each part takes when nobody disturbs it. */
const UPLOAD_MS = SIZE / 50_000;
const READING_MS = SIZE / 35_000;

const rng = createRng(SEED);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const site = await openSite({ WORKERS: "0", APP_SECRET: "a secret of the benchmark only" });
const read = (name: string) => readFileSync(path.join(site.dataDir, name), "utf8");
const databaseUrl = () =>
  `postgresql://postgres:${read("postgres.password").trim()}@127.0.0.1:${read("postgres.port").trim()}/forecanvas`;

const KEY = execFileSync(
  process.execPath,
  ["--conditions=react-server", path.join(ROOT, "bin/boot/make-key.ts")],
  {
    encoding: "utf8",
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl(),
      NEW_KEY: JSON.stringify({ workspace: "demo", role: "data_scientist", name: "Bench", days: "1" }),
    },
  },
)
  .trim()
  .split("\n")
  .at(-1) as string;
const headers = { authorization: `Bearer ${KEY}` };

const KILLABLE = ["web", "server", "reader", "postgres"] as const;

/** Process ids of what is to be killed: the whole web server, one of its processes, its reader, or the database. */
function pidsOf(target: (typeof KILLABLE)[number]): number[] {
  if (target === "postgres") return [Number(read("postgres/postmaster.pid").split("\n")[0])];
  if (target === "web") return [(JSON.parse(read("run/web.json")) as { pid: number }).pid];
  const found = descendants(target === "server" ? "next-server" : "processes/reader").map(Number);
  return target === "server" ? found.slice(0, 1) : found;
}

function kill(target: (typeof KILLABLE)[number]): string {
  const pids = pidsOf(target);
  for (const pid of pids) process.kill(pid, "SIGKILL");
  return pids.length > 0 ? target : `${target} (none there)`;
}

const pick = <T>(list: readonly T[]) => list[Math.floor(rng() * list.length)] as T;

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Longer than any of these answers takes. */
const HANGS_AFTER_MS = 120_000;
let hung = 0;

/** Asks again until the site answers: what is down comes back by itself. A connection that is held for nothing is counted. */
async function ask(address: string, init: RequestInit = {}): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(`${site.url}${address}`, {
      ...init,
      headers: { ...headers, ...init.headers },
      signal: AbortSignal.timeout(HANGS_AFTER_MS),
    }).then(
      async (response) => ({ status: response.status, body: (await response.json()) as Answer["body"] }),
      (error: unknown) => {
        if (error instanceof DOMException && error.name === "TimeoutError") hung += 1;
        return null;
      },
    );
    if (answer && answer.status < 500) return answer;
    if (attempt === 240) throw new Error(`The site did not come back: ${JSON.stringify(answer)}`);
    await sleep(500);
  }
}

/** The file from a byte on. */
function* bytesFrom(offset: number): Generator<Buffer> {
  let at = 0;
  const pieces = function* () {
    yield HEAD;
    for (const { text } of itemsUpTo(SIZE)) yield text;
  };
  for (const text of pieces()) {
    const bytes = Buffer.from(text);
    if (at + bytes.length > offset) yield bytes.subarray(Math.max(0, offset - at));
    at += bytes.length;
  }
}

const sha = createHash("sha256");
let sizeBytes = 0;
for (const bytes of bytesFrom(0)) {
  sha.update(bytes);
  sizeBytes += bytes.length;
}
const sha256 = sha.digest("hex");
const rows = [...itemsUpTo(SIZE)].reduce((sum, item) => sum + item.rows, 0);

/** Sends what lacks, and settles when the line is cut or everything was taken. */
function append(address: string, offset: number): Promise<void> {
  return new Promise((resolve) => {
    const sending = request(
      `${site.url}${address}`,
      {
        method: "PATCH",
        headers: {
          ...headers,
          "content-type": "application/offset+octet-stream",
          "upload-offset": String(offset),
          "content-length": String(sizeBytes - offset),
        },
      },
      (answer) => {
        answer.resume();
        answer.once("close", () => resolve());
      },
    );
    sending.once("error", () => resolve());
    const source = Readable.from(bytesFrom(offset));
    source.pipe(sending);
    sending.once("close", () => {
      source.destroy();
      resolve();
    });
  });
}

async function main(): Promise<void> {
  const { body: listed } = await ask("/api/v1/projects");
  const projects = listed.items as { id: string; slug: string }[];
  const project = projects.find(({ slug }) => slug === "pasta") ?? projects[0];
  const base = `/api/v1/projects/${project?.id}`;
  const json = { "content-type": "application/json" };

  const opened = await ask(`${base}/uploads`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ fileName: "large.csv", sizeBytes, sha256 }),
  });
  const upload = `${base}/uploads/${String(opened.body.id)}`;
  let kills = KILLS;
  let offset = 0;
  let backwards = 0;
  for (let turn = 0; ; turn += 1) {
    const sent = append(upload, offset);
    if (kills > 0) {
      await sleep((UPLOAD_MS / (KILLS + 1)) * (0.5 + rng()));
      kills -= 1;
      console.log(`  uploading: killed ${kill(pick(["web", "server", "postgres"] as const))}`);
    }
    await sent;
    const { body } = await ask(upload);
    if (Number(body.offset) < offset) backwards += 1;
    offset = Number(body.offset);
    console.log(`  ${(offset / 1e6).toFixed(0)} MB have arrived`);
    if (body.status === "received") break;
    if (turn > 4 * KILLS + 8) throw new Error("The upload does not come to its end.");
  }
  const { body: whole } = await ask(upload);

  const isThere = async (name: string) => {
    const { body } = await ask(`${base}/datasets`);
    return (body.items as { name: string }[]).some((dataset) => dataset.name === name);
  };
  const wish = (name: string) => ({
    method: "POST",
    headers: json,
    body: JSON.stringify({ uploadId: opened.body.id, name, recipe: RECIPE }),
  });
  const calm = await ask(`${base}/datasets`, wish("Undisturbed"));
  let torn = 0;
  let other = 0;
  for (let i = 0; i < KILLS; i += 1) {
    const name = `Killed ${i + 1}`;
    const asked = fetch(`${site.url}${base}/datasets`, {
      ...wish(name),
      headers: { ...headers, ...json },
    }).then(
      (answer) => answer.status,
      () => 0,
    );
    const afterMs = READING_MS * rng();
    await sleep(afterMs);
    console.log(`  reading for ${(afterMs / 1000).toFixed(1)} s: killed ${kill(pick(KILLABLE))}`);
    const status = await asked;
    const wasThere = await isThere(name);
    const made = await ask(`${base}/datasets`, wish(name));
    const profile = made.body.profile as Record<string, unknown>;
    if (wasThere && (made.status !== 200 || profile.rows !== rows)) torn += 1;
    const differs = Object.entries(calm.body.profile as object).filter(
      ([key, value]) => JSON.stringify(profile[key]) !== JSON.stringify(value),
    );
    if (differs.length > 0 || made.body.number !== 1) other += 1;
    for (const [key, value] of differs)
      console.log(`  ${key}: ${String(profile[key])}, not ${String(value)}`);
    const left = wasThere ? "the whole version" : "no version";
    console.log(`  answered ${status || "nothing"}, left ${left}; asked again: ${made.status}`);
  }
  judge("bytes that were there and were not later", backwards, { limit: 0, unit: "times" });
  judge("uploads with another SHA-256 than the file", whole.sha256 === sha256 ? 0 : 1, {
    limit: 0,
    unit: "uploads",
  });
  judge("versions that were there without being whole", torn, { limit: 0, unit: "versions" });
  judge("connections that were held for nothing", hung, { limit: 0, unit: "connections" });
  judge("versions other than an undisturbed one", other, { limit: 0, unit: "versions" });
  console.log(`  ${rows.toLocaleString("en")} rows, ${2 * KILLS} kills`);
}

try {
  await main();
} finally {
  await site.stop();
}
process.exit();
