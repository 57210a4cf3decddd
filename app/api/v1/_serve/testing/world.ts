import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { beginThread, createCanvasLink, writeCanvas } from "#lib/features/canvas/server.ts";
import {
  addLabels,
  createConnection,
  getDatasetVersion,
  openUpload,
  removeLabels,
  wishOf,
} from "#lib/features/datasets/server.ts";
import { uploadText } from "#lib/features/datasets/testing.ts";
import { recordDecision } from "#lib/features/decisions/server.ts";
import { createClaim } from "#lib/features/evidence/server.ts";
import { createLink, createOpportunity } from "#lib/features/opportunities/server.ts";
import { changeRoiCase, createRoiCase } from "#lib/features/roi/server.ts";
import { askWhatIf, requestRun } from "#lib/features/runs/server.ts";
import { importTestVersion, testRequest } from "#lib/features/runs/testing.ts";
import { loadVerdictInputs } from "#lib/features/verdict/inputs.ts";
import { db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { EXAMPLE } from "../example-ids.ts";

export interface World {
  project: TestProject;
  /** What stands for each example id. */
  ids: Partial<Record<keyof typeof EXAMPLE, string>>;
}

/** Fits the recipe of the examples. */
const SALES = `unique_id,ds,y,promo\n${Array.from({ length: 90 }, (_, day) => {
  const ds = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
  return `item-0,${ds},${10 + (day % 7)},${day % 9 === 0 ? 1 : 0}`;
}).join("\n")}\n`;

/** A project with everything that the examples speak of: data, a finished and judged run, a decision. */
export async function createWorld(database: TestDatabase): Promise<World> {
  // Addresses of links are made from the environment.
  process.env.APP_SECRET ??= "a secret of the tests only";
  process.env.DATABASE_URL ??= process.env.TEST_DATABASE_URL;
  process.env.INTERNAL_DATABASE_HOSTS ??= new URL(database.url).hostname;
  const project = await createTestProject();
  const { owner, data_scientist: scientist } = project;
  await writeCanvas(owner, { offline_evaluation: { fields: { costUnder: 3, costOver: 1 } } });
  const version = await getDatasetVersion(owner, await importTestVersion(owner));
  const { id: received } = await uploadText(scientist, SALES);
  const wish = testRequest(version.id, { models: ["naive", "theta"], selectionFolds: 1 });
  const { id: run } = await requestRun(scientist, wish);
  const verdict = await finish(database, run);
  const { id: decision } = await recordDecision(owner, {
    runNumber: 1,
    kind: "try_again",
    model: null,
    reason: "The horizon should be longer.",
    verdictId: verdict,
    clientKey: "019abc00-0000-7000-8000-00000000beef",
  });
  return {
    project,
    ids: {
      project: owner.projectId,
      projectSlug: owner.projectSlug,
      member: owner.userId,
      received,
      dataset: version.datasetId,
      version: version.id,
      databaseUrl: `${database.url}?sslmode=disable`,
      run,
      verdict,
      decision,
    },
  };
}

/** Lets a worker of its own bring a run to its verdict. */
async function finish(database: TestDatabase, runId: string): Promise<string> {
  const entry = fileURLToPath(new URL("../../../../../lib/processes/worker.ts", import.meta.url));
  const worker = spawn(process.execPath, ["--conditions=react-server", entry], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      APP_SECRET: "a secret for tests only",
      WORKER_THREADS: "1",
    },
    stdio: ["ignore", "ignore", process.env.WORKER_LOG ? "inherit" : "ignore"],
  });
  try {
    for (const end = Date.now() + 90_000; Date.now() < end && worker.exitCode === null; ) {
      const verdict = await db().verdict.findFirst({ where: { runId }, select: { id: true } });
      if (verdict) return verdict.id;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("The run of the test came to no verdict.");
  } finally {
    const exited = worker.exitCode === null ? once(worker, "exit") : null;
    worker.kill("SIGKILL");
    await exited;
  }
}

const freshUpload = async ({ project }: World) => ({
  upload: (
    await openUpload(project.data_scientist, { fileName: "sales.csv", sizeBytes: 5_000_000, sha256: null })
  ).id,
});

