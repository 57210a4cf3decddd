import { createHash } from "node:crypto";
import type { Panel } from "#lib/forecast/index.ts";
import { db } from "#lib/platform/db.ts";
import { type LabelKind, LEFT_OUT_KINDS, type MaskedKind } from "./kinds.ts";
import { type LabelSpan, maskRows, rowsUnder } from "./mask.ts";
import { withPromotions } from "./promotion.ts";
import { LabelSetSchema } from "./schema.ts";

/** What a run asks of the labels. */
export interface LabelUse {
  /** Kinds whose periods are missing in what the models learn from. */
  mask: MaskedKind[];
  /** Whether promotion labels are an input that is known ahead. */
  promotions: boolean;
}

/** Which labels a run used, and how. */
export interface UsedLabels extends LabelUse {
  /** Of the `LabelSet` that holds them. */
  digest: string;
  /** By kind, those that the run uses in one way or another. */
  counts: Partial<Record<LabelKind, number>>;
  /** Kinds whose periods are left out of errors and costs. */
  leftOut: LabelKind[];
  /** SHA-256 of the labels of these kinds alone: runs with the same leave the same periods out. Null where there are none. */
  leftOutDigest: string | null;
}

/**
 * Freezes the labels that a run uses under a digest, so that the run can be repeated whatever becomes of them. Null
 * when there are none that would change anything.
 */
export async function freezeLabels(options: {
  workspaceId: string;
  datasetId: string;
  use: LabelUse;
}): Promise<UsedLabels | null> {
  const { workspaceId, datasetId, use } = options;
  const kinds: LabelKind[] = [
    ...new Set<LabelKind>([
      ...use.mask,
      ...LEFT_OUT_KINDS,
      ...(use.promotions ? ["promotion" as const] : []),
    ]),
  ].sort();
  const rows = await db().label.findMany({
    where: { workspaceId, datasetId, state: "active", kind: { in: kinds } },
    select: { kind: true, seriesId: true, fromTime: true, untilTime: true },
  });
  if (rows.length === 0) return null;
  const text = ({ kind, seriesId, fromTime, untilTime }: LabelSpan) =>
    JSON.stringify([kind, seriesId, fromTime, untilTime]);
  const labels = rows.sort((a, b) => (text(a) < text(b) ? -1 : 1));
  const digestOf = (some: readonly LabelSpan[]) =>
    createHash("sha256").update(some.map(text).join("\n")).digest("hex");
  const digest = digestOf(labels);
  const leftOut = labels.filter(({ kind }) => (LEFT_OUT_KINDS as readonly LabelKind[]).includes(kind));
  await db().labelSet.createMany({
    data: [{ workspaceId, digest, labels: labels.map((label) => ({ ...label })) }],
    skipDuplicates: true,
  });
  const counts: Partial<Record<LabelKind, number>> = {};
  for (const { kind } of labels) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    ...{ digest, counts, mask: use.mask, promotions: use.promotions },
    leftOut: [...LEFT_OUT_KINDS],
    leftOutDigest: leftOut.length > 0 ? digestOf(leftOut) : null,
  };
}

/** @throws when the set is not there: a run that used it refers to it for good. */
async function readLabelSet(workspaceId: string, digest: string): Promise<LabelSpan[]> {
  const row = await db().labelSet.findUniqueOrThrow({
    where: { workspaceId_digest: { workspaceId, digest } },
    select: { labels: true },
  });
  return LabelSetSchema.parse(row.labels);
}

/**
 * The data as a run's labels leave them. `learn`: what models may learn from, with promotions as an input up to
 * `untilPosition` where the run asks for it. `compare`: what errors and costs are measured on.
 */
export async function labelledPanel(options: {
  workspaceId: string;
  panel: Panel;
  used: UsedLabels | null;
  part: "learn" | "compare";
  untilPosition: number;
}): Promise<Panel> {
  const { workspaceId, panel, used, part, untilPosition } = options;
  if (!used) return panel;
  const labels = await readLabelSet(workspaceId, used.digest);
  const masked = maskRows(panel, rowsUnder(panel, labels, part === "learn" ? used.mask : used.leftOut));
  return part === "learn" && used.promotions ? withPromotions(masked, labels, untilPosition) : masked;
}
