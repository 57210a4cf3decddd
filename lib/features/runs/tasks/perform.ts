import {
  checkPanel,
  ForecastError,
  futureFold,
  planFolds,
  seenIndexOf,
  truncatePanel,
} from "#lib/forecast/index.ts";
import type { Panel, Progress } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { familyOfChoice, getReport } from "../auto/artifacts.ts";
import { blend, calibrate, choose, forecastPart, planAuto, tryMethods } from "../auto/perform.ts";
import { checkLeakage } from "../checks.ts";
import { finalForecastKeys, planTasks, type TaskInput } from "../graph.ts";
import { MODEL_NAMES } from "../names.ts";
import type { PanelPart } from "../run-panel.ts";
import { type RunPlan, RunPlanSchema, StoredSpecSchema } from "../schema.ts";
import { scopeName } from "../sealed.ts";
import { readForecasts, storeArtifact, storeForecast } from "./artifacts.ts";
import type { TaskOutcome } from "./end.ts";
import type { HeldTask, LossPoint } from "./lease.ts";
import { foldWords, noNetworkOutcome, trainedOutcome } from "./outcome.ts";
import { firstFoldOf, foldOf, type Tools, type Work } from "./work.ts";

/** Does what a held task asks for, without touching its row: the caller completes it, if it still may. */
export async function performTask(
  task: HeldTask,
  options: { tools: Tools; signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<TaskOutcome> {
  const run = await db().run.findUniqueOrThrow({
    where: { id: task.runId },
    select: { spec: true, plan: true, datasetVersionId: true, replayOfId: true },
  });
  const { tools } = options;
  const spec = StoredSpecSchema.parse(run.spec);
  const { workspaceId } = task;
  const data = await tools.loadData({
    workspaceId,
    versionId: run.datasetVersionId,
    spec,
    part: partFor(task.input),
  });
  const work: Work = {
    task,
    spec,
    plan: run.plan === null ? null : RunPlanSchema.parse(run.plan),
    replayOfId: run.replayOfId,
    data,
    tools,
    signal: options.signal,
    onProgress: options.onProgress,
  };
  const from = tools.clock();
  const outcome = await perform(work, task.input);
  const seconds = ((tools.clock() - from) / 1_000).toFixed(1);
  const [first, ...rest] = outcome.logs;
  return { ...outcome, logs: first ? [{ ...first, text: `${first.text}, ${seconds} s` }, ...rest] : [] };
}

/** Folds are planned on the data as they are; errors are measured without what labels leave out. */
function partFor({ kind }: TaskInput): PanelPart {
  if (kind === "prepare") return "plan";
  return kind === "select" || kind === "score" ? "compare" : "learn";
}

function perform(work: Work, input: TaskInput): Promise<TaskOutcome> {
  switch (input.kind) {
    case "prepare":
      return prepare(work);
    case "local":
      return local(work, input);
    case "network":
      return network(work, input);
    case "combine":
      return combine(work, input.fold);
    case "auto_calibrate":
      return calibrate(work);
    case "auto_plan":
      return planAuto(work);
    case "auto_try":
      return tryMethods(work, input.lane);
    case "auto_choose":
      return choose(work);
    case "auto_part":
      return forecastPart(work, input);
    case "auto_blend":
      return blend(work, input.fold);
    case "select":
      return select(work);
    case "score":
      return score(work);
  }
}

async function prepare({ data, spec, onProgress }: Work): Promise<TaskOutcome> {
  const { panel } = data;
  checkPanel(panel);
  onProgress({ fraction: 0.5, message: "checking for leakage" });
  const folds = planFolds(panel, spec);
  const future = futureFold(panel, spec);
  const checks = checkLeakage(panel, spec, folds);
  const plan: RunPlan = {
    folds,
    future,
    seriesCount: panel.ids.length,
    periods: panel.times.length,
    cutoffTimes: [...folds, future].map((fold) => panel.times[seenIndexOf(fold, spec)] ?? 0),
    checks,
  };
  return {
    artifacts: [],
    run: { plan },
    logs: [
      { level: "info", text: `Loaded ${panel.ids.length} series × ${panel.times.length} periods` },
      ...checks.map((check) => ({
        level: check.state === "warning" ? ("warn" as const) : ("info" as const),
        text: `${check.name}: ${check.detail}`,
      })),
    ],
  };
}

async function local(work: Work, input: Extract<TaskInput, { kind: "local" }>): Promise<TaskOutcome> {
  const { task, spec, plan, data, tools, signal, onProgress } = work;
  const { workspaceId } = task;
  const fold = foldOf(plan, input.fold);
  const { forecast } = await tools.trainer.run<"local">(
    {
      ...{ kind: "local", spec, model: input.model, fold, firstFold: firstFoldOf(plan) },
      ...{ from: input.from, to: input.to },
    },
    { data, signal, onProgress },
  );
  return trainedOutcome({ workspaceId, input, spec, fold, forecast, curve: [], runtime: null });
}

async function network(work: Work, input: Extract<TaskInput, { kind: "network" }>): Promise<TaskOutcome> {
  const { task, spec, plan, data, tools, signal, onProgress } = work;
  const { workspaceId } = task;
  const fold = foldOf(plan, input.fold);
  const curve: LossPoint[] = [];
  try {
    const { forecast, runtime, model } = await tools.trainer.run<"network">(
      { kind: "network", spec, fold, firstFold: firstFoldOf(plan), member: input.member },
      {
        data,
        signal,
        onProgress: (progress) => {
          const { loss } = progress;
          if (loss) curve.push([loss.step, loss.training, loss.validation]);
          onProgress(progress);
        },
      },
    );
    const outcome = await trainedOutcome({ workspaceId, input, spec, fold, forecast, curve, runtime });
    if (!model) return outcome;
    const kept = await storeArtifact({ workspaceId, kind: "model", bytes: model });
    return { ...outcome, artifacts: [...outcome.artifacts, kept] };
  } catch (error) {
    if (!(error instanceof ForecastError) || error.code !== "too_short") throw error;
    const seriesCount = data.panel.ids.length;
    return noNetworkOutcome({ workspaceId, spec, fold, seriesCount, detail: error.detail });
  }
}

async function combine(work: Work, fold: number): Promise<TaskOutcome> {
  const { task, spec, plan, tools, signal, onProgress } = work;
  const keys =
    planTasks(spec, work.data.panel.ids.length).find((each) => each.key === task.key)?.dependsOn ?? [];
  const members = await readForecasts(task, keys);
  const { forecast } = await tools.trainer.run<"combine">(
    { kind: "combine", members },
    { data: null, signal, onProgress },
  );
  const title = `Network, ${foldWords(foldOf(plan, fold))}: ${members.length === 1 ? "its one member" : `${members.length} members combined`}`;
  return {
    artifacts: [await storeForecast(task.workspaceId, forecast)],
    logs: [{ level: "info", text: title }],
  };
}

async function select(work: Work): Promise<TaskOutcome> {
  const { task, spec, plan, data, tools, signal, onProgress } = work;
  if (!plan) throw new Error("The run has no plan.");
  const folds = plan.folds.filter((fold) => fold.role === "selection");
  const keys = finalForecastKeys(spec, plan.seriesCount, new Set(folds.map((fold) => fold.fold)));
  const forecasts = await readForecasts(task, keys);
  // Cut where the last selection fold ends: choosing cannot read what it does not have.
  const end = Math.max(...folds.map((fold) => fold.cutoffIndex)) + spec.horizonSteps;
  const seen: Panel = truncatePanel(data.panel, end);
  const chosen = spec.models.includes("auto") ? await getReport(task) : null;
  const families = chosen ? { auto: familyOfChoice(chosen) } : {};
  const { selection } = await tools.trainer.run<"select">(
    { kind: "select", spec, folds, forecasts, families },
    { data: { key: `${data.key}/until-${end}`, panel: seen }, signal, onProgress },
  );
  const names = [selection.bestBaseline, selection.bestStatistical, selection.bestNetwork]
    .filter((model) => model !== null)
    .map((model) => MODEL_NAMES[model]);
  const result: Prisma.InputJsonObject = {
    selection: {
      ...selection,
      // JSON has no NaN: a model without a defined value has null.
      ranking: selection.ranking.map((entry) => ({
        ...entry,
        value: Number.isFinite(entry.value) ? entry.value : null,
      })),
    },
  };
  return {
    artifacts: [],
    run: { result },
    logs: [
      {
        level: "info",
        text: `Selected on ${folds.length} folds by ${selection.criterion}: ${names.join(", ")}`,
      },
    ],
  };
}

async function score(work: Work): Promise<TaskOutcome> {
  const { task, spec, plan, data, tools, signal, onProgress } = work;
  if (!plan) throw new Error("The run has no plan.");
  const keys = finalForecastKeys(spec, plan.seriesCount, new Set(plan.folds.map((fold) => fold.fold)));
  const forecasts = await readForecasts(task, keys);
  const { rows, droppedSteps, perSeries, breakdown } = await tools.trainer.run<"score">(
    { kind: "score", spec, folds: plan.folds, forecasts },
    { data, signal, onProgress },
  );
  const metrics = rows.flatMap(({ model, scope, n, ...values }) =>
    Object.entries(values).map(([name, value]) => ({
      model,
      scope: scopeName(scope, { sealed: spec.sealed, folds: plan.folds }),
      name,
      value: Number.isFinite(value) ? value : null,
      count: n,
    })),
  );
  const { workspaceId } = task;
  const dropped =
    droppedSteps > 0
      ? [
          {
            level: "warn" as const,
            text: `${droppedSteps} known values were not scored, because a model had no forecast there`,
          },
        ]
      : [];
  return {
    artifacts: [
      await storeArtifact({ workspaceId, kind: "scores", bytes: perSeries, detail: { droppedSteps } }),
      await storeArtifact({
        workspaceId,
        kind: "breakdown",
        bytes: new TextEncoder().encode(JSON.stringify(breakdown)),
      }),
    ],
    metrics,
    logs: [
      { level: "info", text: `Scored ${forecasts.length} forecasts on ${plan.folds.length} folds` },
      ...dropped,
    ],
  };
}
