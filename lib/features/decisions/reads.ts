import { findPresentVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { type ChoiceView, choiceInWords, choicesOf } from "./choices.ts";
import { FrozenSchema } from "./frozen.ts";
import { countDecisions, type DecisionLine, findDecisions, findRun, newestJudgedRun } from "./repository.ts";
import { decideStopOf } from "./stop.ts";
import type { DecisionView } from "./view.ts";

function toView(line: DecisionLine): DecisionView {
  const frozen = FrozenSchema.parse(line.frozen);
  const model = line.model as ModelKey | null;
  return {
    id: line.id,
    at: line.decidedAt.getTime(),
    kind: line.kind,
    model,
    title: choiceInWords({ kind: line.kind, model }),
    reason: line.reason,
    person: line.decidedBy,
    runNumber: line.run.number,
    isOverride: line.isOverride,
    verdict: frozen.verdict,
    expected: frozen.expected,
  };
}

/** The project's decisions, newest first; they are never changed and never removed. `before` is where a page ended. */
export async function listDecisions(
  actor: ProjectActor,
  options: { limit?: number; runNumber?: number; before?: { at: Date; id: string } } = {},
): Promise<DecisionView[]> {
  assertMay(actor, "read");
  return (await findDecisions(db(), actor, options)).map(toView);
}

export interface DecisionOptions {
  verdictId: string | null;
  verdictSentence: string | null;
  choices: ChoiceView[];
  isFinished: boolean;
}

/** What a form for deciding on this run has to offer. Throws `not_found` for a run of elsewhere. */
export async function getDecisionOptions(actor: ProjectActor, runNumber: number): Promise<DecisionOptions> {
  assertMay(actor, "read");
  const [run, verdict] = await Promise.all([
    findRun(db(), actor, runNumber),
    findPresentVerdict(actor, runNumber),
  ]);
  if (!run) throw new AppError("not_found", { detail: `There is no run ${runNumber} in this project.` });
  const isFinished = run.status !== "queued" && run.status !== "running";
  return {
    verdictId: verdict?.id ?? null,
    verdictSentence: verdict?.sentence ?? null,
    choices: choicesOf({
      verdict: verdict?.detail ?? null,
      models: run.status === "succeeded" ? run.models : [],
    }),
    isFinished,
  };
}

export async function getDecideStop(actor: ProjectActor): Promise<Stop> {
  const [decisions, [newest], judgedRun] = await Promise.all([
    countDecisions(db(), actor),
    listDecisions(actor, { limit: 1 }),
    newestJudgedRun(db(), actor),
  ]);
  return decideStopOf({ decisions, latest: newest ?? null, judgedRun });
}
