import { z } from "zod";
import type { Db, Tx } from "#lib/platform/db.ts";
import type { ExpectationSuite, Prisma } from "#lib/platform/prisma/client.ts";
import { ensureProfile, type VersionScope } from "../explore/profile-version.ts";
import { ProfileSchema } from "../profile-schema.ts";
import type { Evidence } from "./judge.ts";
import { type Expectation, ExpectationSchema, type Result, ResultSchema } from "./schema.ts";

export interface Scope {
  workspaceId: string;
  projectId: string;
}

export function findSuiteRow(db: Db, scope: Scope & { datasetId: string }): Promise<ExpectationSuite | null> {
  const { datasetId, workspaceId, projectId } = scope;
  return db.expectationSuite.findFirst({ where: { datasetId, workspaceId, projectId } });
}

export function expectationsOf(row: Pick<ExpectationSuite, "expectations">): Expectation[] {
  return z.array(ExpectationSchema).parse(row.expectations);
}

/** One suite at a time is edited or applied: the dataset's row is the lock. */
export async function lockDataset(tx: Tx, scope: Scope & { datasetId: string }): Promise<void> {
  const { datasetId, workspaceId, projectId } = scope;
  await tx.$queryRaw`SELECT id FROM "Dataset" WHERE id = ${datasetId} AND "workspaceId" = ${workspaceId} AND "projectId" = ${projectId} FOR UPDATE`;
}

/** What a version is judged by; its profile is counted first where there is none. */
export async function loadEvidence(db: Db, scope: VersionScope): Promise<Evidence | null> {
  const { workspaceId, projectId, versionId } = scope;
  const version = await db.datasetVersion.findFirst({
    where: { id: versionId, workspaceId, projectId },
    select: { profile: true, createdAt: true },
  });
  if (!version) return null;
  const { facts } = await ensureProfile(scope);
  return { profile: ProfileSchema.parse(version.profile), facts, acceptedAt: version.createdAt.getTime() };
}

export interface ValidationRow {
  versionId: string;
  revision: number;
  results: Result[];
  passed: number;
  warnings: number;
  errors: number;
  checkedAt: number;
}

export async function findValidations(
  db: Db,
  scope: Scope & { versionIds: readonly string[] },
): Promise<ValidationRow[]> {
  const { workspaceId, projectId, versionIds } = scope;
  const rows = await db.versionValidation.findMany({
    where: { workspaceId, projectId, versionId: { in: [...versionIds] } },
  });
  return rows.map(({ versionId, revision, results, passed, warnings, errors, checkedAt }) => ({
    ...{ versionId, revision, passed, warnings, errors },
    results: z.array(ResultSchema).parse(results),
    checkedAt: checkedAt.getTime(),
  }));
}

export async function storeValidation(
  tx: Tx,
  row: Scope & { versionId: string; datasetId: string; revision: number; results: readonly Result[] },
): Promise<{ errors: number; warnings: number }> {
  const { versionId, workspaceId, projectId, datasetId, revision } = row;
  const failed = row.results.filter((result) => result.outcome === "failed");
  const data = {
    revision,
    results: row.results as unknown as Prisma.InputJsonArray,
    passed: row.results.filter((result) => result.outcome === "passed").length,
    warnings: failed.filter((result) => result.severity === "warning").length,
    errors: failed.filter((result) => result.severity === "error").length,
    checkedAt: new Date(),
  };
  await tx.versionValidation.upsert({
    where: { versionId },
    create: { versionId, workspaceId, projectId, datasetId, ...data },
    update: data,
  });
  return data;
}
