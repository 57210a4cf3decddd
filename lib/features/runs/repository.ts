import type { Db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

/** Numbers fit a Postgres int; anything else names no run. */
function isRunNumber(number: number): boolean {
  return Number.isInteger(number) && number > 0 && number <= 2_147_483_647;
}

export async function getRunRow<S extends Prisma.RunSelect>(
  client: Db,
  scope: Scope,
  number: number,
  select: S,
): Promise<Prisma.RunGetPayload<{ select: S }>> {
  const { workspaceId, projectId } = scope;
  const run = isRunNumber(number)
    ? await client.run.findFirst({ where: { workspaceId, projectId, number }, select })
    : null;
  if (!run) throw new AppError("not_found", { detail: "There is no run with this number in this project." });
  return run as Prisma.RunGetPayload<{ select: S }>;
}
