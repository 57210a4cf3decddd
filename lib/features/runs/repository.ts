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

/** Names of people by id, for rows that keep only the id. */
export async function namesOf(client: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const users = await client.user.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true },
  });
  return new Map(users.map((user) => [user.id, user.name]));
}
