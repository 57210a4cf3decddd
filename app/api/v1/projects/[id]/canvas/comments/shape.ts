import { z } from "zod";
import type { ThreadView } from "#lib/features/canvas/index.ts";
import { NewThreadSchema } from "#lib/features/canvas/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { iso, isoOrNull } from "../../iso.ts";

const Person = z.object({ id: z.string(), name: z.string().nullable() });

const CommentSchema = z.object({
  id: z.uuid(),
  author: Person,
  text: z.string().nullable().meta({
    description: "As it was typed; a mention stands in it as `<@id>`. Null for a comment that was deleted.",
  }),
  mentions: z.array(Person).meta({ description: "Who is mentioned in the text, each once." }),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
});

export const ThreadSchema = z
  .object({
    id: z.uuid(),
    block: NewThreadSchema.shape.block,
    place: z.string().meta({
      description: "Empty for the whole block, else `field:` and a field's key, or `note:` and a note's id.",
    }),
    quote: z.string().meta({ description: "What stood at that place when the thread was begun." }),
    resolved: z.object({ by: Person, at: z.iso.datetime() }).nullable(),
    createdAt: z.iso.datetime(),
    comments: z.array(CommentSchema),
  })
  .meta({ id: "CommentThread" });

export const ThreadParams = z.strictObject({ thread: z.uuid() });

const MENTION = /<@([0-9a-f-]{36})>/g;

export function toThread(
  { id, block, place, quote, resolved, createdAt, comments }: ThreadView,
  names: Readonly<Record<string, string>>,
): z.input<typeof ThreadSchema> {
  const person = (personId: string) => ({ id: personId, name: names[personId] ?? null });
  return {
    id,
    block,
    place,
    quote,
    resolved: resolved && { by: person(resolved.byId), at: iso(resolved.at) },
    createdAt: iso(createdAt),
    comments: comments.map((comment) => ({
      id: comment.id,
      author: person(comment.authorId),
      text: comment.text,
      mentions: [...new Set([...(comment.text ?? "").matchAll(MENTION)].map((match) => match[1] ?? ""))]
        .filter((personId) => names[personId] !== undefined)
        .map(person),
      createdAt: iso(comment.createdAt),
      editedAt: isoOrNull(comment.editedAt),
    })),
  };
}

const MIA = { id: EXAMPLE.member, name: "Mia Owner" };

export const EXAMPLE_WISH = {
  block: "decisions" as const,
  place: "field:decision",
  text: `<@${EXAMPLE.member}> who may override the order at weekends?`,
};

export const EXAMPLE_THREAD = {
  id: EXAMPLE.thread,
  block: EXAMPLE_WISH.block,
  place: EXAMPLE_WISH.place,
  quote: "Order quantity per item and day",
  resolved: null,
  createdAt: "2026-11-24T08:30:00.000Z",
  comments: [
    {
      id: EXAMPLE.comment,
      author: { id: EXAMPLE.key, name: "Nightly upload" },
      text: EXAMPLE_WISH.text,
      mentions: [MIA],
      createdAt: "2026-11-24T08:30:00.000Z",
      editedAt: null,
    },
  ],
};
