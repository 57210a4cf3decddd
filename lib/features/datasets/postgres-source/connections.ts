import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { seal, unseal } from "#lib/platform/seal.ts";
import { type ReceivedUpload, receiveUpload } from "../uploads.ts";
import { allowedHosts, reachableAddress } from "./reach.ts";
import { type QueryLimits, queryRows, type Target } from "./rows.ts";
import { NewConnectionSchema, QuerySchema } from "./schema.ts";

/** Without the password: that never leaves the server. */
export interface ConnectionView {
  id: string;
  name: string;
  host: string;
  port: number;
  database: string;
  user: string;
  tls: Target["tls"];
  createdAt: number;
}

const MOST = 50;

/** The project's connections by name. */
export async function listConnections(actor: ProjectActor): Promise<ConnectionView[]> {
  assertMay(actor, "edit_data_and_runs");
  const { workspaceId, projectId } = actor;
  const rows = await db().dataConnection.findMany({
    where: { workspaceId, projectId },
    orderBy: { name: "asc" },
    take: MOST,
  });
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, host: row.host, port: row.port, database: row.database },
    ...{ user: row.userName, tls: row.tls as Target["tls"], createdAt: row.createdAt.getTime() },
  }));
}

const contextOf = (row: { workspaceId: string; id: string }) => `${row.workspaceId}/${row.id}`;

/**
 * Keeps a connection, its password encrypted, once it has opened: what does not answer is not kept.
 * @throws `invalid_input` for a host within, or one that does not answer; `conflict` for a name that is taken.
 */
export async function createConnection(actor: ProjectActor, input: unknown): Promise<ConnectionView> {
  assertMay(actor, "edit_data_and_runs");
  const wish = parseInput(NewConnectionSchema, input);
  const { workspaceId, projectId } = actor;
  for await (const _ of queryRows(await targetOf(wish), "SELECT 1 AS one")) break;
  const id = randomUUID();
  const { name, host, port, database, user: userName, tls } = wish;
  const row = await transaction(async (tx) => {
    if ((await tx.dataConnection.count({ where: { workspaceId, projectId } })) >= MOST)
      throw new AppError("conflict", { detail: `A project has at most ${MOST} connections. Remove one.` });
    const taken = await tx.dataConnection.count({ where: { workspaceId, projectId, name } });
    if (taken > 0) throw new AppError("conflict", { detail: `There is a connection ${name} already.` });
    const created = await tx.dataConnection.create({
      data: {
        ...{ id, workspaceId, projectId, name, host, port, database, userName, tls },
        sealedPassword: seal(wish.password, contextOf({ workspaceId, id })),
        createdById: actor.userId,
      },
    });
    await recordAudit(tx, {
      ...{ workspaceId, projectId, actorId: actor.userId, action: "connection.created", ref: id },
      detail: { name, host, database, user: userName },
    });
    return created;
  });
  return { id, name, host, port, database, user: userName, tls, createdAt: row.createdAt.getTime() };
}

const IdSchema = z.uuid();

export async function deleteConnection(actor: ProjectActor, id: unknown): Promise<void> {
  assertMay(actor, "edit_data_and_runs");
  const { workspaceId, projectId } = actor;
  const row = await findConnection(actor, id);
  await transaction(async (tx) => {
    const { count } = await tx.dataConnection.deleteMany({ where: { id: row.id, workspaceId, projectId } });
    if (count === 0) return;
    await recordAudit(tx, {
      ...{ workspaceId, projectId, actorId: actor.userId, action: "connection.deleted", ref: row.id },
      detail: { name: row.name, host: row.host },
    });
  });
}

async function findConnection(actor: ProjectActor, id: unknown) {
  const { workspaceId, projectId } = actor;
  const parsed = IdSchema.safeParse(id);
  const row = parsed.success
    ? await db().dataConnection.findFirst({ where: { id: parsed.data, workspaceId, projectId } })
    : null;
  if (!row) throw new AppError("not_found", { detail: "There is no such connection in this project." });
  return row;
}

async function targetOf(wish: Omit<Target, "address">): Promise<Target> {
  const allowed = allowedHosts(env().INTERNAL_DATABASE_HOSTS);
  const { address, isInternal } = await reachableAddress(wish.host, { allowed });
  if (wish.tls === "off" && !isInternal) {
    const detail = "A password does not go over the public internet without encryption. Choose another.";
    throw new AppError("invalid_input", { detail, fields: { tls: detail } });
  }
  const { host, port, database, user, password, tls } = wish;
  return { address, host, port, database, user, password, tls };
}

/**
 * Takes the rows of a query as an upload, a CSV file like any other: streamed, kept byte for byte, and read by the same
 * questions. @throws `invalid_input` in the database's words, `too_large` past the limits; nothing is stored then.
 */
export async function receiveFromQuery(
  actor: ProjectActor,
  input: unknown,
  limits: QueryLimits = {},
): Promise<ReceivedUpload> {
  assertMay(actor, "edit_data_and_runs");
  const { connectionId, sql, fileName } = parseInput(QuerySchema, input);
  const row = await findConnection(actor, connectionId);
  const target = await targetOf({
    ...{ host: row.host, port: row.port, database: row.database, user: row.userName },
    password: unseal(row.sealedPassword, contextOf(row)),
    tls: row.tls as Target["tls"],
  });
  const upload = await receiveUpload(actor, {
    fileName,
    declaredBytes: null,
    chunks: queryRows(target, sql, limits),
  });
  const { workspaceId, projectId } = actor;
  await transaction((tx) =>
    recordAudit(tx, {
      ...{ workspaceId, projectId, actorId: actor.userId, action: "connection.queried", ref: row.id },
      detail: { name: row.name, sql, uploadId: upload.id, digest: upload.digest },
    }),
  );
  return upload;
}
