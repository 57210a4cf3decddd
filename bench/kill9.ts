/**
 * kill -9 under load, 5 each of worker, web server and PostgreSQL at seeded random moments. `npm run bench kill9`
 * Load: four people typing on the canvas over HTTP, each change acknowledged or sent again under the same key, and
 * training runs on the demo's sales. Counted at the end: acknowledged changes that the document lacks, changes that
 * stand in it twice, runs asked for that do not exist exactly once, and runs that did not end exactly once or whose
 * figures differ from a twin's of the same seed. Arguments: [seed] [kills of each].
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as Y from "yjs";
import { createRng } from "#lib/forecast/index.ts";
import { judge, openSite, signIn } from "./site.ts";

const SEED = Number(process.argv[2] ?? 1);
const KILLS = Number(process.argv[3] ?? 5);
const RUNS = 4;
const QUIET_MS = 10 * 60_000;

const rng = createRng(SEED);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const site = await openSite({ APP_SECRET: "a secret of the benchmark only" });
const password = readFileSync(path.join(site.dataDir, "postgres.password"), "utf8").trim();
const port = readFileSync(path.join(site.dataDir, "postgres.port"), "utf8").trim();
process.env.DATABASE_URL = `postgresql://postgres:${password}@127.0.0.1:${port}/forecanvas`;
process.env.APP_SECRET = "a secret of the benchmark only";
const { database, db } = await import("#lib/platform/db.ts");
const { closeSender } = await import("#lib/jobs/boss.ts");
const { requestRun } = await import("#lib/features/runs/server.ts");
const { ensureDemoPeople } = await import("#lib/features/workspaces/demo.ts");
const { addNote, editText, listOf } = await import("#lib/features/canvas/document/index.ts");

const updatesUrl = `${site.url}/w/demo/p/pasta/canvas/updates`;

async function readDocument(cookie: string): Promise<Y.Doc> {
  const answer = await fetch(`${updatesUrl}?since=0`, { headers: { cookie } });
  if (answer.status !== 200) throw new Error(`Reading the canvas answered ${answer.status}.`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()));
  return doc;
}

function noteText(doc: Y.Doc, id: string): Y.Text | null {
  const notes = listOf(doc, "value_proposition", "notes");
  for (const note of notes) if (note.get("id") === id) return note.get("text") as Y.Text;
  return null;
}

type Writer = { cookie: string; authorId: string; noteId: string; until: () => boolean };

/** One person typing: a word at a time at the end of a note of their own. */
async function type({ cookie, authorId, noteId, until }: Writer): Promise<number> {
  const doc = await readDocument(cookie);
  const changes: Uint8Array[] = [];
  doc.on("update", (change: Uint8Array) => changes.push(change));
  const send = async () => {
    const key = randomUUID();
    const body = Y.mergeUpdates(changes.splice(0));
    for (;;) {
      const status = await fetch(updatesUrl, {
        method: "POST",
        headers: {
          cookie,
          "content-type": "application/octet-stream",
          "idempotency-key": key,
          origin: site.url,
        },
        body: new Uint8Array(body),
        signal: AbortSignal.timeout(15_000),
      }).then(
        (answer) => answer.arrayBuffer().then(() => answer.status),
        () => 0,
      );
      if (status === 200) return;
      // A server that is down or restarting; anything else would be an answer about the change itself.
      if (status !== 0 && status < 500) throw new Error(`A change of the canvas was refused with ${status}.`);
      await sleep(100);
    }
  };
  addNote(doc, { block: "value_proposition", id: noteId, authorId });
  await send();
  const text = noteText(doc, noteId);
  if (!text) throw new Error("The note that was just added is not there.");
  let acknowledged = 0;
  while (!until()) {
    editText(text, `${text.toString()}${acknowledged} `);
    await send();
    acknowledged += 1;
    await sleep(50);
  }
  return acknowledged;
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 60) throw error;
      await sleep(500);
    }
  }
}

const TARGETS = ["worker", "web", "postgres"] as const;

