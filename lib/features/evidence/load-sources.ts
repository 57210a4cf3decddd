import { listDatasetVersions, listValidations } from "#lib/features/datasets/server.ts";
import { computeRoi, missingInputs } from "#lib/features/roi/index.ts";
import { getRoiCase, type RoiCase } from "#lib/features/roi/server.ts";
import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import { getRun, getRunMetrics, type RunMetric } from "#lib/features/runs/server.ts";
import type { VerdictDetail } from "#lib/features/verdict/index.ts";
import { findLatestVerdict, findNewestRunNumber, findPresentVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { runNumberOf } from "./change.ts";
import { measureOf } from "./measures.ts";
import type { RunSource, Sources, VersionSource } from "./sources.ts";
import type { Claim } from "./view.ts";

/**
 * What these claims are judged by, read through the features that own it, each of which keeps to the actor's workspace.
 * A stored verdict is taken as it is, never computed here: a canvas is read too often for that.
 */
export async function loadSources(
  actor: ProjectActor,
  claims: readonly Pick<Claim, "measure" | "pinnedTo">[],
  { now }: { now: number },
): Promise<Sources> {
  const [versions, newestNumber, roi] = await Promise.all([
    listDatasetVersions(actor),
    findNewestRunNumber(actor),
    getRoiCase(actor),
  ]);
  const validations = await listValidations(
    actor,
    versions.map((version) => version.id),
  );
  const numbers = new Set(newestNumber === null ? [] : [newestNumber]);
  for (const { measure, pinnedTo } of claims) {
    if (measure !== null && pinnedTo !== null && measureOf(measure).source === "run") {
      numbers.add(runNumberOf(pinnedTo));
    }
  }
  const runs = await Promise.all(
    [...numbers].map((number) =>
      loadRun(actor, { number, isNewest: number === newestNumber, versions, roi }),
    ),
  );
  return {
    now,
    currency: actor.currency,
    versions: versions.map((version) => ({ ...version, checks: validations.get(version.id) ?? null })),
    runs: runs.filter((run) => run !== null),
    roi: roi.savedAt === null ? null : roiSource(roi, roi.savedAt),
  };
}

function roiSource({ inputs, unitCosts }: RoiCase, savedAt: number): Sources["roi"] {
  return {
    savedAt,
    years: inputs.years,
    result: computeRoi(inputs, unitCosts),
    missing: missingInputs(inputs, unitCosts),
  };
}

const BASELINE = "seasonal_naive";

async function loadRun(
  actor: ProjectActor,
  {
    number,
    isNewest,
    versions,
    roi,
  }: {
    number: number;
    isNewest: boolean;
    versions: readonly Pick<VersionSource, "id" | "datasetId">[];
    roi: RoiCase;
  },
): Promise<RunSource | null> {
  const run = await getRun(actor, number).catch((error: unknown) => {
    // A run that a claim is pinned to may be gone; the claim then says so.
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (run?.status !== "succeeded" || run.finishedAt === null) return null;
  const [metrics, verdict] = await Promise.all([
    getRunMetrics(actor, number),
    isNewest ? findLatestVerdict(actor) : findPresentVerdict(actor, number),
  ]);
  const method = run.selection?.ranking[0]?.model ?? null;
  const version = versions.find((one) => one.id === run.data.versionId);
  return {
    number,
    finishedAt: run.finishedAt,
    version: { datasetId: version?.datasetId ?? "", name: run.data.name, number: run.data.number },
    method: method === null ? null : MODEL_NAMES[method],
    metrics: method === null ? {} : metricsOf(metrics, method),
    baseline: metricsOf(metrics, BASELINE),
    verdict: verdict && {
      kind: verdict.kind,
      computedAt: verdict.computedAt,
      cost: costOf(verdict.detail, method),
      baselineCost: costOf(verdict.detail, BASELINE),
      outdatedSince: outdatedSince(verdict, roi),
    },
  };
}

function metricsOf(metrics: readonly RunMetric[], model: string): Record<string, number | null> {
  return Object.fromEntries(
    metrics.flatMap((row) => (row.model === model && row.scope === "test" ? [[row.name, row.value]] : [])),
  );
}

/** Money on the untouched folds; null for a method that the verdict did not compare. */
function costOf(detail: VerdictDetail, model: string | null): number | null {
  const row = detail.costs.find((one) => one.model === model);
  return row ? row.short + row.over : null;
}

/** A verdict is of before when it was computed at other prices, or the ROI case was saved later. */
function outdatedSince(
  verdict: { computedAt: number; detail: VerdictDetail },
  { unitCosts, savedAt }: RoiCase,
): number | null {
  const { prices } = verdict.detail;
  const isSamePrice = unitCosts?.under === prices.under && unitCosts.over === prices.over;
  if (savedAt !== null && savedAt > verdict.computedAt) return savedAt;
  return isSamePrice ? null : verdict.computedAt;
}
