import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { addSteps } from "#lib/forecast/index.ts";
import { db } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { loadPanel } from "../panel.ts";
import { getDatasetVersion } from "../versions.ts";
import { DETECTOR_KEYS, type Detector } from "./detectors.ts";
import { findingsOf } from "./found.ts";
import type { LabelKind } from "./kinds.ts";
import { propose } from "./propose.ts";
import { labelledDataset, labelViews } from "./repository.ts";
import { MOST_AT_ONCE, MOST_LABELS } from "./schema.ts";
import type { LabelView, Proposals } from "./view.ts";

const SPAN = { kind: true, state: true, seriesId: true, fromTime: true, untilTime: true } as const;

/** A dataset's labels by time; those that were removed or rejected only when asked for. */
export async function listLabels(
  actor: ProjectActor,
  options: { datasetId: string; alsoPast?: boolean; limit?: number; before?: string | null },
): Promise<LabelView[]> {
  assertMay(actor, "read");
  const { datasetId, alsoPast = false, limit = MOST_LABELS, before = null } = options;
  const dataset = await labelledDataset(db(), actor, datasetId);
  const { workspaceId } = actor;
  const rows = await db().label.findMany({
    where: {
      ...{ workspaceId, datasetId },
      ...(alsoPast ? {} : { state: "active" }),
      ...(before === null ? {} : { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return labelViews(rows, dataset.frequency);
}

const ProposeSchema = z.strictObject({
  detectors: z
    .array(z.enum(DETECTOR_KEYS))
    .min(1)
    .default([...DETECTOR_KEYS]),
  /** Of each detector, the strangest. */
  limit: z.int().min(1).max(MOST_AT_ONCE).default(100),
});

/** What the detectors find in a version and nobody has answered yet. */
export async function proposeLabels(
  actor: ProjectActor,
  versionId: string,
  input: unknown = {},
): Promise<Proposals> {
  const { detectors, limit } = parseInput(ProposeSchema, input);
  assertMay(actor, "read");
  const { workspaceId } = actor;
  const { id, datasetId } = await getDatasetVersion(actor, versionId);
  const [panel, rows] = await Promise.all([
    loadPanel({ workspaceId, versionId: id }),
    db().label.findMany({ where: { workspaceId, datasetId, state: { not: "removed" } }, select: SPAN }),
  ]);
  const found = propose({
    ...{ panel, findings: await findingsOf(id, panel) },
    active: rows.filter(({ state }) => state === "active"),
    rejected: rows.filter(({ state }) => state === "rejected"),
    detectors,
  });
  const counts = Object.fromEntries(DETECTOR_KEYS.map((key) => [key, 0])) as Record<Detector, number>;
  const items = found.filter(({ detector }) => {
    counts[detector] += 1;
    return counts[detector] <= limit;
  });
  return {
    counts,
    items: items.map((item) => ({ ...item, toTime: addSteps(item.untilTime, -1, panel.frequency) })),
  };
}

/** How many labels of each kind a dataset has. */
export async function countLabels(
  actor: ProjectActor,
  datasetIds: readonly string[],
): Promise<Map<string, Partial<Record<LabelKind, number>>>> {
  assertMay(actor, "read");
  const { workspaceId, projectId } = actor;
  const groups = await db().label.groupBy({
    by: ["datasetId", "kind"],
    where: { workspaceId, projectId, datasetId: { in: [...datasetIds] }, state: "active" },
    _count: true,
  });
  const counts = new Map<string, Partial<Record<LabelKind, number>>>();
  for (const { datasetId, kind, _count } of groups)
    counts.set(datasetId, { ...counts.get(datasetId), [kind]: _count });
  return counts;
}
