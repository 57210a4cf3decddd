import { db } from "../db.ts";
import type { EventKind, ProjectEvent } from "./kinds.ts";

const BATCH = 500;

/** An event as the streams need it: its number to compare, its kind to act on, its frame to send. */
export interface EventFrame {
  seq: bigint;
  kind: EventKind;
  ref: string;
  /** Ready for the wire, one array for every reader; empty for one that a later event makes needless. */
  bytes: Uint8Array;
}

const encoder = new TextEncoder();

/** The events after `after`, oldest first, at most a batch; `more` when there may be others behind them. */
export async function readEvents(
  projectId: string,
  after: bigint,
): Promise<{ frames: EventFrame[]; more: boolean }> {
  const rows = await db().event.findMany({
    where: { projectId, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: BATCH,
  });
  const frames = rows.map(({ seq, kind, ref }): EventFrame => {
    const event: ProjectEvent = { projectId, seq: String(seq), kind: kind as EventKind, ref };
    return {
      seq,
      kind: event.kind,
      ref,
      bytes: encoder.encode(`id: ${seq}\ndata: ${JSON.stringify(event)}\n\n`),
    };
  });
  return { frames, more: rows.length === BATCH };
}

/** The last number given, or null when there is no such project. */
export async function lastEventSeq(projectId: string): Promise<bigint | null> {
  const project = await db().project.findUnique({ where: { id: projectId }, select: { eventSeq: true } });
  return project?.eventSeq ?? null;
}
