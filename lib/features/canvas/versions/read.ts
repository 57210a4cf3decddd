import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { SnapshotReason } from "#lib/platform/prisma/enums.ts";
import { type BlockProjection, projectDocument } from "../document/project.ts";
import { getCanvasPage, namesIn } from "../read.ts";
import { listMemberNames } from "../repository.ts";
import { documentOf } from "./bring.ts";
import { parseContent } from "./content.ts";
import { type BlockDifference, differenceOf } from "./difference.ts";
import { findSnapshot, listSnapshots, type SnapshotRow } from "./repository.ts";
import { DifferenceSchema, SnapshotNumberSchema, type SnapshotRef } from "./schema.ts";

/** A version of the canvas, without what it says. */
export interface Snapshot {
  number: number;
  name: string;
  reason: SnapshotReason;
  ref: string | null;
  takenBy: string | null;
  /** Milliseconds since 1970, UTC. */
  at: number;
}

/** The newest first; `before` is the number of the last one that was read. */
export async function getSnapshots(
  actor: ProjectActor,
  options: { before: number | null; limit: number },
): Promise<Snapshot[]> {
  assertMay(actor, "read");
  const rows = await listSnapshots(actor, options);
  const names = await namesOf(
    db(),
    rows.map((row) => row.takenById),
  );
  return rows.map((row) => toSnapshot(row, names));
}

function toSnapshot(row: SnapshotRow, names: ReadonlyMap<string, string>): Snapshot {
  const { number, name, reason, ref, takenById, at } = row;
  return { number, name, reason, ref, takenBy: names.get(takenById) ?? null, at: at.getTime() };
}

/** One version with all that it says. @throws AppError `not_found`, also for a version of elsewhere. */
export async function getSnapshot(
  actor: ProjectActor,
  input: unknown,
): Promise<Snapshot & { blocks: BlockProjection[]; names: Record<string, string> }> {
  assertMay(actor, "read");
  const number = parseInput(SnapshotNumberSchema, input);
  const row = await findSnapshot(db(), actor, number);
  if (!row) throw new AppError("not_found", { detail: `The canvas has no version ${number}.` });
  const blocks = projectDocument(documentOf(parseContent(row.content)));
  const [names, takers] = await Promise.all([
    listMemberNames(actor.workspaceId).then((members) => namesIn(blocks, members)),
    namesOf(db(), [row.takenById]),
  ]);
  return { ...toSnapshot(row, takers), blocks, names };
}

export interface Difference {
  from: SnapshotRef;
  to: SnapshotRef;
  blocks: BlockDifference[];
}

/** What differs between two versions, or a version and now. @throws AppError `invalid_input`, `not_found`. */
export async function getDifference(actor: ProjectActor, input: unknown): Promise<Difference> {
  assertMay(actor, "read");
  const { from, to } = parseInput(DifferenceSchema, input);
  const read = (ref: SnapshotRef) => (ref === "now" ? getCanvasPage(actor) : getSnapshot(actor, ref));
  const [before, after] = await Promise.all([read(from), read(to)]);
  const context = { currency: actor.currency, names: { ...before.names, ...after.names } };
  return { from, to, blocks: differenceOf(before.blocks, after.blocks, context) };
}
