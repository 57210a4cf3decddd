import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import {
  lineOfText,
  linksPerPerson,
  makeToken,
  namesOf,
  takeOrRefuse,
} from "#lib/features/workspaces/server.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";

const DAY_MS = 86_400_000;
/** More open links of one canvas than anybody keeps an eye on. */
const MAX_OPEN = 50;

export const NewLinkSchema = z.strictObject({
  label: lineOfText("whom the link is for", { max: 80 }),
  expiresInDays: z
    .int({ error: "The number of days must be a whole number." })
    .min(1, { error: "A link works for at least a day." })
    .max(365, { error: "A link works for at most a year." }),
});

export const LinkIdSchema = z.strictObject({ id: z.uuid({ error: "There is no such link." }) });

/** Times are milliseconds since 1970 UTC. */
export interface CanvasLinkRow {
  id: string;
  label: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  /** When somebody last opened it, to the minute. */
  openedAt: number | null;
}

export interface MadeCanvasLink extends CanvasLinkRow {
  /** The whole link: the one time that it can be read. */
  link: string;
}

/** Makes a link with which anybody reads this canvas, and nothing else, until it expires or is revoked. */
export async function createCanvasLink(
  actor: ProjectActor,
  input: unknown,
  now: Date,
): Promise<MadeCanvasLink> {
  const { label, expiresInDays } = parseInput(NewLinkSchema, input);
  assertMay(actor, "edit_plan");
  const { workspaceId, projectId, userId } = actor;
  await takeOrRefuse(linksPerPerson(userId), now);
  const { token, tokenHash } = makeToken();
  const expiresAt = new Date(now.getTime() + expiresInDays * DAY_MS);
  const id = await transaction(async (tx) => {
    const open = await tx.canvasLink.count({
      where: { workspaceId, projectId, revokedAt: null, expiresAt: { gt: now } },
    });
    if (open >= MAX_OPEN) {
      throw new AppError("conflict", {
        detail: `This canvas has ${MAX_OPEN} open links. Revoke one that is no longer needed.`,
      });
    }
    const row = await tx.canvasLink.create({
      data: { workspaceId, projectId, label, tokenHash, createdById: userId, createdAt: now, expiresAt },
      select: { id: true },
    });
    await recordAudit(tx, {
      workspaceId,
      projectId,
      actorId: userId,
      action: "canvas_link.created",
      ref: row.id,
      detail: { name: label, expiresAt: expiresAt.toISOString() },
    });
    return row.id;
  });
  return {
    id,
    label,
    createdBy: actor.userName,
    createdAt: now.getTime(),
    expiresAt: expiresAt.getTime(),
    openedAt: null,
    link: `${env().APP_URL}/s/${token}`,
  };
}

/** The links that work now, newest first. For those who may make one. */
export async function listCanvasLinks(actor: ProjectActor, now: Date): Promise<CanvasLinkRow[]> {
  assertMay(actor, "edit_plan");
  const { workspaceId, projectId } = actor;
  const rows = await db().canvasLink.findMany({
    where: { workspaceId, projectId, revokedAt: null, expiresAt: { gt: now } },
    omit: { tokenHash: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const names = await namesOf(
    db(),
    rows.map((row) => row.createdById),
  );
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    createdBy: names.get(row.createdById) ?? "somebody who has left",
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    openedAt: row.openedAt?.getTime() ?? null,
  }));
}

/** Ends a link; it bites when it is next opened. Revoking it again changes nothing. */
export async function revokeCanvasLink(actor: ProjectActor, input: unknown, now: Date): Promise<void> {
  const { id } = parseInput(LinkIdSchema, input);
  assertMay(actor, "edit_plan");
  const { workspaceId, projectId, userId } = actor;
  await transaction(async (tx) => {
    const link = await tx.canvasLink.findFirst({
      where: { id, workspaceId, projectId },
      select: { label: true },
    });
    if (!link) throw new AppError("not_found", { detail: "There is no such link of this canvas." });
    const { count } = await tx.canvasLink.updateMany({
      where: { id, workspaceId, projectId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) return;
    await recordAudit(tx, {
      workspaceId,
      projectId,
      actorId: userId,
      action: "canvas_link.revoked",
      ref: id,
      detail: { name: link.label },
    });
  });
}
