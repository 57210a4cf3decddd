import { type BacktestSpec, type Fold, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { type EncodedForecast, encodeForecast } from "../codec.ts";
import type { TaskInput } from "../graph.ts";
import { MODEL_NAMES } from "../names.ts";
import type { Runtime } from "../trainer.ts";
import { storeArtifact, storeForecast } from "./artifacts.ts";
import type { LogLine, StoredArtifact, TaskOutcome } from "./end.ts";
import type { LossPoint } from "./lease.ts";

/** A task that trains a model and forecasts with it; the others choose, combine and score. */
export type TrainedInput = Extract<TaskInput, { kind: "local" | "network" }>;

export const foldWords = (fold: Fold): string =>
  fold.role === "future" ? "future" : `fold ${fold.fold + 1}`;

function titleOf(input: TrainedInput, fold: Fold, spec: BacktestSpec): string {
  return input.kind === "local"
    ? `${MODEL_NAMES[input.model]}, ${foldWords(fold)}: ${input.to - input.from} series`
    : `Network, ${foldWords(fold)}, member ${input.member + 1}: ${spec.network.trainingSteps} steps`;
}

/** What a training task leaves behind, wherever its forecast was computed. */
export async function trainedOutcome(options: {
  workspaceId: string;
  input: TrainedInput;
  spec: BacktestSpec;
  fold: Fold;
  forecast: EncodedForecast;
  curve: readonly LossPoint[];
  runtime: Runtime | null;
}): Promise<TaskOutcome> {
  const { workspaceId, input, spec, fold, forecast, curve, runtime } = options;
  const artifacts: StoredArtifact[] = [await storeForecast(workspaceId, forecast)];
  if (curve.length > 0) {
    const table = { columns: ["step", "training", "validation"], points: curve };
    const bytes = new TextEncoder().encode(JSON.stringify(table));
    artifacts.push(await storeArtifact({ workspaceId, kind: "loss_curve", bytes }));
  }
  const logs: LogLine[] = [
    { level: "info", text: titleOf(input, fold, spec) },
    ...forecast.meta.notes.map((text) => ({ level: "warn" as const, text })),
  ];
  return {
    artifacts,
    logs,
    ...(curve.length > 0 && { lossCurve: curve }),
    ...(runtime && { run: { runtime } }),
  };
}

/** Too little history for a network says something about the data, not about the run: the other models stand. */
export async function noNetworkOutcome(options: {
  workspaceId: string;
  spec: BacktestSpec;
  fold: Fold;
  seriesCount: number;
  detail: string;
}): Promise<TaskOutcome> {
  const { workspaceId, spec, fold, seriesCount, detail } = options;
  const forecast = await encodeForecast({
    model: "network",
    fold: fold.fold,
    cutoffIndex: fold.cutoffIndex,
    horizonSteps: spec.horizonSteps,
    seriesIndexes: Int32Array.from({ length: seriesCount }, (_, series) => series),
    quantiles: new Float32Array(seriesCount * spec.horizonSteps * QUANTILE_LEVELS.length).fill(Number.NaN),
    notes: [detail],
  });
  return {
    artifacts: [await storeForecast(workspaceId, forecast)],
    logs: [{ level: "warn", text: `Network, ${foldWords(fold)}: no forecast. ${detail}` }],
  };
}
