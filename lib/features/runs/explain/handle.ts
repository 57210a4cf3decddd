import { z } from "zod";
import { ForecastError } from "#lib/forecast/errors.ts";
import type { BacktestSpec, ModelKey } from "#lib/forecast/types.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { putBlob, readBlobBytes } from "#lib/platform/blobs/index.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { log } from "#lib/platform/log.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import { decodeForecast } from "../codec.ts";
import { FUTURE_FOLD, finalForecastKeys } from "../graph.ts";
import { RunPlanSchema, type StoredSpec, StoredSpecSchema } from "../schema.ts";
import { readForecasts } from "../tasks/artifacts.ts";
import type { Tools } from "../tasks/work.ts";
import { encodeAnswer } from "./answer.ts";
import { explanationRow } from "./row.ts";
import { StoredQuestionSchema } from "./schema.ts";
import {
  EXPLAINED_KINDS,
  type ExplainJob,
  type ExplainQuestion,
  explainedModel,
  modelKey,
  type StoredModel,
} from "./work.ts";

const JobSchema = z.union([
  z.object({ explanationId: z.uuid(), workspaceId: z.string() }),
  z.object({ runId: z.string(), workspaceId: z.string(), projectId: z.string() }),
]);

/** A question that a worker could not answer so often is given up, in words. */
const MOST_ATTEMPTS = 3;
const BEAT_MS = 500;

/**
 * Answers a question about a run's forecast, or, when a run has just succeeded on the server, the one about its inputs: so that
 * everybody finds it there, also those who may only read. What browsers trained is explained when somebody asks: it would have to
 * be trained again here. Idempotent: the queue may deliver it more than once.
 */
export async function handleExplanationJob(data: unknown, tools: Tools): Promise<void> {
  const job = parseInput(JobSchema, data);
  const { workspaceId } = job;
  if ("explanationId" in job) return answer({ id: job.explanationId, workspaceId }, tools);
  const run = await db().run.findFirst({
    where: { id: job.runId, workspaceId, projectId: job.projectId, status: "succeeded", place: "server" },
    select: { id: true },
  });
  if (!run) return;
  const { id } = await explanationRow(db(), {
    ...{ runId: run.id, workspaceId, askedById: null },
    question: { kind: "inputs" },
  });
  await answer({ id, workspaceId }, tools);
}

