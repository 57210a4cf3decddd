import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import type { ModelKey } from "#lib/forecast/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { ensureVerdict } from "./compute.ts";
import { loadJudgedRun } from "./evidence.ts";
import { errorFacts, errorSentence, verdictFacts } from "./facts.ts";
import { loadVerdictInputs, type VerdictInputs } from "./inputs.ts";
import { buildLeaderboard } from "./leaderboard.ts";
import { looksAt, recordLooks } from "./looks/record.ts";
import { type LookView, timesWords } from "./looks/summary.ts";
import {
  findNewestJudged,
  findRunByNumber,
  findVerdictBefore,
  isSealed,
  type StoredVerdict,
} from "./repository.ts";
import { ANSWER_OPENING, METHOD_IN_SENTENCE } from "./sentence.ts";
import { type JudgedRun, orderSeries, seriesDetail, seriesMultiple } from "./series.ts";
import type { Leaderboard, RunResults, SeriesMultiple, VerdictFact, VerdictView } from "./view.ts";

export interface Judgement {
  run: JudgedRun;
  runId: string;
  runNumber: number;
  inputs: VerdictInputs;
}

/**
 * A finished run with its costs at the present prices; another workspace's number is not found. `alsoSealed`: for who
 * reads nothing of the untouched folds.
 */
export async function openJudgement(
  actor: ProjectActor,
  runNumber: number,
  options: { alsoSealed?: boolean } = {},
): Promise<Judgement> {
  assertMay(actor, "read");
  const [row, inputs] = await Promise.all([findRunByNumber(actor, runNumber), loadVerdictInputs(actor)]);
  if (row.status !== "succeeded") {
    throw new AppError("conflict", {
      detail: `Run ${row.number} has no complete results: it is ${row.status}.`,
    });
  }
  if (!options.alsoSealed && (await isSealed({ workspaceId: actor.workspaceId, runId: row.id }))) {
    throw new AppError("conflict", {
      detail: `The untouched folds of run ${row.number} are sealed. Open them on the run's page once the choice is made.`,
    });
  }
  const run = await loadJudgedRun(
    { workspaceId: actor.workspaceId, runId: row.id },
    { prices: inputs.prices, currency: inputs.currency, unit: inputs.unit },
  );
  return { run, runId: row.id, runNumber: row.number, inputs };
}

/** The verdict on a run at the present prices, computed when they have changed since. */
export async function getVerdict(actor: ProjectActor, runNumber: number): Promise<VerdictView> {
  return verdictOf(actor, await openJudgement(actor, runNumber));
}

async function verdictOf(actor: ProjectActor, judgement: Judgement): Promise<VerdictView> {
  const { runId, inputs, run } = judgement;
  const scope = { workspaceId: actor.workspaceId, projectId: actor.projectId, runId };
  const board = buildLeaderboard(run.evidence, "test", run.costs?.test ?? null);
  const stored = await ensureVerdict(scope, inputs);
  const before = await findVerdictBefore(scope, inputs.digest);
  if (!stored) return { ...withoutVerdict(inputs, board), before: beforeView(before) };
  return verdictView(stored, board, before);
}

const TONE = {
  network_pays: "ok",
  statistics_suffice: "bad",
  baseline_suffices: "bad",
  too_little_evidence: "stale",
} as const;

function verdictView(stored: StoredVerdict, board: Leaderboard, before: StoredVerdict | null): VerdictView {
  const { detail } = stored;
  const { decisive, yearlyFactor } = detail;
  const opening = ANSWER_OPENING[detail.answer];
  const overTest = (value: number | null) => (value === null ? null : value / yearlyFactor);
  const value = overTest(decisive?.yearlySaving ?? null);
  const low = overTest(decisive?.lower ?? null);
  const high = overTest(decisive?.upper ?? null);
  return {
    state: "computed",
    answer: detail.answer,
    opening,
    reason: stored.sentence.slice(opening.length).trim(),
    sentence: stored.sentence,
    tone: TONE[detail.answer],
    facts: verdictFacts(detail, board),
    recommended: detail.recommended,
    recommendedName: MODEL_NAMES[detail.recommended],
    saving:
      decisive && value !== null && low !== null && high !== null
        ? { value, low, high, against: METHOD_IN_SENTENCE[decisive.from] }
        : null,
    savingAYear: detail.yearlyFrom === "none" ? null : (decisive?.yearlySaving ?? null),
    npv: decisive?.npv ?? null,
    decisive,
    detail,
    computedAt: stored.computedAt,
    before: beforeView(before),
  };
}

