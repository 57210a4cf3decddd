import { type Db, db, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import type { CaseKind } from "./cases.ts";
import type { RoiInputs } from "./inputs.ts";
import type { MeasuredSaving } from "./measured.ts";
import type { Ranges } from "./ranges.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

const COLUMNS = {
  id: true,
  name: true,
  kind: true,
  isBase: true,
  inputs: true,
  followsCanvas: true,
  ranges: true,
  measured: true,
  updatedAt: true,
} as const satisfies Prisma.RoiCaseSelect;

export type CaseRow = Prisma.RoiCaseGetPayload<{ select: typeof COLUMNS }>;

const of = ({ workspaceId, projectId }: Scope) => ({ workspaceId, projectId });

/** The chosen case first, then as they were made. */
export function listCaseRows(scope: Scope, client: Db | Tx = db()): Promise<CaseRow[]> {
  return client.roiCase.findMany({
    where: of(scope),
    select: COLUMNS,
    orderBy: [{ isBase: "desc" }, { createdAt: "asc" }, { id: "asc" }],
  });
}

export function findBaseRow(scope: Scope, client: Db | Tx = db()): Promise<CaseRow | null> {
  return client.roiCase.findFirst({ where: { ...of(scope), isBase: true }, select: COLUMNS });
}

/** Throws `not_found` for a case of elsewhere. */
export async function getCaseRow(scope: Scope, id: string, client: Db | Tx = db()): Promise<CaseRow> {
  const row = await client.roiCase.findFirst({ where: { ...of(scope), id }, select: COLUMNS });
  if (!row) throw new AppError("not_found", { detail: "There is no such case in this project." });
  return row;
}

/** Under this lock no two people make, choose or change a case at once. Throws `not_found`. */
export async function lockCases(tx: Tx, scope: Scope): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT id FROM "Project"
    WHERE id = ${scope.projectId} AND "workspaceId" = ${scope.workspaceId} FOR UPDATE`);
  if (rows.length === 0) throw new AppError("not_found");
}

export async function insertCase(
  tx: Tx,
  scope: Scope & { userId: string },
  data: {
    name: string;
    kind: CaseKind;
    isBase: boolean;
    inputs: RoiInputs;
    followsCanvas: boolean;
    ranges: Ranges;
  },
): Promise<CaseRow> {
  return tx.roiCase.create({ data: { ...of(scope), ...data, updatedById: scope.userId }, select: COLUMNS });
}

export interface CaseData {
  name?: string;
  inputs?: RoiInputs;
  followsCanvas?: boolean;
  ranges?: Ranges;
  measured?: MeasuredSaving | null;
}

export async function updateCase(
  tx: Tx,
  scope: Scope & { userId: string },
  { id, data }: { id: string; data: CaseData },
): Promise<Date> {
  const { measured, ...rest } = data;
  const row = await tx.roiCase.update({
    where: { id, ...of(scope) },
    data: {
      ...rest,
      ...(measured !== undefined && { measured: measured ?? Prisma.DbNull }),
      updatedById: scope.userId,
      updatedAt: new Date(),
    },
    select: { updatedAt: true },
  });
  return row.updatedAt;
}

/** One case is the plan's: the one before it gives way first, as the database allows no two. */
export async function chooseCase(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.roiCase.updateMany({ where: { ...of(scope), isBase: true }, data: { isBase: false } });
  await tx.roiCase.updateMany({ where: { ...of(scope), id }, data: { isBase: true } });
}

export async function deleteCaseRow(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.roiCase.deleteMany({ where: { ...of(scope), id } });
}