async function answer(scope: { id: string; workspaceId: string }, tools: Tools): Promise<void> {
  const { id, workspaceId } = scope;
  const [held] = await db().$queryRaw<{ attempt: number; question: unknown; runId: string }[]>(Prisma.sql`
    UPDATE "RunExplanation" SET status = 'running', attempt = attempt + 1, progress = 0, message = '', "seenAt" = now()
    WHERE id = ${id} AND "workspaceId" = ${workspaceId} AND status IN ('queued', 'running')
    RETURNING attempt, question, "runId"`);
  if (!held) return;
  const mine = { id, workspaceId, attempt: held.attempt, status: "running" as const };
  const question = StoredQuestionSchema.parse(held.question);
  const beat = beatOf(mine);
  try {
    const { job, versionId, spec } = await openJob({ runId: held.runId, workspaceId, question });
    const data = await tools.loadData({ workspaceId, versionId, spec, part: "learn" });
    const result = await tools.trainer.run<"explain">(job, {
      ...{ data, signal: new AbortController().signal },
      onProgress: beat.onProgress,
    });
    await beat.stop();
    const { digest } = await putBlob({ workspaceId, chunks: [encodeAnswer(question.kind, result.answer)] });
    await keepModels({ runId: held.runId, workspaceId }, result.models);
    await db().runExplanation.updateMany({
      where: mine,
      data: { status: "succeeded", digest, progress: 1, message: "", finishedAt: new Date() },
    });
  } catch (error) {
    await beat.stop();
    const words = wordsOf(error, held.attempt);
    log(words === null ? "warn" : "error", "a question about a forecast could not be answered", {
      id,
      attempt: held.attempt,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    const end =
      words === null
        ? { status: "queued" as const }
        : { status: "failed" as const, failure: words, finishedAt: new Date() };
    await db().runExplanation.updateMany({ where: mine, data: end });
    // The queue brings it again.
    if (words === null) throw error;
  }
}

/** Null where trying again may help. */
function wordsOf(error: unknown, attempt: number): string | null {
  if (error instanceof ForecastError && error.code !== "cancelled") return error.detail;
  if (error instanceof AppError) return error.message;
  if (attempt < MOST_ATTEMPTS) return null;
  return "It could not be worked out, and the reason was noted on our side. The forecast itself is as it was.";
}

/** Writes progress now and then, never two at once. */
function beatOf(where: { id: string; workspaceId: string; attempt: number; status: "running" }) {
  let latest: { progress: number; message: string } | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  const write = () => {
    const data = { ...latest, seenAt: new Date() };
    writing = writing
      .then(() => db().runExplanation.updateMany({ where, data }))
      .catch((error) => log("warn", "could not say how far an explanation is", { error: String(error) }));
  };
  const timer = setInterval(write, BEAT_MS);
  return {
    onProgress: ({ fraction, message }: { fraction: number; message: string }) => {
      latest = { progress: Math.min(1, Math.max(0, fraction)), message };
    },
    stop: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}

async function openJob(options: {
  runId: string;
  workspaceId: string;
  question: ExplainQuestion;
}): Promise<{ job: ExplainJob; versionId: string; spec: StoredSpec }> {
  const { runId, workspaceId, question } = options;
  const run = await db().run.findFirst({
    where: { id: runId, workspaceId, status: "succeeded" },
    select: { spec: true, plan: true, datasetVersionId: true },
  });
  if (!run) throw new AppError("not_found", { detail: "This run has no complete results." });
  const spec = StoredSpecSchema.parse(run.spec);
  const plan = RunPlanSchema.parse(run.plan);
  const owner = { runId, workspaceId };
  const folds = plan.folds.filter(({ role }) => role === (spec.sealed ? "selection" : "test"));
  const [firstFold = plan.future] = plan.folds;
  const wanted = question.kind === "inputs" ? [...folds, plan.future] : [plan.future];
  const keys = wanted.flatMap((fold) =>
    EXPLAINED_KINDS.map((kind) => modelKey(kind, { spec, fold, firstFold })),
  );
  const [medians, models] = await Promise.all([
    readMedians(owner, { spec, seriesCount: plan.seriesCount, question }),
    question.kind === "series" ? [] : readModels(owner, keys),
  ]);
  const job = {
    kind: "explain" as const,
    runKey: runId,
    spec,
    folds,
    firstFold,
    future: plan.future,
    question,
    medians,
    models,
  };
  return { job, versionId: run.datasetVersionId, spec };
}

/** What the run itself forecast: of one series, or of all by the network; null where the question needs none. */
async function readMedians(
  owner: { runId: string; workspaceId: string },
  options: { spec: BacktestSpec; seriesCount: number; question: ExplainQuestion },
): Promise<Float64Array | null> {
  const { spec, seriesCount, question } = options;
  if (question.kind === "what_if") return null;
  const model: ModelKey = question.kind === "series" ? question.model : explainedModel(spec);
  if (!spec.models.includes(model)) return null;
  const { horizonSteps } = spec;
  const keys = finalForecastKeys(spec, seriesCount, new Set([FUTURE_FOLD])).filter((key) =>
    key.startsWith(`${model}/`),
  );
  const out = new Float64Array((question.kind === "series" ? 1 : seriesCount) * horizonSteps).fill(
    Number.NaN,
  );
  for (const key of keys) {
    const [encoded] = await readForecasts(owner, [key]);
    if (!encoded) continue;
    const { seriesIndexes, quantiles } = await decodeForecast(encoded);
    seriesIndexes.forEach((series, i) => {
      if (question.kind === "series" && series !== question.series) return;
      const to = question.kind === "series" ? 0 : series * horizonSteps;
      for (let h = 0; h < horizonSteps; h += 1)
        out[to + h] = quantiles[(i * horizonSteps + h) * QUANTILE_LEVELS.length + MEDIAN_INDEX] as number;
    });
  }
  return out;
}

/** What is kept under one of these keys, or goes on from it. */
async function readModels(
  owner: { runId: string; workspaceId: string },
  keys: readonly string[],
): Promise<StoredModel[]> {
  const rows = await db().artifact.findMany({
    where: {
      ...owner,
      kind: "model",
      OR: keys.flatMap((key) => [{ taskKey: key }, { taskKey: { startsWith: `${key}/` } }]),
    },
    select: { taskKey: true, digest: true },
  });
  const { workspaceId } = owner;
  return Promise.all(
    rows.map(async ({ taskKey, digest }) => ({
      key: taskKey,
      bytes: await readBlobBytes({ workspaceId, digest }),
    })),
  );
}

/** The same model that came from two questions at once is kept once. */
async function keepModels(
  owner: { runId: string; workspaceId: string },
  models: readonly StoredModel[],
): Promise<void> {
  if (models.length === 0) return;
  const { workspaceId } = owner;
  const stored = await Promise.all(
    models.map(async ({ key, bytes }) => ({ key, ...(await putBlob({ workspaceId, chunks: [bytes] })) })),
  );
  await transaction((tx) =>
    tx.artifact.createMany({
      data: stored.map(({ key, digest, sizeBytes }) => ({
        ...{ ...owner, taskKey: key, kind: "model", digest, sizeBytes },
      })),
      skipDuplicates: true,
    }),
  );
}
