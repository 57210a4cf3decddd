/**
 * How long data takes to reach a browser that trains. `npm run bench panel-transfer [cold ones]`
 * A version of 10,000 series × 365 days is made from a file through the product's services, and a run in the browser
 * is asked for and prepared. Then a fresh process answers its panel over HTTP on loopback: cold, from the database's
 * Parquet to the last byte unpacked; warm, from the process that has just done so. Prints medians and the size against
 * the same numbers in single precision.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { finished } from "node:stream/promises";
import { startEmbeddedPostgres } from "#bin/boot/embedded-postgres.ts";
import { unpackPanel } from "#lib/features/runs/browser/panel-bytes.ts";
import { createRng } from "#lib/forecast/index.ts";
import { judge, percentile } from "./site.ts";

const SERIES = 10_000;
const DAYS = 365;
const COLD = Number(process.argv[2] ?? 5);
const WARM = 10;

const folder = mkdtempSync(path.join(tmpdir(), "forecanvas-bench-"));
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, "postgres"), fast: true });
process.env.TEST_DATABASE_URL = postgres.url;
process.env.APP_SECRET = "a secret of the benchmark only";
const { createTestDatabase } = await import("#lib/platform/testing/database.ts");
const { createTestProject } = await import("#lib/platform/testing/fixtures.ts");
const { importFile } = await import("#lib/features/datasets/server.ts");
const { requestRun } = await import("#lib/features/runs/server.ts");
const { prepareRun } = await import("#lib/features/runs/browser/testing/prepare.ts");
const { closeSender } = await import("#lib/jobs/boss.ts");
const database = await createTestDatabase();

/** Amounts to the cent with a weekly pattern: what shops have. */
async function writeSales(): Promise<string> {
  const file = path.join(folder, "sales.csv");
  const out = createWriteStream(file);
  const rng = createRng(1);
  const days = Array.from({ length: DAYS }, (_, day) =>
    new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10),
  );
  out.write("unique_id,ds,y\n");
  for (let s = 0; s < SERIES; s += 1) {
    const level = 5 + 200 * rng();
    const lines = days.map(
      (day, t) => `item-${s},${day},${(level * (1 + 0.3 * Math.sin(t) + 0.4 * rng())).toFixed(2)}`,
    );
    if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
  }
  out.end();
  await finished(out);
  return file;
}

/** A process with nothing in its caches, connected to the database. */
async function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(new URL("./panel-server.ts", import.meta.url), {
    execArgv: ["--conditions=react-server"],
    env: { ...process.env, DATABASE_URL: database.url },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(Number(message)));
    child.once("exit", () => reject(new Error("The server ended before it was ready.")));
  });
  child.send(question);
  await once(child, "message");
  return { child, url: `http://127.0.0.1:${port}/` };
}

async function ask(url: string): Promise<{ ms: number; bytes: number }> {
  const from = performance.now();
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(await answer.text());
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { panel, exact } = unpackPanel(bytes);
  const ms = performance.now() - from;
  if (panel.ids.length !== SERIES || !exact) throw new Error("The panel did not arrive as it is.");
  return { ms, bytes: bytes.byteLength };
}

const project = await createTestProject();
const actor = project.data_scientist;
const started = performance.now();
const { id: versionId } = await importFile(actor, {
  path: await writeSales(),
  name: "Sales",
  recipe: {
    delimiter: ",",
    decimalMark: "point",
    timeFormat: "iso",
    frequency: "D",
    columns: [
      { name: "unique_id", role: "series" },
      { name: "ds", role: "time" },
      { name: "y", role: "target" },
    ],
  },
});
// One step ahead: the first fold then holds nearly all of the data.
const run = await requestRun(actor, {
  datasetVersionId: versionId,
  horizonSteps: 1,
  seasonLength: 7,
  selectionFolds: 1,
  testFolds: 1,
  models: ["naive"],
  network: { trainingSteps: 10, members: 1 },
  seed: 1,
  place: "browser",
  clientKey: "panel-transfer",
});
await prepareRun(run.id);
console.log(
  `  ${SERIES * DAYS} rows imported and prepared in ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
const question = { actor, number: run.number };

const cold: number[] = [];
const warm: number[] = [];
let size = 0;
for (let i = 0; i < COLD; i += 1) {
  const { child, url } = await startServer();
  const answer = await ask(url);
  size = answer.bytes;
  cold.push(answer.ms);
  if (i === COLD - 1) for (let again = 0; again < WARM; again += 1) warm.push((await ask(url)).ms);
  child.disconnect();
}
const show = (values: readonly number[]) => values.map((ms) => ms.toFixed(0)).join(", ");
console.log(`  cold ${show(cold)} ms; warm ${show(warm)} ms; ${size.toLocaleString("en")} bytes`);
judge("cold, median", percentile(cold, 50) / 1000, { limit: 2, unit: "s" });
judge("warm, median", percentile(warm, 50) / 1000, { limit: 2, unit: "s" });
// The last two days are not shown at the first fold.
judge("size against single precision", size / (SERIES * (DAYS - 2) * 4), { limit: 1.2, unit: "times" });
await closeSender();
await database.drop();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
