/**
 * Fifty editors in one field, four characters a second each for a minute. `npm run bench editors [editors] [seconds]`
 * Each has a session, a document and a connection of its own and runs the browser's own synchronisation; what is typed
 * is sent within 100 ms. Measured is the echo: from a key's press to the moment at which each other editor holds the
 * character. At the end every editor's text and the server's must be the same and hold every character once. All of it,
 * the editors included, runs on this machine. The site has just been started, and its code is compiled as it is used:
 * the minute begins after some seconds of the same typing, whose echo is printed beside it.
 */
import { randomUUID } from "node:crypto";
import http from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as Y from "yjs";
import { textOf } from "#lib/features/canvas/document/index.ts";
import { type SaveState, startSync } from "#lib/features/canvas/sync/index.ts";
import { createRng } from "#lib/forecast/index.ts";
import { listen, wire } from "./canvas/wire.ts";
import { judge, openSite, percentile, signIn } from "./site.ts";

const EDITORS = Number(process.argv[2] ?? 50);
const SECONDS = Number(process.argv[3] ?? 60);
const WARM_UP_SECONDS = 8;
const EVERY_MS = 250;
const FLUSH_MS = 80;
const ECHO_LIMIT_MS = 300;
/** Each character is another one: the common ideographs are 20,992. */
const FIRST_MARK = 0x4e00;
const PEOPLE = ["owner", "product", "science"];
const rng = createRng(1);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const site = await openSite({ WORKERS: "0", APP_SECRET: "a secret of the benchmark only" });
const project = `${site.url}/w/demo/p/pasta`;
const pressedAt: number[] = [];
const echoes: number[] = [];
const coldEchoes: number[] = [];
/** Keys pressed before this moment are those of a site that has just started. */
let warmFrom = Number.POSITIVE_INFINITY;
/** How long each request took that carried what was typed. */
const pushes: number[] = [];

function openEditor(cookie: string) {
  const doc = new Y.Doc();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
  let state: SaveState = { kind: "loading" };
  const transport = wire({ url: `${project}/canvas/updates`, cookie, agent });
  const sync = startSync({
    doc,
    transport: {
      ...transport,
      push: async (change) => {
        const from = performance.now();
        const answer = await transport.push(change);
        pushes.push(performance.now() - from);
        return answer;
      },
    },
    onState: (next) => {
      state = next;
    },
    newId: () => randomUUID(),
    now: () => Date.now(),
    schedule: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    batchMs: FLUSH_MS,
    graceMs: 1_000,
  });
  const stream = listen({
    url: `${project}/events`,
    cookie,
    onOpen: () => sync.pull(),
    onOffer: (offer) => sync.offer(offer),
    onSeq: (seq) => sync.hear(seq),
  });
  return {
    doc,
    sync,
    stream,
    state: () => state,
    close: () => {
      stream.close();
      sync.stop();
      agent.destroy();
    },
  };
}

const problemOf = (doc: Y.Doc) => textOf(doc, "value_proposition", "problem");

async function until(what: string, condition: () => boolean, patienceMs = 30_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await sleep(50);
  }
}

/** Types where this person's cursor stands: behind their own last character, wherever others have moved it. */
async function type(text: Y.Text, doc: Y.Doc, seconds: number): Promise<void> {
  let cursor = Y.createRelativePositionFromTypeIndex(text, Math.floor(rng() * (text.length + 1)), -1);
  await sleep(rng() * EVERY_MS);
  const from = performance.now();
  for (let i = 0; i < (seconds * 1000) / EVERY_MS; i++) {
    const wait = from + i * EVERY_MS - performance.now();
    if (wait > 0) await sleep(wait);
    const index = Y.createAbsolutePositionFromRelativePosition(cursor, doc)?.index ?? text.length;
    const mark = pressedAt.push(performance.now()) - 1;
    text.insert(index, String.fromCharCode(FIRST_MARK + mark));
    cursor = Y.createRelativePositionFromTypeIndex(text, index + 1, -1);
  }
}

