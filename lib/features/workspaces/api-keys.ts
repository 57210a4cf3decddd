import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { Role } from "#lib/platform/prisma/enums.ts";
import { assertMay } from "./authorise.ts";
import { keysPerPerson, takeOrRefuse } from "./limits.ts";
import { asOwner } from "./member-changes.ts";
import { namesOf } from "./names.ts";
import { lineOfText } from "./people.ts";
import type { Actor } from "./scope.ts";

const PREFIX_BYTES = 4;
/** 192 bits: nobody finds one by trying, so a fast hash is enough to keep it by. */
const SECRET_BYTES = 24;
const KEY = /^fc_[0-9a-f]{8}_[0-9a-f]{48}$/;

const NewApiKeySchema = z.strictObject({
  name: lineOfText("a name for the key", { max: 80 }),
  role: z.enum(Role, { error: "Choose one of the four roles." }),
  /** Null for a key that works until it is revoked. */
  expiresInDays: z
    .int({ error: "The number of days must be a whole number." })
    .min(1, { error: "A key works for at least a day." })
    .max(3_650, { error: "A key works for at most ten years, or until it is revoked." })
    .nullable(),
});

const RevokeSchema = z.strictObject({ id: z.uuid({ error: "There is no such key." }) });

export interface MadeApiKey {
  id: string;
  name: string;
  prefix: string;
  /** The key itself: the one time that it can be read. */
  key: string;
}

/** Whether a text has the form of a key, whatever it opens. */
export function isKeyShaped(text: string): boolean {
  return KEY.test(text);
}

export function hashOfKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/**
 * Makes a key of the actor's workspace. Its text is given back this once; the database keeps its SHA-256. Throws
 * `rate_limited` after very many.
 */
export async function makeApiKey(actor: Actor, input: unknown): Promise<MadeApiKey> {
  const parsed = parseInput(NewApiKeySchema, input);
  assertMay(actor, "administer");
  await takeOrRefuse(keysPerPerson(actor.userId), new Date());
  return asOwner(actor, (tx) => insertKey(tx, parsed, { ...actor, createdById: actor.userId }));
}

/** The same from the command line, where whoever can read the database is let in. Throws `not_found`. */
export async function makeApiKeyAt(workspaceSlug: string, input: unknown): Promise<MadeApiKey> {
  const parsed = parseInput(NewApiKeySchema, input);
  return transaction(async (tx) => {
    const workspace = await tx.workspace.findUnique({ where: { slug: workspaceSlug }, select: { id: true } });
    if (!workspace) {
      throw new AppError("not_found", {
        detail: `There is no workspace with the address “${workspaceSlug}”.`,
      });
    }
    return insertKey(tx, parsed, { workspaceId: workspace.id, createdById: null });
  });
}

async function insertKey(
  tx: Tx,
  { name, role, expiresInDays }: z.output<typeof NewApiKeySchema>,
  { workspaceId, createdById }: { workspaceId: string; createdById: string | null },
): Promise<MadeApiKey> {
  const prefix = `fc_${randomBytes(PREFIX_BYTES).toString("hex")}`;
  const key = `${prefix}_${randomBytes(SECRET_BYTES).toString("hex")}`;
  const expiresAt = expiresInDays === null ? null : new Date(Date.now() + expiresInDays * 86_400_000);
  const { id } = await tx.apiKey.create({
    data: { workspaceId, name, prefix, hash: hashOfKey(key), role, createdById, expiresAt },
    select: { id: true },
  });
  await recordAudit(tx, {
    workspaceId,
    actorId: createdById,
    action: "api_key.created",
    ref: id,
    detail: { name, prefix, role, expiresAt: expiresAt?.toISOString() ?? null },
  });
  return { id, name, prefix, key };
}

/** Times are milliseconds since 1970 UTC. */
export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  state: "active" | "expired" | "revoked";
  /** Null for a key that was made on the command line. */
  createdBy: string | null;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** Every key that the workspace ever had, newest first: a revoked one keeps its name for what it did. */
export async function listApiKeys(actor: Actor, now: Date): Promise<ApiKeyRow[]> {
  assertMay(actor, "administer");
  const rows = await db().apiKey.findMany({
    where: { workspaceId: actor.workspaceId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    omit: { hash: true },
  });
  const names = await namesOf(
    db(),
    rows.map((row) => row.createdById),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    state: row.revokedAt ? "revoked" : row.expiresAt && row.expiresAt <= now ? "expired" : "active",
    createdBy: row.createdById === null ? null : (names.get(row.createdById) ?? "somebody who has left"),
    createdAt: row.createdAt.getTime(),
    lastUsedAt: row.lastUsedAt?.getTime() ?? null,
    expiresAt: row.expiresAt?.getTime() ?? null,
    revokedAt: row.revokedAt?.getTime() ?? null,
  }));
}

/** Ends a key; it bites at its next request. Revoking it again changes nothing. */
export async function revokeApiKey(actor: Actor, input: unknown): Promise<{ name: string }> {
  const { id } = parseInput(RevokeSchema, input);
  assertMay(actor, "administer");
  const { workspaceId } = actor;
  return asOwner(actor, async (tx) => {
    const key = await tx.apiKey.findFirst({
      where: { id, workspaceId },
      select: { name: true, prefix: true },
    });
    if (!key) throw new AppError("not_found", { detail: "There is no such key in this workspace." });
    const { count } = await tx.apiKey.updateMany({
      where: { id, workspaceId, revokedAt: null },
      data: { revokedAt: new Date(), revokedById: actor.userId },
    });
    if (count > 0) {
      await recordAudit(tx, {
        workspaceId,
        actorId: actor.userId,
        action: "api_key.revoked",
        ref: id,
        detail: { name: key.name, prefix: key.prefix },
      });
    }
    return { name: key.name };
  });
}
