import type { Db, Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { Claim } from "./view.ts";

type Scope = { workspaceId: string; projectId: string };

const COLUMNS = {
  id: true,
  block: true,
  text: true,
  measure: true,
  comparison: true,
  threshold: true,
  subject: true,
  pinnedTo: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.ClaimSelect;

type Row = Prisma.ClaimGetPayload<{ select: typeof COLUMNS }>;

function claimOf(row: Row): Claim {
  return { ...row, createdAt: row.createdAt.getTime(), updatedAt: row.updatedAt.getTime() };
}

const of = ({ workspaceId, projectId }: Scope) => ({ workspaceId, projectId });

/** In the order in which they were made: ids grow with time. */
export async function findClaims(db: Db, scope: Scope): Promise<Claim[]> {
  const rows = await db.claim.findMany({ where: of(scope), select: COLUMNS, orderBy: { id: "asc" } });
  return rows.map(claimOf);
}

/** Throws `not_found` for a claim of elsewhere. */
export async function getClaimRow(db: Db, scope: Scope, id: string): Promise<Claim> {
  const row = await db.claim.findFirst({ where: { ...of(scope), id }, select: COLUMNS });
  if (!row) throw new AppError("not_found", { detail: "There is no such claim in this project." });
  return claimOf(row);
}

export function countClaimRows(tx: Tx, scope: Scope): Promise<number> {
  return tx.claim.count({ where: of(scope) });
}

export async function insertClaim(tx: Tx, data: Prisma.ClaimUncheckedCreateInput): Promise<Claim> {
  return claimOf(await tx.claim.create({ data, select: COLUMNS }));
}

export async function updateClaim(
  tx: Tx,
  scope: Scope,
  change: { id: string; data: Prisma.ClaimUncheckedUpdateInput },
): Promise<void> {
  await tx.claim.updateMany({
    where: { ...of(scope), id: change.id },
    data: { ...change.data, updatedAt: new Date() },
  });
}

export async function deleteClaimRow(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.claim.deleteMany({ where: { ...of(scope), id } });
}
