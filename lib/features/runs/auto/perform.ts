import type { Progress } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import { AUTO_KEYS, autoLaneKeys, FUTURE_FOLD, type TaskInput } from "../graph.ts";
import { candidateName } from "../names.ts";
import { storeForecast } from "../tasks/artifacts.ts";
import type { TaskOutcome } from "../tasks/end.ts";
import type { LossPoint } from "../tasks/lease.ts";
import { foldWords } from "../tasks/outcome.ts";
import { firstFoldOf, foldOf, type Work } from "../tasks/work.ts";
import { findReport, getCosts, getPlan, getReport, readLanes, storeJson } from "./artifacts.ts";
import { counted, laneOutcome, partText, tryText } from "./lane-outcome.ts";
import type { ChosenReport } from "./schema.ts";
import { choiceWords } from "./words.ts";

/** Times what may suit the data. A repetition needs no times: its plan is there already. */
export async function calibrate(work: Work): Promise<TaskOutcome> {
  const { task, spec, plan, data, tools, signal, onProgress, replayOfId } = work;
  const threads = tools.trainer.size ?? 1;
  if (replayOfId) {
    return {
      artifacts: [await storeJson(task.workspaceId, "auto_costs", { costs: [], threads })],
      logs: [{ level: "info", text: "The plan of the run that this one repeats is taken" }],
    };
  }
  const { costs, runtime } = await tools.trainer.run<"auto_calibrate">(
    { kind: "auto_calibrate", spec, firstFold: firstFoldOf(plan) },
    { data, signal, onProgress },
  );
  return {
    artifacts: [await storeJson(task.workspaceId, "auto_costs", { costs, threads })],
    logs: [{ level: "info", text: `${counted(costs.length, "method")} timed` }],
    ...(runtime && { run: { runtime } }),
  };
}

/** The budget as a plan of steps, stored before anything follows from it. */
export async function planAuto(work: Work): Promise<TaskOutcome> {
  const { task, spec, plan: run, data, tools, signal, onProgress, replayOfId } = work;
  const { workspaceId } = task;
  const { costs, threads } = await getCosts(task);
  const original = replayOfId ? await findReport({ runId: replayOfId, workspaceId }) : null;
  if (original) {
    const { plan, left } = original.report;
    return {
      artifacts: [await storeJson(workspaceId, "auto_plan", { plan, left, threads, isRepeated: true })],
      logs: [{ level: "info", text: `Plan: ${counted(plan.candidates.length, "method")}, as before` }],
    };
  }
  const { plan, left } = await tools.trainer.run<"auto_plan">(
    {
      kind: "auto_plan",
      spec,
      firstFold: firstFoldOf(run),
      costs,
      threads,
      spentMs: await durationOf(task.runId, AUTO_KEYS.calibrate),
    },
    { data, signal, onProgress },
  );
  const stored = { plan, left, threads, isRepeated: false };
  const without = left.length > 0 ? `; no time for ${left.map(candidateName).join(", ")}` : "";
  const text = `Plan: ${counted(plan.candidates.length, "method")} on ${counted(plan.folds, "past period")} of ${counted(plan.sampledSeries, "series").replace("seriess", "series")}${without}`;
  return {
    artifacts: [await storeJson(workspaceId, "auto_plan", stored)],
    logs: [{ level: "info", text }],
  };
}

/** Keeps the curve of the network that trains now: one lane trains several, one after the other. */
function watchCurve(onProgress: (progress: Progress) => void) {
  let curve: LossPoint[] = [];
  return {
    curve: () => curve,
    onProgress: (progress: Progress) => {
      const { loss } = progress;
      if (loss) {
        if (loss.step <= (curve.at(-1)?.[0] ?? 0)) curve = [];
        curve.push([loss.step, loss.training, loss.validation]);
      }
      onProgress(progress);
    },
  };
}

export async function tryMethods(work: Work, lane: number): Promise<TaskOutcome> {
  const { task, spec, plan: run, data, tools, signal, onProgress } = work;
  const { plan } = await getPlan(task);
  const watch = watchCurve(onProgress);
  const { runtime, ...answer } = await tools.trainer.run<"auto_try">(
    { kind: "auto_try", spec, firstFold: firstFoldOf(run), plan, lane },
    { data, signal, onProgress: watch.onProgress },
  );
  const { workspaceId } = task;
  return laneOutcome({ workspaceId, answer, curve: watch.curve(), runtime, text: tryText(lane, answer) });
}

/** Reads what was tried and chooses; the report stands on the run's page. */
export async function choose(work: Work): Promise<TaskOutcome> {
  const { task, spec, plan: run, data, tools, signal, onProgress } = work;
  const { plan, left, threads, isRepeated } = await getPlan(task);
  const answers = await readLanes(task, autoLaneKeys());
  const spentMs = isRepeated ? 0 : await durationOf(task.runId, AUTO_KEYS.calibrate);
  const chosen = await tools.trainer.run<"auto_choose">(
    {
      ...{ kind: "auto_choose", spec, firstFold: firstFoldOf(run), plan, left, answers },
      budget: isRepeated ? null : { threads, spentMs },
    },
    { data, signal, onProgress },
  );
  return {
    artifacts: [await storeJson(task.workspaceId, "auto_report", chosen as ChosenReport)],
    logs: [{ level: "info", text: choiceWords(chosen.report, chosen.blend.shares) }],
  };
}

async function durationOf(runId: string, key: string): Promise<number> {
  const { startedAt, finishedAt } = await db().runTask.findUniqueOrThrow({
    where: { runId_key: { runId, key } },
    select: { startedAt: true, finishedAt: true },
  });
  return (finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? finishedAt?.getTime() ?? 0);
}

export async function forecastPart(
  work: Work,
  input: Extract<TaskInput, { kind: "auto_part" }>,
): Promise<TaskOutcome> {
  const { task, spec, plan: run, data, tools, signal, onProgress } = work;
  const { blend: own, report } = await getReport(task);
  const fold = foldOf(run, input.fold);
  const watch = watchCurve(onProgress);
  const { runtime, ...answer } = await tools.trainer.run<"auto_part">(
    {
      ...{ kind: "auto_part", spec, firstFold: firstFoldOf(run), plan: report.plan, blend: own },
      ...{ fold, lane: input.lane },
    },
    { data, signal, onProgress: watch.onProgress },
  );
  const text = partText(foldWords(fold), input.lane, answer);
  return laneOutcome({ workspaceId: task.workspaceId, answer, curve: watch.curve(), runtime, text });
}

export async function blend(work: Work, number: number): Promise<TaskOutcome> {
  const { task, spec, plan: run, data, tools, signal, onProgress } = work;
  const { blend: own, report } = await getReport(task);
  const fold = foldOf(run, number);
  const answers = await readLanes(task, autoLaneKeys(number === FUTURE_FOLD ? FUTURE_FOLD : number));
  const { forecast } = await tools.trainer.run<"auto_blend">(
    { kind: "auto_blend", spec, firstFold: firstFoldOf(run), plan: report.plan, blend: own, fold, answers },
    { data, signal, onProgress },
  );
  return {
    artifacts: [await storeForecast(task.workspaceId, forecast)],
    logs: [
      { level: "info", text: `Forecanvas's choice, ${foldWords(fold)}: its members blended` },
      ...forecast.meta.notes.map((text) => ({ level: "warn" as const, text })),
    ],
  };
}