function beforeView(before: StoredVerdict | null): VerdictView["before"] {
  return before && { sentence: before.sentence, prices: before.detail.prices, computedAt: before.computedAt };
}

/** Errors alone: what can be said before money can. */
function withoutVerdict(inputs: VerdictInputs, board: Leaderboard): VerdictView {
  const hasPrices = inputs.prices !== null;
  const opening = hasPrices ? "No verdict." : "No verdict in money yet.";
  const reason = hasPrices
    ? "Seasonal naive has no forecast on the test folds, and without it nothing can be compared."
    : errorSentence(board);
  const best = board.rows.find((row) => row.isBest);
  return {
    state: hasPrices ? "no_baseline" : "no_prices",
    answer: null,
    opening,
    reason,
    sentence: `${opening} ${reason}`,
    tone: "info",
    facts: best ? errorFacts(best.model, board) : [],
    recommended: null,
    recommendedName: null,
    saving: null,
    savingAYear: null,
    npv: null,
    decisive: null,
    detail: null,
    computedAt: null,
    before: null,
  };
}

/** The model that the page opens with: the recommended one, or the best that is no baseline. */
function mainModel(verdict: VerdictView, board: Leaderboard): ModelKey {
  const candidates = [verdict.recommended, verdict.decisive?.to, ...board.rows.map((row) => row.model)];
  return (
    candidates.find(
      (model) => model && model !== "seasonal_naive" && model !== "today" && model !== "naive",
    ) ??
    board.rows[0]?.model ??
    "seasonal_naive"
  );
}

/** How many small pictures stand on the page: the ones that gain most, and the one that gains least. */
const MULTIPLES = 12;

/** Everything that the results part of a run's page shows at first; the chart opens with `series`, if it exists. */
export async function getRunResults(
  actor: ProjectActor,
  runNumber: number,
  options: { series?: number | undefined } = {},
): Promise<{ results: RunResults; verdict: VerdictView }> {
  const judgement = await openJudgement(actor, runNumber);
  const { run, inputs } = judgement;
  await recordLooks(actor, { runs: [judgement.runId], via: "page" });
  const [verdict, looks] = await Promise.all([verdictOf(actor, judgement), looksAt(actor, judgement.runId)]);
  const leaderboards = {
    test: buildLeaderboard(run.evidence, "test", run.costs?.test ?? null),
    selection: buildLeaderboard(run.evidence, "selection", run.costs?.selection ?? null),
  };
  const model = mainModel(verdict, leaderboards.test);
  const order = orderSeries(run, model, "test");
  const line = order.find((one) => one.index === options.series) ?? order[0];
  const shown = order.length <= MULTIPLES ? order : [...order.slice(0, MULTIPLES - 1), ...order.slice(-1)];
  const items = shown
    .map((one) => seriesMultiple(run, one, model))
    .filter((one): one is SeriesMultiple => one !== null);
  const results: RunResults = {
    looks,
    runNumber: judgement.runNumber,
    currency: inputs.currency,
    prices: inputs.prices,
    quantile: inputs.prices && inputs.prices.under / (inputs.prices.under + inputs.prices.over),
    unit: inputs.unit,
    leaderboards,
    models: leaderboards.test.rows.map((row) => ({ key: row.model, name: row.name })),
    first: line ? seriesDetail(run, { order, line, model, scope: "test" }) : null,
    multiples: {
      items,
      total: order.length,
      saving: run.costs ? order.filter((one) => (one.saving ?? 0) > 0).length : null,
      model,
      modelName: MODEL_NAMES[model],
      periods: leaderboards.test.periods,
    },
  };
  return { results, verdict: { ...verdict, facts: [...verdict.facts, lookFact(looks)] } };
}

/** Whether what the verdict rests on was still unread when the run was asked for. */
function lookFact(looks: LookView): VerdictFact {
  const { count } = looks.before;
  return count === 0
    ? { state: "supported", text: "Untouched periods unread before the choice" }
    : { state: "stale", text: `Untouched periods looked at ${timesWords(count)} before the choice` };
}

/** The newest finished run's number, for the Judge stop; null before there is one. */
export async function findNewestRunNumber(actor: ProjectActor): Promise<number | null> {
  assertMay(actor, "read");
  return (await findNewestJudged(actor))?.number ?? null;
}

/** The newest stored verdict on the newest finished run, as it was computed: one small read for front page and ROI. */
export async function findLatestVerdict(
  actor: ProjectActor,
): Promise<(StoredVerdict & { runNumber: number }) | null> {
  assertMay(actor, "read");
  const newest = await findNewestJudged(actor);
  return newest?.verdict ? { ...newest.verdict, runNumber: newest.number } : null;
}
