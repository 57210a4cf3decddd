import { z } from "zod";
import { BlockKey } from "#lib/platform/prisma/enums.ts";
import { LONGEST_COMMENT } from "./index.ts";

// What a text may hold besides signs that can be seen: line breaks and tabs. Marks that reorder what stands around them,
// NUL (which a text column refuses) and halves of surrogate pairs (which JSON columns refuse) show nothing and are dropped.
const UNSEEN = /[^\P{Cc}\n\t]|[\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const thousands = (count: number) => count.toLocaleString("en");

/** What somebody says. Too long is refused in words, and nothing is cut. */
const CommentTextSchema = z
  .string({ error: "Write something first." })
  .superRefine((text, context) => {
    if (text.length <= LONGEST_COMMENT) return;
    context.addIssue({
      code: "custom",
      message: `A comment has at most ${thousands(LONGEST_COMMENT)} characters; this one has ${thousands(text.length)}. Shorten it, or put it into a note of the block.`,
    });
  })
  .transform((text) =>
    text
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      .replace(UNSEEN, "")
      .normalize("NFC")
      .trim(),
  )
  .refine((text) => text !== "", "Write something first.")
  .meta({ minLength: 1, maxLength: LONGEST_COMMENT });

const CommentedBlockSchema = z.enum(BlockKey, { error: "Choose one of the ten blocks." });

const PlaceSchema = z
  .string()
  .max(100, "There is no such place in a block.")
  .regex(/^(|field:[A-Za-z]+|note:[\w-]+)$/, "There is no such place in a block.");

export const NewThreadSchema = z.strictObject({
  block: CommentedBlockSchema,
  place: PlaceSchema.default(""),
  text: CommentTextSchema,
});

export const NewReplySchema = z.strictObject({ text: CommentTextSchema });

const ClientKeySchema = z.uuid({ error: "must be a UUID" });
const ThreadIdSchema = z.uuid({ error: "There is no such comment." });

/** Open threads that a canvas takes: the panel shows them all. */
export const MOST_OPEN = 500;

/** Everything that a page can do to comments: one address, one shape. */
export const DeedSchema = z.discriminatedUnion(
  "deed",
  [
    NewThreadSchema.extend({ deed: z.literal("begin"), clientKey: ClientKeySchema }),
    NewReplySchema.extend({ deed: z.literal("reply"), threadId: ThreadIdSchema, clientKey: ClientKeySchema }),
    z.strictObject({ deed: z.literal("edit"), commentId: ThreadIdSchema, text: CommentTextSchema }),
    z.strictObject({ deed: z.literal("delete"), commentId: ThreadIdSchema }),
    z.strictObject({ deed: z.enum(["resolve", "reopen"]), threadId: ThreadIdSchema }),
    z.strictObject({ deed: z.literal("seen"), threadIds: z.array(ThreadIdSchema).max(MOST_OPEN) }),
  ],
  { error: "There is no such thing to do." },
);

export const THREAD_STATES = ["open", "resolved", "all"] as const;

export const ThreadsQuerySchema = z.strictObject({
  block: CommentedBlockSchema.optional(),
  state: z.enum(THREAD_STATES, { error: `must be one of ${THREAD_STATES.join(", ")}` }).default("open"),
  /** The id of the last thread of the page before. */
  before: z.uuid().optional(),
});
