import type { Tx } from "../db.ts";
import { Prisma } from "../prisma/client.ts";
import type { EventKind } from "./kinds.ts";

export type { EventKind, ProjectEvent } from "./kinds.ts";

export const EVENTS_CHANNEL = "forecanvas_events";

/**
 * Appends an event in the transaction that makes it true. `seq` is given under the project's row lock, so a reader
 * that has seen n has seen everything up to n.
 */
export async function appendEvent(
  tx: Tx,
  event: { projectId: string; kind: EventKind; ref: string },
): Promise<void> {
  await tx.$queryRaw(Prisma.sql`
    WITH given AS (
      UPDATE "Project" SET "eventSeq" = "eventSeq" + 1 WHERE id = ${event.projectId} RETURNING "eventSeq"
    ), written AS (
      INSERT INTO "Event" ("projectId", seq, kind, ref)
      SELECT ${event.projectId}, "eventSeq", ${event.kind}, ${event.ref} FROM given RETURNING seq
    )
    SELECT pg_notify(${EVENTS_CHANNEL}, ${`${event.projectId} ${event.kind}`})::text FROM written`);
}