const freshOpportunity = async ({ project }: World) => ({
  opportunity: (await createOpportunity(project.owner, { name: `Order stock ${randomUUID()}` })).id,
});

const twoOpportunities = async (world: World) => ({
  ...(await freshOpportunity(world)),
  nextOpportunity: (await freshOpportunity(world)).opportunity,
});

const freshLink = async (world: World) => {
  const ids = await twoOpportunities(world);
  const ends = { fromId: ids.opportunity, toId: ids.nextOpportunity };
  return { ...ids, processLink: (await createLink(world.project.owner, ends)).id };
};

const freshClaim = async ({ project }: World) => ({
  claim: (
    await createClaim(project.product_owner, {
      block: "offline_evaluation",
      text: "WAPE below 15 %",
      measure: "wape",
      comparison: "below",
      threshold: 15,
    })
  ).id,
});

const freshCanvasLink = async ({ project }: World) => ({
  canvasLink: (await createCanvasLink(project.owner, { label: "Board", expiresInDays: 1 }, new Date())).id,
});

const freshThread = async ({ project }: World) => {
  const wish = { block: "decisions", text: "Who may override the order at weekends?" };
  return { thread: (await beginThread(project.stakeholder, wish, randomUUID())).threadId };
};

/** A dataset on which nothing rests: its rows are enough for being deleted. */
const freshDataset = async ({ project, ids }: World) => {
  const version = await db().datasetVersion.findUniqueOrThrow({ where: { id: ids.version ?? "" } });
  const { workspaceId, projectId } = project;
  const { manifest, recipe, profile } = version;
  const { id: dataset } = await db().dataset.create({
    data: { workspaceId, projectId, name: `Sales ${randomUUID()}` },
  });
  await db().datasetVersion.create({
    data: {
      ...{ workspaceId, projectId, datasetId: dataset, number: 1, digest: randomUUID() },
      ...{ manifest: manifest ?? {}, recipe: recipe ?? {}, profile: profile ?? {} },
    },
  });
  return { dataset };
};

const noConnections = async ({ project }: World) => {
  await db().dataConnection.deleteMany({ where: { projectId: project.projectId } });
  return {};
};

const freshConnection = async (world: World) => {
  await noConnections(world);
  const wish = wishOf(world.ids.databaseUrl ?? "");
  return { connection: (await createConnection(world.project.owner, { name: "Warehouse", ...wish })).id };
};

/** Names are taken once a project. */
const noOpportunities = async ({ project }: World) => {
  await db().processTask.deleteMany({ where: { projectId: project.projectId } });
  return {};
};

/** Beside a base case; a project has at most eight, so those of calls before go. */
const noRoiCases = async ({ project }: World) => {
  await db().roiCase.deleteMany({ where: { projectId: project.projectId, isBase: false } });
  return {};
};

const freshRoiCase = async (world: World) => {
  await noRoiCases(world);
  return { roiCase: (await createRoiCase(world.project.owner, { kind: "own" })).id };
};

const wholeRoiCase = async (world: World) => {
  const { roiCase } = await freshRoiCase(world);
  const inputs = { basis: "money", errorCost: 40_000, savingPercent: 20, buildCost: 9000 };
  await changeRoiCase(world.project.owner, roiCase, {
    inputs: { ...inputs, runningCost: 900, upkeepCost: 0 },
  });
  return { wholeRoiCase: roiCase };
};

/** A label of its own, the note of nobody else. */
const freshLabel = async ({ project, ids }: World) => {
  const wish = { kind: "note" as const, seriesId: null, fromTime: 0, toTime: 0, text: randomUUID() };
  // Another day for each: the same stretch is not labelled twice.
  const at = Date.UTC(2024, 0, 1) + Math.floor(Math.random() * 1e9) * 1_000;
  const labels = [{ ...wish, fromTime: at, toTime: at }];
  const [label] = await addLabels(project.data_scientist, ids.dataset ?? "", { labels });
  return { label: label?.id ?? "" };
};

const removedLabel = async (world: World) => {
  const { label } = await freshLabel(world);
  await removeLabels(world.project.owner, world.ids.dataset ?? "", { ids: [label] });
  return { label };
};

