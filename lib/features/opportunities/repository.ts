import type { Db, Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { Opportunity } from "./view.ts";
import { WHEN_NOT_KEYS } from "./when-not.ts";

type Scope = { workspaceId: string; projectId: string };

const COLUMNS = {
  id: true,
  name: true,
  kind: true,
  todayMethod: true,
  hoursAYear: true,
  errorCostAYear: true,
  value: true,
  feasibility: true,
  dataReadiness: true,
  risk: true,
  note: true,
  predictionRole: true,
  minutesEach: true,
  timesAMonth: true,
  timeSavedPercent: true,
  errorsAvoidedPercent: true,
  whenNot: true,
  whenNotChecked: true,
  riceReach: true,
  riceImpact: true,
  riceConfidencePercent: true,
  riceEffortMonths: true,
  iceImpact: true,
  iceConfidence: true,
  iceEase: true,
  isChosen: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.ProcessTaskSelect;

type Row = Prisma.ProcessTaskGetPayload<{ select: typeof COLUMNS }>;

function opportunityOf(row: Row): Opportunity {
  return {
    ...row,
    // Answers that a later version of the product no longer asks for are left alone, and count nothing.
    whenNot: WHEN_NOT_KEYS.filter((key) => row.whenNot.includes(key)),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  };
}

const of = ({ workspaceId, projectId }: Scope) => ({ workspaceId, projectId });

export async function findOpportunities(db: Db, scope: Scope): Promise<Opportunity[]> {
  const rows = await db.processTask.findMany({
    where: of(scope),
    select: COLUMNS,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(opportunityOf);
}

/** Throws `not_found` for a task of elsewhere. */
export async function getOpportunityRow(db: Db, scope: Scope, id: string): Promise<Opportunity> {
  const row = await db.processTask.findFirst({ where: { ...of(scope), id }, select: COLUMNS });
  if (!row) throw new AppError("not_found", { detail: "There is no such opportunity in this project." });
  return opportunityOf(row);
}

export async function hasName(
  tx: Tx,
  scope: Scope,
  { name, exceptId }: { name: string; exceptId: string | null },
): Promise<boolean> {
  const count = await tx.processTask.count({
    where: { ...of(scope), name, ...(exceptId === null ? {} : { id: { not: exceptId } }) },
  });
  return count > 0;
}

export function countOpportunities(tx: Tx, scope: Scope): Promise<number> {
  return tx.processTask.count({ where: of(scope) });
}

export async function insertOpportunity(
  tx: Tx,
  data: Prisma.ProcessTaskUncheckedCreateInput,
): Promise<Opportunity> {
  return opportunityOf(await tx.processTask.create({ data, select: COLUMNS }));
}

export async function updateOpportunity(
  tx: Tx,
  scope: Scope,
  change: { id: string; data: Prisma.ProcessTaskUncheckedUpdateInput },
): Promise<Opportunity> {
  const row = await tx.processTask.update({
    where: { ...of(scope), id: change.id },
    data: { ...change.data, updatedAt: new Date() },
    select: COLUMNS,
  });
  return opportunityOf(row);
}

export async function letGoOfChosen(tx: Tx, scope: Scope, { exceptId }: { exceptId: string }): Promise<void> {
  await tx.processTask.updateMany({
    where: { ...of(scope), isChosen: true, id: { not: exceptId } },
    data: { isChosen: false, updatedAt: new Date() },
  });
}

export async function deleteOpportunityRow(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.processTask.deleteMany({ where: { ...of(scope), id } });
}
