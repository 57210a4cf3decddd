import { z } from "zod";
import { loadPanel } from "#lib/features/datasets/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import { readBlobBytes } from "#lib/platform/blobs/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { ExplanationKind, TaskStatus } from "#lib/platform/prisma/enums.ts";
import { type Answers, decodeAnswer } from "./answer.ts";
import { askSeries, explainedRun } from "./ask.ts";
import { findExplanation, keyOf } from "./row.ts";
import { StoredQuestionSchema, type WhatIfAnswer } from "./schema.ts";
import type { Asked, Explanations, WhatIfLine } from "./view.ts";

const KEPT_LINES = 10;

const QuerySchema = z.strictObject({
  series: z.coerce.number<string>().int().min(0).max(10_000_000),
  model: z.enum(MODEL_KEYS),
});

interface Row {
  id: string;
  status: TaskStatus;
  progress: number;
  message: string;
  failure: string | null;
  digest: string | null;
}

const STATES = {
  waiting: "waiting",
  queued: "waiting",
  running: "running",
  succeeded: "done",
  failed: "failed",
  cancelled: "failed",
} as const satisfies Record<TaskStatus, Asked<unknown>["state"]>;

async function viewOf<K extends ExplanationKind>(
  workspaceId: string,
  kind: K,
  row: Row,
): Promise<Asked<Answers[K]>> {
  const { id, status, progress, message, failure, digest } = row;
  if (status !== "succeeded" || digest === null)
    return { id, state: STATES[status], progress, message, failure, answer: null };
  const answer = decodeAnswer(kind, await readBlobBytes({ workspaceId, digest }));
  const whole = { id, progress: 1, message: "", answer };
  return answer === null
    ? { ...whole, state: "failed", failure: "An older version of the product answered this. Ask it again." }
    : { ...whole, state: "done", failure: null };
}

/**
 * All that a page shows of why a run forecasts what it does, for one series and model: what is not worked out yet is asked for, and
 * says how far it is.
 */
export async function getExplanations(
  actor: ProjectActor,
  number: number,
  query: unknown,
): Promise<Explanations> {
  const { series, model } = parseInput(QuerySchema, query);
  const { workspaceId } = actor;
  const id = await askSeries(actor, number, { series, model });
  const run = await explainedRun(actor, number);
  const [inputs, parts, whatIfs] = await Promise.all([
    findExplanation(db(), { runId: run.id, workspaceId, question: { kind: "inputs" } }),
    getExplanation(actor, number, id),
    listWhatIfs(actor, number),
  ]);
  return {
    inputs: inputs && (await viewOf(workspaceId, "inputs", inputs)),
    series: parts as Explanations["series"],
    whatIfs,
    mayAskInputs: may(actor.role, "edit_data_and_runs"),
    mayAskWhatIf: may(actor.role, "edit_plan"),
    isFromBrowser: run.place === "browser",
  };
}

/** One question by its id. @throws AppError `not_found`, also for one of another run or workspace. */
export async function getExplanation(
  actor: ProjectActor,
  number: number,
  id: string,
): Promise<Asked<Answers[ExplanationKind]> & { kind: ExplanationKind }> {
  assertMay(actor, "read");
  const { workspaceId, projectId } = actor;
  const row = z.uuid().safeParse(id).success
    ? await db().runExplanation.findFirst({
        where: { id, workspaceId, run: { workspaceId, projectId, number } },
        select: {
          id: true,
          kind: true,
          status: true,
          progress: true,
          message: true,
          failure: true,
          digest: true,
        },
      })
    : null;
  if (!row) throw new AppError("not_found", { detail: "This run was not asked that." });
  return { ...(await viewOf(workspaceId, row.kind, row)), kind: row.kind };
}

/** A what-if by its id. @throws AppError `not_found`, also for a question of another kind. */
export async function getWhatIf(
  actor: ProjectActor,
  number: number,
  id: string,
): Promise<Asked<WhatIfAnswer>> {
  const found = await getExplanation(actor, number, id);
  if (found.kind !== "what_if") throw new AppError("not_found", { detail: "This run was not asked that." });
  return found as Asked<WhatIfAnswer>;
}

/** The index of a series by its id in the data of a run. @throws AppError `not_found`. */
export async function seriesNumber(actor: ProjectActor, number: number, id: string): Promise<number> {
  const { datasetVersionId } = await explainedRun(actor, number);
  const panel = await loadPanel({ workspaceId: actor.workspaceId, versionId: datasetVersionId });
  const found = panel.ids.indexOf(id);
  if (found < 0) throw new AppError("not_found", { detail: `The data of this run has no series "${id}".` });
  return found;
}

/** What was asked of a run before, newest first. */
async function listWhatIfs(actor: ProjectActor, number: number): Promise<WhatIfLine[]> {
  assertMay(actor, "read");
  const { workspaceId } = actor;
  const run = await explainedRun(actor, number);
  const rows = await db().runExplanation.findMany({
    where: { runId: run.id, workspaceId, kind: "what_if", status: "succeeded" },
    orderBy: { askedAt: "desc" },
    take: KEPT_LINES,
    select: { id: true, key: true, question: true, askedById: true, askedAt: true },
  });
  if (rows.length === 0) return [];
  const panel = await loadPanel({ workspaceId, versionId: run.datasetVersionId });
  const names = await namesOf(
    db(),
    rows.map((row) => row.askedById),
  );
  return rows.flatMap(({ id, key, question, askedById, askedAt }) => {
    const asked = StoredQuestionSchema.parse(question);
    // What an older version answered in another shape has another key.
    if (asked.kind !== "what_if" || key !== keyOf(asked)) return [];
    const { series, changes } = asked;
    const by = names.get(askedById ?? "") ?? null;
    return [{ id, series, seriesName: panel.ids[series] ?? "", changes, by, at: askedAt.getTime() }];
  });
}
