/**
 * A large CSV file into a validated version, through the doors that a person's browser uses, while the front page is
 * asked for. `npm run bench ingest [megabytes, 500]`
 * Measured are the upload, the reading, both together, the memory of the web processes and of the reader (the largest
 * seen each quarter of a second), and the 95th percentile of the front page meanwhile. The file is made as it is sent:
 * daily sales of items, about 27 bytes a row.
 */
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { HEAD, itemsUpTo, RECIPE } from "./ingest/file.ts";
import { descendants, judge, openSite, percentile, signIn } from "./site.ts";

const megabytes = Number(process.argv[2] ?? 500);
const SIZE = megabytes * 1_000_000;

let rows = 0;
let bytes = HEAD.length;
for (const item of itemsUpTo(SIZE)) {
  rows += item.rows;
  bytes += item.text.length;
}

/** The largest of them, resident in MB. Looking a process up is dear, and not part of what is measured; reading is not. */
function residentMb(pids: readonly string[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...kilobytes) / 1024;
}

const site = await openSite({ WORKERS: "0" });
const cookie = await signIn(site.url, "science@demo.local");
const base = `${site.url}/w/demo/p/pasta/data`;
const largest = { web: 0, reader: 0 };
const servers = descendants("next-server");
let readers: string[] = [];
let isReading = false;
const looks = setInterval(() => {
  if (isReading && readers.length === 0) readers = descendants("processes/reader");
  largest.web = Math.max(largest.web, residentMb(servers));
  largest.reader = Math.max(largest.reader, residentMb(readers));
}, 250);
const pages: number[] = [];
let isOver = false;
const asking = (async () => {
  while (!isOver) {
    const from = performance.now();
    await (await fetch(`${site.url}/w/demo/p/pasta`, { headers: { cookie } })).text();
    pages.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
})();

function send(): Promise<{ id: string }> {
  async function* body() {
    yield HEAD;
    for (const item of itemsUpTo(SIZE)) yield item.text;
  }
  return new Promise((resolve, reject) => {
    const headers = { cookie, "content-type": "application/octet-stream", "content-length": String(bytes) };
    const upload = request(`${base}/uploads?name=large.csv`, { method: "POST", headers }, async (answer) => {
      const parts: Uint8Array[] = [];
      for await (const part of answer) parts.push(part as Uint8Array);
      const text = Buffer.concat(parts).toString();
      if (answer.statusCode === 201) resolve(JSON.parse(text) as { id: string });
      else reject(new Error(text));
    });
    upload.on("error", reject);
    Readable.from(body()).pipe(upload);
  });
}

try {
  const start = performance.now();
  const { id } = await send();
  const uploaded = performance.now();
  isReading = true;
  const answer = await fetch(`${base}/versions`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ uploadId: id, name: `Large ${Date.now()}`, recipe: RECIPE }),
  });
  const stages: { name: string; from: number }[] = [];
  let last: { done?: { id: string }; stage?: string } = {};
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body as never) })) {
    last = JSON.parse(line) as typeof last;
    if (last.stage && last.stage !== stages.at(-1)?.name)
      stages.push({ name: last.stage, from: performance.now() });
  }
  if (!last.done) throw new Error(JSON.stringify(last).slice(0, 2000));
  const done = performance.now();
  const speed = (ms: number) => `${(bytes / 1000 / ms).toFixed(1)} MB/s`;
  console.log(`${(bytes / 1e6).toFixed(0)} MB, ${rows.toLocaleString("en")} rows`);
  console.log(`upload  ${speed(uploaded - start)} (${((uploaded - start) / 1000).toFixed(1)} s)`);
  console.log(`reading ${speed(done - uploaded)} (${((done - uploaded) / 1000).toFixed(1)} s)`);
  for (const [i, { name, from }] of stages.entries()) {
    console.log(`        ${(((stages[i + 1]?.from ?? done) - from) / 1000).toFixed(1)} s  ${name}`);
  }
  console.log(`reader  ${largest.reader.toFixed(0)} MB resident at most`);
  judge("file to validated version", (done - uploaded) / 1000, { limit: bytes / 40e6, unit: "s" });
  judge("web process, resident", largest.web, { limit: 400, unit: "MB" });
  judge("front page meanwhile, p95", percentile(pages, 95), { limit: 300, unit: "ms" });
} finally {
  isOver = true;
  clearInterval(looks);
  await asking.catch(() => {});
  await site.stop();
}
