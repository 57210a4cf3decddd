import { recordAudit } from "#lib/features/audit/server.ts";
import { db, type Tx } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { assertMay } from "./authorise.ts";
import { isDemoAddress } from "./demo-accounts.ts";
import { linksPerPerson, takeOrRefuse } from "./limits.ts";
import { type LinkState, linkState } from "./link-state.ts";
import { asOwner } from "./member-changes.ts";
import { namesOf } from "./names.ts";
import { InviteSchema, RevokeInvitationSchema } from "./people.ts";
import type { Actor } from "./scope.ts";
import { makeToken } from "./tokens.ts";

const DAY_MS = 86_400_000;
const INVITATION_DAYS = 7;
/** How long the list still shows one that has expired. */
const SHOWN_DAYS = 30;

export interface MadeInvitation {
  email: string;
  role: Role;
  /** The whole link: the one time that it can be read. */
  link: string;
  /** Milliseconds since 1970 UTC. */
  expiresAt: number;
}

/**
 * Makes a link with which the person of this e-mail becomes a member, once. One made earlier for the same e-mail stops
 * working. Throws `conflict` when the person is a member already.
 */
export async function createInvitation(actor: Actor, input: unknown, now: Date): Promise<MadeInvitation> {
  const { email, role } = parseInput(InviteSchema, input);
  assertMay(actor, "administer");
  if (isDemoAddress(email)) {
    const detail = "Addresses at demo.local belong to the demo, where everybody knows the password.";
    throw new AppError("invalid_input", { detail, fields: { email: detail } });
  }
  await takeOrRefuse(linksPerPerson(actor.userId), now);
  const { token, tokenHash } = makeToken();
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
  const { workspaceId, userId } = actor;
  await asOwner(actor, async (tx) => {
    await assertNoMember(tx, { workspaceId, email });
    await tx.invitation.updateMany({
      where: { workspaceId, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const { id } = await tx.invitation.create({
      data: { workspaceId, email, role, tokenHash, createdById: userId, createdAt: now, expiresAt },
      select: { id: true },
    });
    await recordAudit(tx, {
      workspaceId,
      actorId: userId,
      action: "invitation.created",
      ref: id,
      detail: { email, role },
    });
  });
  return { email, role, link: `${env().APP_URL}/invitation/${token}`, expiresAt: expiresAt.getTime() };
}

async function assertNoMember(tx: Tx, who: { workspaceId: string; email: string }): Promise<void> {
  const member = await tx.member.findFirst({
    where: { workspaceId: who.workspaceId, user: { email: who.email } },
    select: { user: { select: { name: true } } },
  });
  if (!member) return;
  const detail = `${member.user.name} is a member already. Change the role in the list.`;
  throw new AppError("conflict", { detail, fields: { email: detail } });
}

export interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  state: Extract<LinkState, "open" | "expired">;
  createdBy: string;
  expiresAt: number;
}

/** Invitations that nobody has accepted or taken back, newest first, with those that expired not long ago. */
export async function listInvitations(actor: Actor, now: Date): Promise<InvitationRow[]> {
  assertMay(actor, "administer");
  const rows = await db().invitation.findMany({
    where: {
      workspaceId: actor.workspaceId,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date(now.getTime() - SHOWN_DAYS * DAY_MS) },
    },
    select: { id: true, email: true, role: true, createdById: true, expiresAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 200,
  });
  const names = await namesOf(
    db(),
    rows.map((row) => row.createdById),
  );
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    state: linkState({ ...row, usedAt: null, revokedAt: null }, now) === "open" ? "open" : "expired",
    createdBy: names.get(row.createdById) ?? "somebody who has left",
    expiresAt: row.expiresAt.getTime(),
  }));
}

/** Takes an open invitation back. Throws `conflict` when it was accepted or taken back meanwhile. */
export async function revokeInvitation(actor: Actor, input: unknown, now: Date): Promise<void> {
  const { invitationId: id } = parseInput(RevokeInvitationSchema, input);
  assertMay(actor, "administer");
  const { workspaceId, userId } = actor;
  await asOwner(actor, async (tx) => {
    const row = await tx.invitation.findFirst({
      where: { id, workspaceId },
      select: { email: true, role: true },
    });
    if (!row) throw new AppError("not_found");
    const { count } = await tx.invitation.updateMany({
      where: { id, workspaceId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) {
      throw new AppError("conflict", { detail: "This invitation is no longer open. Nothing was changed." });
    }
    await recordAudit(tx, {
      workspaceId,
      actorId: userId,
      action: "invitation.revoked",
      ref: id,
      detail: { email: row.email, role: row.role },
    });
  });
}