const freshRun = async ({ project, ids }: World) => ({
  activeRun: (await requestRun(project.data_scientist, testRequest(ids.version ?? ""))).id,
});

const askedWhatIf = async ({ project }: World) => ({
  whatIf: await askWhatIf(project.owner, 1, { series: 0, changes: [{ name: "promo", values: [1] }] }),
});

// What other operations change in plan and prices makes a verdict old; this one is as of now.
const presentVerdict = async ({ project, ids }: World) => {
  const { workspaceId, projectId } = project;
  const { digest: inputsDigest } = await loadVerdictInputs(project.owner);
  const runId = ids.run ?? "";
  const { kind, sentence, detail } = await db().verdict.findFirstOrThrow({ where: { runId } });
  const { id } = await db().verdict.upsert({
    where: { runId_inputsDigest: { runId, inputsDigest } },
    create: { workspaceId, projectId, runId, inputsDigest, kind, sentence, detail: detail ?? {} },
    update: {},
  });
  return { verdict: id };
};

/** The finished run once more, as if it had been asked for with its untouched folds sealed. */
const sealedRun = async ({ ids }: World) => {
  const runId = ids.run ?? "";
  const run = await db().run.findUniqueOrThrow({
    where: { id: runId },
    include: { tasks: true, artifacts: true, metrics: true },
  });
  const { tasks, artifacts, metrics, ...row } = run;
  const id = randomUUID();
  // Past any number that the project gives.
  const number = 1_000_000 + Math.floor(Math.random() * 1_000_000);
  const copy = { ...row, id, number, clientKey: null };
  await db().run.create({ data: copy as Prisma.RunUncheckedCreateInput });
  const own = <Row extends object>(rows: readonly Row[]) => rows.map((each) => ({ ...each, runId: id }));
  await db().runTask.createMany({
    data: own(tasks).map((task) => ({ ...task, id: randomUUID() })) as Prisma.RunTaskCreateManyInput[],
  });
  await db().artifact.createMany({
    data: own(artifacts).map((each) => ({ ...each, id: randomUUID() })) as Prisma.ArtifactCreateManyInput[],
  });
  await db().metric.createMany({
    data: own(metrics).map((each) => ({
      ...each,
      scope: each.scope === "test" ? "sealed-test" : each.scope,
    })),
  });
  return { sealedRun: id };
};

/** Operations that use up what they work on: each time before one is called, this makes it anew. */
export const PREPARE: Record<string, (world: World) => Promise<World["ids"]>> = {
  openUntouchedFolds: sealedRun,
  removeLabels: freshLabel,
  restoreLabels: removedLabel,
  createConnection: noConnections,
  deleteConnection: freshConnection,
  queryConnection: freshConnection,
  deleteDataset: freshDataset,
  deleteDatasetVersion: freshDataset,
  getUpload: freshUpload,
  appendToUpload: freshUpload,
  deleteUpload: freshUpload,
  cancelRun: freshRun,
  getWhatIf: askedWhatIf,
  recordDecision: presentVerdict,
  createOpportunity: noOpportunities,
  getOpportunity: freshOpportunity,
  updateOpportunity: freshOpportunity,
  deleteOpportunity: freshOpportunity,
  chooseOpportunity: freshOpportunity,
  createProcessLink: twoOpportunities,
  getProcessLink: freshLink,
  updateProcessLink: freshLink,
  deleteProcessLink: freshLink,
  startProcess: noOpportunities,
  revokeCanvasLink: freshCanvasLink,
  getCommentThread: freshThread,
  resolveCommentThread: freshThread,
  replyToComment: freshThread,
  getClaim: freshClaim,
  updateClaim: freshClaim,
  deleteClaim: freshClaim,
  createRoiCase: noRoiCases,
  getRoiRisk: wholeRoiCase,
  getOneRoiCase: freshRoiCase,
  updateOneRoiCase: freshRoiCase,
  deleteOneRoiCase: freshRoiCase,
};

/** The example with the ids of the world. */
export function inWorld<T>(example: T, ids: World["ids"]): T {
  let text = JSON.stringify(example ?? null);
  for (const [name, id] of Object.entries(ids))
    text = text.replaceAll(EXAMPLE[name as keyof typeof EXAMPLE], id);
  return JSON.parse(text);
}