async function main(): Promise<void> {
  const cookies: string[] = [];
  for (let i = 0; i < EDITORS; i++) {
    cookies.push(await signIn(site.url, `${PEOPLE[i % PEOPLE.length]}@demo.local`));
  }
  const editors = cookies.map(openEditor);
  await until("every editor is connected", () =>
    editors.every(({ stream, state }) => stream.isOpen() && state().kind === "saved"),
  );
  const texts = editors.map(({ doc }) => problemOf(doc));
  for (const text of texts) {
    text.observe((event) => {
      if (event.transaction.local) return;
      const now = performance.now();
      for (const { insert } of event.delta) {
        for (const letter of typeof insert === "string" ? insert : "") {
          const at = pressedAt[letter.charCodeAt(0) - FIRST_MARK] ?? Number.NaN;
          (at < warmFrom ? coldEchoes : echoes).push(now - at);
        }
      }
    });
  }
  await sleep(2_000);

  await Promise.all(editors.map(({ doc }, i) => type(texts[i] as Y.Text, doc, WARM_UP_SECONDS)));
  warmFrom = performance.now();
  pushes.length = 0;
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const used = process.cpuUsage();
  await Promise.all(editors.map(({ doc }, i) => type(texts[i] as Y.Text, doc, SECONDS)));
  const mine = process.cpuUsage(used);
  lag.disable();
  await until(
    "everything arrived",
    () => echoes.length + coldEchoes.length >= pressedAt.length * (EDITORS - 1),
  ).catch(() => {});
  await until("everything is saved", () => editors.every(({ state }) => state().kind === "saved")).catch(
    () => {},
  );

  const stored = new Y.Doc();
  const answer = await fetch(`${project}/canvas/updates?since=0`, { headers: { cookie: cookies[0] ?? "" } });
  Y.applyUpdate(stored, new Uint8Array(await answer.arrayBuffer()));
  const wanted = problemOf(stored).toString();
  const marks = [...wanted].filter((letter) => letter.charCodeAt(0) >= FIRST_MARK);
  const held = new Set(marks);
  const lost = pressedAt.filter((_, mark) => !held.has(String.fromCharCode(FIRST_MARK + mark))).length;
  const apart = texts.filter((text) => text.toString() !== wanted).length;
  console.log(
    `  the first ${WARM_UP_SECONDS} s of the site: median ${percentile(coldEchoes, 50).toFixed(0)} ms, p99 ${percentile(coldEchoes, 99).toFixed(0)} ms`,
  );
  console.log(
    `  ${EDITORS} editors, ${pressedAt.length} characters, ${echoes.length} echoes of the minute: median ${percentile(echoes, 50).toFixed(0)} ms, p95 ${percentile(echoes, 95).toFixed(0)} ms, most ${percentile(echoes, 100).toFixed(0)} ms`,
  );
  console.log(
    `  the editors' own process: ${((mine.user + mine.system) / 1e6).toFixed(0)} s of processor time in ${SECONDS} s, p99 of its delay ${(lag.percentile(99) / 1e6).toFixed(0)} ms`,
  );
  console.log(
    `  ${pushes.length} requests with what was typed: median ${percentile(pushes, 50).toFixed(0)} ms, p99 ${percentile(pushes, 99).toFixed(0)} ms`,
  );
  judge("characters lost", lost, { limit: 0, unit: "characters" });
  judge("characters doubled", marks.length - held.size, { limit: 0, unit: "characters" });
  judge("editors whose text differs from the server's", apart, { limit: 0, unit: "editors" });
  judge("echo p99", percentile(echoes, 99), { limit: ECHO_LIMIT_MS, unit: "ms" });
  for (const editor of editors) editor.close();
}

try {
  await main();
} finally {
  await site.stop();
}
process.exit();
