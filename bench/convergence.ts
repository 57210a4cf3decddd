/**
 * Editors who lose their connection, close their pages and see the web server killed. `npm run bench convergence`
 * Six editors make 10,000 random edits of one canvas over the product's own routes, five of a hundred requests and as
 * many answers are lost, and the web server is killed (kill -9) five times in between. At the end nothing that was
 * written may lack or stand twice, and every editor must hold what is stored. Arguments: [edits] [seed] [kills].
 */
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import * as Y from "yjs";
import { compare, Ledger, Scribe, type Weather } from "#lib/features/canvas/testing/scribes.ts";
import { createRng } from "#lib/forecast/index.ts";
import { wire } from "./canvas/wire.ts";
import { judge, openSite, signIn } from "./site.ts";

const EDITS = Number(process.argv[2] ?? 10_000);
const SEED = Number(process.argv[3] ?? 1);
const KILLS = Number(process.argv[4] ?? 5);
const PEOPLE = ["owner", "product", "science"];
const SCRIBES = 6;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const site = await openSite({ WORKERS: "0" });

async function main(): Promise<void> {
  const rng = createRng(SEED);
  const weather: Weather = { rng, lossRate: 0.1, isStormy: true };
  const ledger = new Ledger();
  const url = `${site.url}/w/demo/p/pasta/canvas/updates`;
  const cookies = await Promise.all(PEOPLE.map((name) => signIn(site.url, `${name}@demo.local`)));
  let ids = 0;
  const scribes = Array.from({ length: SCRIBES }, (_, id) => {
    const cookie = cookies[id % cookies.length] ?? "";
    const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
    const newId = () => `bench-${SEED}-${id}-${ids++}`;
    return new Scribe({ id, weather, ledger, newId, transport: wire({ url, cookie, agent }) });
  });
  for (let edit = 1; edit <= EDITS; edit++) {
    await scribes[Math.floor(rng() * SCRIBES)]?.edit();
    if (rng() < 0.3) await sleep(1 + rng() * 10);
    if (edit % Math.floor(EDITS / (KILLS + 1)) === 0 && edit < EDITS) {
      const record = readFileSync(path.join(site.dataDir, "run/web.json"), "utf8");
      process.kill((JSON.parse(record) as { pid: number }).pid, "SIGKILL");
      console.log(`  killed the web server after ${edit} edits`);
    }
  }
  weather.isStormy = false;
  for (let round = 0; round < 2; round++) {
    for (const scribe of scribes) await scribe.settle();
  }
  const stored = new Y.Doc();
  const answer = await fetch(`${url}?since=0`, { headers: { cookie: cookies[0] ?? "" } });
  Y.applyUpdate(stored, new Uint8Array(await answer.arrayBuffer()));
  const { lost, surplus, diverged } = compare(stored, ledger, scribes);
  console.log(
    `  ${EDITS} edits, ${ledger.marks.size} characters and ${ledger.rows.size} rows stand in the end`,
  );
  judge("lost", lost, { limit: 0, unit: "characters and rows" });
  judge("doubled, or there although taken back", surplus, { limit: 0, unit: "characters and rows" });
  judge("diverged", diverged, { limit: 0, unit: "editors" });
}

try {
  await main();
} finally {
  await site.stop();
}
process.exit();
