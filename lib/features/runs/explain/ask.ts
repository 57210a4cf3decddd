import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { ForecastError } from "#lib/forecast/errors.ts";
import { checkWhatIf } from "#lib/forecast/explain/index.ts";
import type { ModelKey, Panel } from "#lib/forecast/types.ts";
import { sender } from "#lib/jobs/boss.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { TaskStatus } from "#lib/platform/prisma/enums.ts";
import { getRunRow } from "../repository.ts";
import { loadRunPanel } from "../run-panel.ts";
import { RunPlanSchema, StoredSpecSchema } from "../schema.ts";
import { explanationRow, findExplanation } from "./row.ts";
import { StoredQuestionSchema, type WhatIfRequest, WhatIfRequestSchema } from "./schema.ts";
import type { ExplainQuestion } from "./work.ts";

/** Without a sign of life for so long, whoever worked on it is gone, and with it perhaps the message. */
const SILENT_MS = 60_000;

/** A finished run as far as questions about it go. @throws AppError `not_found`, `conflict`. */
export async function explainedRun(actor: ProjectActor, number: number) {
  const run = await getRunRow(db(), actor, number, {
    ...{ id: true, number: true, status: true, spec: true, plan: true, place: true, datasetVersionId: true },
  });
  if (run.status !== "succeeded") {
    throw new AppError("conflict", {
      detail: `Run ${number} has no complete results: it is ${run.status}. Ask again once it has succeeded.`,
    });
  }
  return { ...run, spec: StoredSpecSchema.parse(run.spec), plan: RunPlanSchema.parse(run.plan) };
}

/** Row and message in one transaction; a question that is answered, or at work, is left alone. Answers the row's id. */
async function ask(
  actor: ProjectActor,
  options: { runId: string; number: number; question: ExplainQuestion; again?: boolean },
): Promise<string> {
  const { runId, number, question, again = false } = options;
  const { workspaceId, projectId, userId } = actor;
  const known = await findExplanation(db(), { runId, workspaceId, question });
  if (known && isLeftAlone(known, again)) return known.id;
  const jobs = await sender();
  return transaction(async (tx) => {
    const { id } = await explanationRow(tx, { runId, workspaceId, question, askedById: userId, queue: true });
    await jobs.send(tx, "run-explanation", [
      { data: { explanationId: id, workspaceId }, priority: question.kind === "inputs" ? 0 : 1 },
    ]);
    if (question.kind === "what_if" && !known) {
      await recordAudit(tx, {
        ...{ workspaceId, projectId, actorId: userId, action: "run.what_if_asked", ref: runId },
        detail: { number },
      });
    }
    return id;
  });
}

function isLeftAlone(known: { status: TaskStatus; seenAt: Date }, again: boolean): boolean {
  if (known.status === "failed") return !again;
  return known.status === "succeeded" || Date.now() - known.seenAt.getTime() < SILENT_MS;
}

/** The parts of one series and of one model's forecast of it: a view of what everybody may read, so everybody may ask. */
export async function askSeries(
  actor: ProjectActor,
  number: number,
  input: { series: number; model: ModelKey; again?: boolean },
): Promise<string> {
  assertMay(actor, "read");
  const { id: runId, spec, plan } = await explainedRun(actor, number);
  const { series, model, again = false } = input;
  if (series >= plan.seriesCount) {
    throw new AppError("not_found", { detail: "This run has no series with that number." });
  }
  if (!spec.models.includes(model)) {
    throw new AppError("not_found", { detail: "This run has no forecasts of that model." });
  }
  return ask(actor, { runId, number, question: { kind: "series", series, model }, again });
}

/** Which inputs matter, for a run whose explanation was not made when it succeeded, or failed. */
export async function askInputs(actor: ProjectActor, number: number): Promise<string> {
  assertMay(actor, "edit_data_and_runs");
  const { id: runId } = await explainedRun(actor, number);
  return ask(actor, { runId, number, question: { kind: "inputs" }, again: true });
}

/** Has a question worked out again that could not be answered. @throws AppError `not_found`. */
export async function askAgain(actor: ProjectActor, number: number, id: string): Promise<string> {
  const { workspaceId, projectId } = actor;
  const row = await db().runExplanation.findFirst({
    where: { id, workspaceId, run: { workspaceId, projectId, number } },
    select: { question: true },
  });
  if (!row) throw new AppError("not_found", { detail: "This run was not asked that." });
  const question = StoredQuestionSchema.parse(row.question);
  if (question.kind === "series") return askSeries(actor, number, { ...question, again: true });
  if (question.kind === "inputs") return askInputs(actor, number);
  const { series, changes } = question;
  return askWhatIf(actor, number, { series, changes });
}

/**
 * Asks for the forecast under other values of inputs that are known ahead.
 * @throws AppError `invalid_input` for an input that nobody can set, naming it; `not_found` for no such series.
 */
export async function askWhatIf(actor: ProjectActor, number: number, input: WhatIfRequest): Promise<string> {
  const asked = parseInput(WhatIfRequestSchema, input);
  assertMay(actor, "edit_plan");
  const { id: runId, spec, plan, datasetVersionId } = await explainedRun(actor, number);
  if (asked.series >= plan.seriesCount) {
    throw new AppError("not_found", { detail: "This run has no series with that number." });
  }
  const panel = await loadRunPanel({
    workspaceId: actor.workspaceId,
    versionId: datasetVersionId,
    spec,
    part: "learn",
  });
  const changes = asked.changes.map((change) => ({
    name: change.name,
    values: change.values.map((value) =>
      typeof value === "string" ? codeOf(panel, change.name, value) : value,
    ),
  }));
  try {
    checkWhatIf({ panel, changes, horizonSteps: spec.horizonSteps });
  } catch (error) {
    if (!(error instanceof ForecastError)) throw error;
    throw new AppError("invalid_input", { detail: error.detail, fields: { changes: error.detail } });
  }
  return ask(actor, {
    runId,
    number,
    question: { kind: "what_if", series: asked.series, changes },
    again: true,
  });
}

function codeOf(panel: Panel, name: string, category: string): number {
  const covariate = panel.covariates.find((each) => each.name === name);
  const code = covariate?.categories.indexOf(category) ?? -1;
  if (code >= 0) return code;
  const detail =
    covariate?.kind === "categorical"
      ? `"${name}" has no category "${category}". It has: ${covariate.categories.slice(0, 20).join(", ")}.`
      : `"${name}" takes numbers, not "${category}".`;
  throw new AppError("invalid_input", { detail, fields: { changes: detail } });
}
