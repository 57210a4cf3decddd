/**
 * The event stream of a project with 200 readers. `npm run bench event-stream`
 * Ten events a second are committed for 20 s; measured is the time from the commit's end to the moment at which each
 * reader has the event. Then the web server is killed (kill -9) in the middle of further events: every reader comes back
 * with the number that it has, and each must have seen every number once, in order.
 */
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { judge, openSite, percentile, signIn } from "./site.ts";

const READERS = 200;
const EVENTS = 200;
const EVERY_MS = 100;
const LIMIT_MS = 50;
const PATIENCE_MS = 30_000;
const PEOPLE = ["owner", "product", "science", "viewer"];

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
// Without a worker: its progress would be further events.
const site = await openSite({ WORKERS: "0", APP_SECRET: "a secret of the benchmark only" });
const read = (name: string) => readFileSync(path.join(site.dataDir, name), "utf8").trim();
process.env.DATABASE_URL = `postgresql://postgres:${read("postgres.password")}@127.0.0.1:${read("postgres.port")}/forecanvas`;
process.env.APP_SECRET = "a secret of the benchmark only";
const { database, db, transaction } = await import("#lib/platform/db.ts");
const { appendEvent } = await import("#lib/platform/events/append.ts");

const committedAt = new Map<string, number>();
const arrivals: { seq: string; at: number }[] = [];

/** One reader that comes back as a browser does: a second after its stream ended, with the last number it has. */
function openReader(cookie: string) {
  const seen: string[] = [];
  let last = "";
  let closed = false;
  let current: http.ClientRequest | null = null;
  let wait: NodeJS.Timeout | undefined;
  let connections = 0;
  const connect = () => {
    if (closed) return;
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      wait = setTimeout(connect, 1_000);
    };
    current = http.get(
      `${site.url}/w/demo/p/pasta/events`,
      { agent: false, headers: { cookie, ...(last ? { "last-event-id": last } : {}) } },
      (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          return end();
        }
        connections += 1;
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => {
          const at = performance.now();
          text += piece;
          for (let to = text.indexOf("\n\n"); to >= 0; to = text.indexOf("\n\n")) {
            const frame = text.slice(0, to);
            text = text.slice(to + 2);
            const seq = /^id: (\d+)$/m.exec(frame)?.[1];
            if (!seq) continue;
            last = seq;
            if (frame.includes("event: hello")) continue;
            seen.push(seq);
            arrivals.push({ seq, at });
          }
        });
        response.on("close", end);
      },
    );
    current.on("error", end);
  };
  connect();
  return {
    seen,
    connections: () => connections,
    close: () => {
      closed = true;
      clearTimeout(wait);
      current?.destroy();
    },
  };
}

async function commit(projectId: string): Promise<string> {
  const seq = await transaction(async (tx) => {
    await appendEvent(tx, { projectId, kind: "run.progressed", ref: "a benchmark" });
    const { eventSeq } = await tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { eventSeq: true },
    });
    return String(eventSeq);
  });
  committedAt.set(seq, performance.now());
  return seq;
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await sleep(50);
  }
}

try {
  const cookies = await Promise.all(PEOPLE.map((name) => signIn(site.url, `${name}@demo.local`)));
  const { id: projectId } = await db().project.findFirstOrThrow({
    where: { slug: "pasta", workspace: { slug: "demo" } },
    select: { id: true },
  });
  const readers = Array.from({ length: READERS }, (_, i) =>
    openReader(cookies[i % cookies.length] as string),
  );
  await until("every reader is connected", () => readers.every((reader) => reader.connections() > 0));
  await sleep(2_000);

  const sent: string[] = [];
  for (let i = 0; i < EVENTS; i += 1) {
    const from = performance.now();
    sent.push(await commit(projectId));
    await sleep(Math.max(0, EVERY_MS - (performance.now() - from)));
  }
  await until("every event arrived", () => arrivals.length >= EVENTS * READERS);
  const delays = arrivals.map(({ seq, at }) => at - (committedAt.get(seq) as number));
  console.log(
    `  ${READERS} readers, ${EVENTS} events: median ${percentile(delays, 50).toFixed(1)} ms, p95 ${percentile(delays, 95).toFixed(1)} ms`,
  );
  judge("commit to reader p99", percentile(delays, 99), { limit: LIMIT_MS, unit: "ms" });

  const { pid } = JSON.parse(read("run/web.json")) as { pid: number };
  for (let i = 0; i < 60; i += 1) {
    if (i === 10) process.kill(pid, "SIGKILL");
    sent.push(await commit(projectId));
    await sleep(EVERY_MS);
  }
  const wanted = sent.join();
  await until("every reader came back", () =>
    readers.every((reader) => reader.connections() > 1 && reader.seen.at(-1) === sent.at(-1)),
  ).catch(() => {});
  judge(
    "readers with a gap or a doubled event after kill -9",
    readers.filter(({ seen }) => seen.join() !== wanted).length,
    {
      limit: 0,
      unit: "readers",
    },
  );
  for (const reader of readers) reader.close();
} finally {
  await database().close();
  await site.stop();
}