function pidOf(target: (typeof TARGETS)[number]): number {
  if (target === "postgres") {
    return Number(readFileSync(path.join(site.dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  }
  const file = path.join(site.dataDir, "run", target === "web" ? "web.json" : "worker-1.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid;
}

function shuffledKills(): (typeof TARGETS)[number][] {
  const kills = TARGETS.flatMap((target) => Array.from({ length: KILLS }, () => target));
  for (let i = kills.length - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [kills[i], kills[j]] = [kills[j] as (typeof TARGETS)[number], kills[i] as (typeof TARGETS)[number]];
  }
  return kills;
}

async function main(): Promise<void> {
  const people = await ensureDemoPeople();
  const writersOf = [
    { email: "owner@demo.local", authorId: people.owner.userId },
    { email: "product@demo.local", authorId: people.product_owner.userId },
    { email: "science@demo.local", authorId: people.data_scientist.userId },
    { email: "owner@demo.local", authorId: people.owner.userId },
  ];
  const cookies = await Promise.all(writersOf.map(({ email }) => signIn(site.url, email)));
  const version = await db().datasetVersion.findFirstOrThrow({
    where: { workspaceId: people.owner.workspaceId },
    orderBy: { createdAt: "desc" },
  });

  let over = false;
  const noteIds = writersOf.map(() => `note-${randomUUID()}`);
  const typing = Promise.all(
    writersOf.map(({ authorId }, i) =>
      type({ cookie: cookies[i] ?? "", authorId, noteId: noteIds[i] ?? "", until: () => over }),
    ),
  );
  // A failure is thrown where the result is awaited, after the kills.
  typing.catch(() => {});
  const clientKeys = Array.from({ length: RUNS }, (_, i) => `kill9-${SEED}-run-${i}`);
  const asking = (async () => {
    for (const clientKey of clientKeys) {
      await patiently(() =>
        requestRun(people.data_scientist, {
          datasetVersionId: version.id,
          horizonSteps: 28,
          seasonLength: 7,
          selectionFolds: 2,
          testFolds: 1,
          models: ["naive", "seasonal_naive", "theta", "network"],
          network: { trainingSteps: 40, members: 1 },
          seed: 7,
          question: "Does it end exactly once?",
          clientKey,
        }),
      );
      await sleep(4_000);
    }
  })();
  asking.catch(() => {});

  // A worker that is killed while it has nothing to do would prove little.
  const running = () => db().run.count({ where: { status: "running" } });
  while ((await patiently(running)) === 0) await sleep(500);
  for (const target of shuffledKills()) {
    await sleep(2_000 + rng() * 6_000);
    try {
      process.kill(pidOf(target), "SIGKILL");
      console.log(`  killed ${target}`);
    } catch (error) {
      console.log(`  ${target} could not be killed: ${String(error)}`);
      process.exitCode = 1;
    }
  }
  await sleep(3_000);
  over = true;
  const acknowledged = await typing;
  await asking;

  const doc = await patiently(() => readDocument(cookies[0] ?? ""));
  let lost = 0;
  let doubled = 0;
  noteIds.forEach((id, i) => {
    const words = noteText(doc, id)?.toString().trim().split(" ") ?? [];
    const seen = new Set(words);
    for (let word = 0; word < (acknowledged[i] ?? 0); word++) if (!seen.has(String(word))) lost += 1;
    doubled += words.length - seen.size;
  });

  const until = Date.now() + QUIET_MS;
  const unfinished = () => db().run.count({ where: { status: { in: ["queued", "running"] } } });
  while ((await patiently(unfinished)) > 0 && Date.now() < until) await sleep(1_000);

  const all = await db().run.findMany({
    where: { projectId: people.owner.projectId },
    include: { tasks: true, metrics: true, artifacts: true, verdicts: true },
  });
  const runs = all.filter((run) => clientKeys.includes(run.clientKey ?? ""));
  const succeeded = runs.filter((run) => run.status === "succeeded");
  for (const run of all) {
    if (run.status !== "succeeded") console.log(`  run ${run.number} is ${run.status}: ${run.failure ?? ""}`);
    const name = ({ model, scope, name: metric }: (typeof run.metrics)[number]) =>
      `${model}/${scope}/${metric}`;
    if (new Set(run.metrics.map(name)).size !== run.metrics.length) doubled += 1;
    if (run.verdicts.length > 1) doubled += 1;
  }
  // Twins of one seed: a fold counted twice, or half a fold kept, would show in the figures.
  const figures = succeeded.map((run) =>
    JSON.stringify(
      run.metrics
        .map(({ model, scope, name, value, count }) => [model, scope, name, value, count])
        .sort((a, b) => String(a).localeCompare(String(b))),
    ),
  );
  const different = new Set(figures).size - 1;
  const ends = await db().$queryRaw<{ n: bigint }[]>`
    select count(*) as n from (
      select "ref" from "Event" e join "Run" r on r.id = e.ref
      where e.kind = 'run.status_changed' group by ref, r.id
      having count(*) > 2
    ) more`;
  const restarts = all.flatMap((run) => run.tasks).filter((task) => task.attempt > 1).length;

  const total = acknowledged.reduce((sum, n) => sum + n, 0);
  console.log(`  ${total} changes acknowledged, ${runs.length} runs, ${restarts} tasks taken up again`);
  judge("acknowledged changes lost", lost, { limit: 0, unit: "changes" });
  judge("changes or results doubled", doubled, { limit: 0, unit: "" });
  judge("runs that were asked for and are not there once", RUNS - runs.length, { limit: 0, unit: "runs" });
  judge("runs that did not succeed", RUNS - succeeded.length, { limit: 0, unit: "runs" });
  judge("runs whose status changed more than twice", Number(ends[0]?.n ?? 0), { limit: 0, unit: "runs" });
  judge("twins that differ", Math.max(0, different), { limit: 0, unit: "runs" });
}

try {
  await main();
} finally {
  await closeSender().catch(() => {});
  await database()
    .close()
    .catch(() => {});
  await site.stop();
}
process.exit();
