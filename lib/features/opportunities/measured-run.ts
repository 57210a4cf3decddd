import type { MeasuredSaving } from "#lib/features/roi/index.ts";
import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import { getRun, getRunMetrics } from "#lib/features/runs/server.ts";
import { findNewestRunNumber } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { Measurement } from "./measured.ts";

const BASELINE = "seasonal_naive";

/**
 * What the newest finished run measured: the WAPE, on its untouched folds, of the method that its selection folds put
 * first, and of seasonal naive. `saving` is the ROI page's, of the newest verdict. Null before a run has finished.
 */
export async function findMeasurement(
  actor: ProjectActor,
  saving: MeasuredSaving | null,
): Promise<Measurement | null> {
  const number = await findNewestRunNumber(actor);
  if (number === null) return null;
  const [run, metrics] = await Promise.all([getRun(actor, number), getRunMetrics(actor, number)]);
  const method = run.selection?.ranking[0]?.model ?? null;
  const wapeOf = (model: string | null) =>
    metrics.find((row) => row.model === model && row.scope === "test" && row.name === "wape")?.value ?? null;
  return {
    run: number,
    method: method === null ? null : MODEL_NAMES[method],
    wape: wapeOf(method),
    naiveWape: wapeOf(BASELINE),
    saving,
  };
}
