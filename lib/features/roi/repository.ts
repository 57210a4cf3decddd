import { db, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { RoiInputs } from "./inputs.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
  userId: string;
}

/** The one case of a project for now; others will stand beside it under names of their own. */
const BASE = "Base";

export function findBaseCase(scope: Pick<Scope, "workspaceId" | "projectId">) {
  return db().roiCase.findFirst({
    where: { workspaceId: scope.workspaceId, projectId: scope.projectId, isBase: true },
    select: { inputs: true, updatedAt: true },
  });
}

/** The case's row, made if absent, and locked until the transaction ends. */
export async function lockBaseCase(
  tx: Tx,
  scope: Scope,
  inputs: RoiInputs,
): Promise<{ id: string; inputs: unknown }> {
  const { workspaceId, projectId } = scope;
  const projects = await tx.project.count({ where: { id: projectId, workspaceId } });
  if (projects === 0) throw new AppError("not_found");
  await tx.roiCase.createMany({
    data: [{ workspaceId, projectId, name: BASE, isBase: true, inputs }],
    skipDuplicates: true,
  });
  const rows = await tx.$queryRaw<{ id: string; inputs: unknown }[]>`
    SELECT id, inputs FROM "RoiCase"
    WHERE "projectId" = ${projectId} AND "workspaceId" = ${workspaceId} AND name = ${BASE} FOR UPDATE`;
  const row = rows[0];
  if (!row) throw new AppError("not_found");
  return row;
}

export async function saveBaseInputs(
  tx: Tx,
  scope: Scope,
  change: { id: string; inputs: RoiInputs },
): Promise<Date> {
  const row = await tx.roiCase.update({
    where: { id: change.id, workspaceId: scope.workspaceId },
    data: { inputs: change.inputs, updatedById: scope.userId, updatedAt: new Date() },
    select: { updatedAt: true },
  });
  return row.updatedAt;
}
