import type { Db, Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { ProcessLinkView } from "./view.ts";

type Scope = { workspaceId: string; projectId: string };

const COLUMNS = {
  id: true,
  fromId: true,
  toId: true,
  label: true,
} as const satisfies Prisma.ProcessLinkSelect;

const of = ({ workspaceId, projectId }: Scope) => ({ workspaceId, projectId });

/** In the order in which they were drawn, which decides what of a loop is the way back. */
export function findLinks(db: Db | Tx, scope: Scope): Promise<ProcessLinkView[]> {
  return db.processLink.findMany({
    where: of(scope),
    select: COLUMNS,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** Throws `not_found` for a link of elsewhere. */
export async function getLinkRow(db: Db | Tx, scope: Scope, id: string): Promise<ProcessLinkView> {
  const row = await db.processLink.findFirst({ where: { ...of(scope), id }, select: COLUMNS });
  if (!row) throw new AppError("not_found", { detail: "There is no such link in this project." });
  return row;
}

export function insertLink(
  tx: Tx,
  scope: Scope & { userId: string },
  link: Omit<ProcessLinkView, "id">,
): Promise<ProcessLinkView> {
  return tx.processLink.create({
    data: { ...of(scope), ...link, createdById: scope.userId },
    select: COLUMNS,
  });
}

export async function updateLink(
  tx: Tx,
  scope: Scope,
  { id, ...data }: Partial<Omit<ProcessLinkView, "id">> & { id: string },
): Promise<void> {
  await tx.processLink.updateMany({ where: { ...of(scope), id }, data });
}

export async function deleteLinkRow(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.processLink.deleteMany({ where: { ...of(scope), id } });
}
