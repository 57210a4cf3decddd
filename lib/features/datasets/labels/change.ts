import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { addSteps } from "#lib/forecast/index.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Label } from "#lib/platform/prisma/client.ts";
import type { LabelState } from "#lib/platform/prisma/enums.ts";
import { loadPanel } from "../panel.ts";
import { LABEL_WORDS, type LabelKind } from "./kinds.ts";
import { type LabelledDataset, labelledDataset, labelViews, lockDataset } from "./repository.ts";
import { AddLabelsSchema, LabelIdsSchema, MOST_LABELS } from "./schema.ts";
import type { LabelView } from "./view.ts";

/**
 * Adds labels, or keeps them as rejected proposals. One that is there already with this kind, series and stretch is not
 * made twice: it gets this answer. All or none.
 * @throws AppError `invalid_input` for a series that the dataset's newest version does not have; `conflict` when full.
 */
export async function addLabels(
  actor: ProjectActor,
  datasetId: string,
  input: unknown,
): Promise<LabelView[]> {
  const { answer, labels } = parseInput(AddLabelsSchema, input);
  assertMay(actor, "edit_data_and_runs");
  const dataset = await labelledDataset(db(), actor, datasetId);
  await assertSeries(
    actor,
    dataset,
    labels.map(({ seriesId }) => seriesId),
  );
  const { workspaceId, projectId, userId } = actor;
  const state: LabelState = answer === "accept" ? "active" : "rejected";
  const rows = await transaction(async (tx) => {
    await lockDataset(tx, dataset.id);
    await assertRoom(tx, actor, dataset, labels.length);
    const written: Label[] = [];
    for (const { toTime, ...label } of labels) {
      const untilTime = addSteps(toTime, 1, dataset.frequency);
      const { kind, seriesId, fromTime } = label;
      const there = await tx.label.findFirst({
        where: { workspaceId, datasetId, kind, seriesId, fromTime, untilTime },
      });
      if (!there) {
        const data = { workspaceId, projectId, datasetId, state, ...label, untilTime, createdById: userId };
        written.push(await tx.label.create({ data }));
      } else if (there.state === state) written.push(there);
      else {
        const data = { state, text: label.text || there.text, changedById: userId, changedAt: new Date() };
        written.push(await tx.label.update({ where: { id: there.id, workspaceId }, data }));
      }
    }
    await audit(tx, actor, {
      dataset,
      action: answer === "accept" ? "label.added" : "label.rejected",
      rows: written,
    });
    return written;
  });
  return labelViews(rows, dataset.frequency);
}

/** Takes labels away; they can be restored. Ids that are not there, or are away already, are left out of the answer. */
export function removeLabels(actor: ProjectActor, datasetId: string, input: unknown): Promise<LabelView[]> {
  return change(actor, datasetId, input, { from: ["active"], to: "removed", action: "label.removed" });
}

/** Undoes a removal, or a rejection of a proposal, which makes it a label. */
export function restoreLabels(actor: ProjectActor, datasetId: string, input: unknown): Promise<LabelView[]> {
  const from: LabelState[] = ["removed", "rejected"];
  return change(actor, datasetId, input, { from, to: "active", action: "label.restored" });
}

async function change(
  actor: ProjectActor,
  datasetId: string,
  input: unknown,
  move: { from: LabelState[]; to: LabelState; action: "label.removed" | "label.restored" },
): Promise<LabelView[]> {
  const { ids } = parseInput(LabelIdsSchema, input);
  assertMay(actor, "edit_data_and_runs");
  const dataset = await labelledDataset(db(), actor, datasetId);
  const { workspaceId, userId } = actor;
  const rows = await transaction(async (tx) => {
    await lockDataset(tx, dataset.id);
    const where = { id: { in: ids }, workspaceId, datasetId, state: { in: move.from } };
    const found = await tx.label.findMany({ where, select: { id: true } });
    if (found.length === 0) return [];
    if (move.to === "active") await assertRoom(tx, actor, dataset, found.length);
    await tx.label.updateMany({
      where,
      data: { state: move.to, changedById: userId, changedAt: new Date() },
    });
    const changed = await tx.label.findMany({
      where: { id: { in: found.map(({ id }) => id) }, workspaceId },
      orderBy: { fromTime: "asc" },
    });
    await audit(tx, actor, { dataset, action: move.action, rows: changed });
    return changed;
  });
  return labelViews(rows, dataset.frequency);
}

async function assertSeries(
  { workspaceId }: ProjectActor,
  { versionId }: LabelledDataset,
  named: readonly (string | null)[],
): Promise<void> {
  if (named.every((id) => id === null)) return;
  const panel = await loadPanel({ workspaceId, versionId });
  const ids = new Set(panel.ids);
  const unknown = named.find((id) => id !== null && !ids.has(id));
  if (unknown === undefined) return;
  throw new AppError("invalid_input", {
    detail: `There is no series "${String(unknown).slice(0, 80)}" in the newest version of this dataset. Nothing was labelled.`,
    fields: { seriesId: "There is no such series in the newest version." },
  });
}

async function assertRoom(
  tx: Tx,
  { workspaceId }: ProjectActor,
  { id: datasetId }: LabelledDataset,
  more: number,
): Promise<void> {
  const there = await tx.label.count({ where: { workspaceId, datasetId, state: { not: "removed" } } });
  if (there + more <= MOST_LABELS) return;
  throw new AppError("conflict", {
    detail: `A dataset keeps ${MOST_LABELS.toLocaleString("en")} labels at most, and has ${there.toLocaleString("en")}. Remove some first, or mark longer stretches.`,
  });
}

async function audit(
  tx: Tx,
  { workspaceId, projectId, userId }: ProjectActor,
  options: {
    dataset: LabelledDataset;
    action: "label.added" | "label.rejected" | "label.removed" | "label.restored";
    rows: readonly Label[];
  },
): Promise<void> {
  const { dataset, action, rows } = options;
  const counts = new Map<LabelKind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts].map(([kind, count]) => `${count} × ${LABEL_WORDS[kind].name.toLowerCase()}`);
  await recordAudit(tx, {
    ...{ workspaceId, projectId, actorId: userId, action, ref: dataset.id },
    detail: { name: dataset.name, labels: kinds.join(", ") },
  });
}
