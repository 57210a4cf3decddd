import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as Y from "yjs";
import { freePort } from "#bin/boot/embedded-postgres.ts";
import { createRng } from "#lib/forecast/index.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { getCanvasUpdates } from "../read.ts";
import { BehindError, RefusedError, type Transport } from "../sync/index.ts";
import { compare, Ledger, Scribe, type Weather } from "../testing/scribes.ts";

const EDITS = 400;
const SCRIBES = 5;
const KILLS = 2;

let database: TestDatabase;
const servers = new Set<ChildProcess>();
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const server of servers) server.kill("SIGKILL");
  await database.drop();
});

async function startServer(env: Record<string, string>): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, "../testing/canvas-server.ts");
  const server = spawn(process.execPath, ["--conditions=react-server", file], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  servers.add(server);
  await once(server.stdout as NonNullable<ChildProcess["stdout"]>, "data");
  return server;
}

function over(url: string): Transport {
  const failure = (status: number, words: string) => {
    if (status === 409) return new BehindError();
    return status >= 500 ? new Error(words) : new RefusedError(words);
  };
  return {
    pull: async (since) => {
      const response = await fetch(`${url}?since=${since}`);
      if (response.status === 204) return null;
      if (!response.ok) throw failure(response.status, await response.text());
      const seq = response.headers.get("canvas-seq") ?? "";
      return { seq, bytes: new Uint8Array(await response.arrayBuffer()) };
    },
    push: async ({ clientId, bytes }) => {
      const headers = { "idempotency-key": clientId };
      const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(bytes) });
      if (!response.ok) throw failure(response.status, await response.text());
      return (await response.json()) as { seq: string };
    },
  };
}

it("loses nothing and converges while requests are lost, pages are closed and the server is killed", async () => {
  const { owner } = await createTestProject();
  const port = (await freePort()) ?? 0;
  const env = {
    DATABASE_URL: database.url,
    APP_SECRET: "a secret of the tests only",
    ACTOR: JSON.stringify(owner),
    PORT: String(port),
  };
  let starting = startServer(env);
  await starting;
  const rng = createRng(20_261_126);
  const weather: Weather = { rng, lossRate: 0.1, isStormy: true };
  const ledger = new Ledger();
  let ids = 0;
  const scribes = Array.from(
    { length: SCRIBES },
    (_, id) =>
      new Scribe({
        id,
        weather,
        ledger,
        transport: over(`http://127.0.0.1:${port}/`),
        newId: () => `change-${id}-${String(ids++).padStart(6, "0")}`,
      }),
  );
  for (let edit = 1; edit <= EDITS; edit++) {
    await scribes[Math.floor(rng() * SCRIBES)]?.edit();
    // Gives the requests their time between the edits.
    if (rng() < 0.4) await new Promise((resolve) => setTimeout(resolve, 2 + rng() * 8));
    if (edit % Math.floor(EDITS / (KILLS + 1)) === 0 && edit < EDITS) {
      const killed = await starting;
      killed.kill("SIGKILL");
      // Not awaited: the scribes go on while it is away.
      starting = once(killed, "exit").then(() => startServer(env));
    }
  }
  await starting;
  weather.isStormy = false;
  for (let round = 0; round < 2; round++) {
    for (const scribe of scribes) await scribe.settle();
  }
  const stored = new Y.Doc();
  Y.applyUpdate(stored, (await getCanvasUpdates(owner, { since: "0" }))?.bytes ?? new Uint8Array());
  expect(compare(stored, ledger, scribes)).toEqual({ lost: 0, surplus: 0, diverged: 0 });
  expect(ledger.marks.size).toBeGreaterThan(EDITS / 3);
}, 60_000);
