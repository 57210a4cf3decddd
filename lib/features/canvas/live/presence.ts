import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { subscribeToWhispers, whisper } from "#lib/platform/events/hub.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { BlockKeySchema } from "../block-patch.ts";
import { HEARTBEAT_MS, type Present } from "./present.ts";

/** Two heartbeats may be lost; after the third somebody is gone. */
const GONE_AFTER_MS = 3 * HEARTBEAT_MS;
/** Whoever steps through the blocks is not told to everybody at each step. */
const CALM_MS = 400;
const MOST = 200;

const WhereSchema = z.strictObject({
  /** One tab of one browser: a person may have several. */
  tab: z.string().regex(/^[\w-]{8,64}$/, { error: "must be 8 to 64 letters, digits, - or _" }),
  block: BlockKeySchema.nullable(),
  /** Path of the field within the block, as the drafts name it; null for none. */
  field: z.string().max(160).nullable(),
  /** The tab is closing. */
  isLeaving: z.boolean().default(false),
});

const WhisperSchema = z.strictObject({
  tab: z.string(),
  userId: z.string(),
  name: z.string(),
  block: BlockKeySchema.nullable(),
  field: z.string().nullable(),
  isLeaving: z.boolean(),
});

/** Says to everybody on this canvas where the actor is. It stands in no table. */
export async function announcePresence(actor: ProjectActor, input: unknown): Promise<void> {
  assertMay(actor, "read");
  const where = parseInput(WhereSchema, input);
  const said: z.input<typeof WhisperSchema> = { ...where, userId: actor.userId, name: actor.userName };
  await whisper(actor.projectId, JSON.stringify({ presence: said }));
}

type Send = (frame: Uint8Array) => void;

interface Room {
  readers: Set<Send>;
  people: Map<string, Present & { at: number }>;
  close: () => void;
}

const rooms = new Map<string, Room>();
const encoder = new TextEncoder();

/** Tells a reader of the event stream who is on the canvas: a frame `presence` at first and at every change. */
export function followPresence(projectId: string, send: Send): () => void {
  const room = rooms.get(projectId) ?? openRoom(projectId);
  room.readers.add(send);
  // After the stream's own first frame.
  setTimeout(() => room.readers.has(send) && send(frameOf(room)), CALM_MS);
  return () => {
    room.readers.delete(send);
    if (room.readers.size > 0 || rooms.get(projectId) !== room) return;
    rooms.delete(projectId);
    room.close();
  };
}

function openRoom(projectId: string): Room {
  const people: Room["people"] = new Map();
  const readers: Room["readers"] = new Set();
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const frame = frameOf(room);
      for (const send of readers) send(frame);
    }, CALM_MS);
  };
  const hear = (text: string) => {
    const said = heard(text);
    if (!said) return;
    const { isLeaving, ...present } = said;
    const before = people.get(said.tab);
    if (isLeaving) people.delete(said.tab);
    else people.set(said.tab, { ...present, at: Date.now() });
    const [first] = people.keys();
    if (people.size > MOST && first !== undefined) people.delete(first);
    const isSame =
      before !== undefined && !isLeaving && before.block === said.block && before.field === said.field;
    if (!isSame) tell();
  };
  const sweep = setInterval(() => {
    const dead = [...people.values()].filter((person) => Date.now() - person.at > GONE_AFTER_MS);
    for (const { tab } of dead) people.delete(tab);
    if (dead.length > 0) tell();
  }, HEARTBEAT_MS);
  sweep.unref();

  const unsubscribe = subscribeToWhispers(projectId, hear);
  const room: Room = {
    people,
    readers,
    close: () => {
      clearTimeout(timer);
      clearInterval(sweep);
      unsubscribe();
    },
  };
  rooms.set(projectId, room);
  return room;
}

/** What another process said, if it is about presence. */
function heard(text: string): z.output<typeof WhisperSchema> | null {
  const whole = z.object({ presence: WhisperSchema }).safeParse(JSON.parse(text));
  return whole.success ? whole.data.presence : null;
}

function frameOf({ people }: Room): Uint8Array {
  const list: Present[] = [...people.values()].map(({ at: _, ...present }) => present);
  return encoder.encode(`event: presence\ndata: ${JSON.stringify({ people: list })}\n\n`);
}
