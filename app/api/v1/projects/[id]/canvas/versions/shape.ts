import { z } from "zod";
import type { Snapshot } from "#lib/features/canvas/server.ts";
import { wholeNumber } from "../../../../_serve/parameters.ts";
import { iso } from "../../iso.ts";

export const VersionParams = z.strictObject({ number: wholeNumber({ min: 1, max: 2_000_000_000 }) });

const VERSION_FIELDS = {
  number: z.int().meta({ description: "Counts within the project, from 1." }),
  name: z.string(),
  reason: z
    .enum(["named", "before_run", "before_decision", "before_restore", "restored"])
    .meta({ description: "Why it was kept: somebody named it, or the product kept it by itself." }),
  ref: z.string().nullable().meta({
    description:
      "The id of the run or the decision that followed, or the number of the version that was restored.",
  }),
  takenBy: z.string().nullable(),
  takenAt: z.iso.datetime(),
};

export const VersionSchema = z.object(VERSION_FIELDS).meta({ id: "CanvasVersion" });

export const EXAMPLE_VERSION = {
  number: 1,
  name: "Before the review",
  reason: "named" as const,
  ref: null,
  takenBy: "Mia Owner",
  takenAt: "2026-03-02T09:30:00.000Z",
};

const Value = z.union([z.string(), z.number()]);

/** A version with what it says. */
export const VersionContentSchema = z
  .object({
    ...VERSION_FIELDS,
    blocks: z.array(
      z.object({
        key: z.string(),
        status: z.enum(["empty", "draft", "agreed"]),
        ownerId: z.string().nullable(),
        fields: z.record(z.string(), z.union([Value, z.array(z.record(z.string(), Value))])),
        drafts: z.record(z.string(), z.object({ value: z.string(), reason: z.string() })),
        notes: z.array(z.object({ id: z.string(), text: z.string(), authorId: z.string() })),
      }),
    ),
  })
  .meta({ id: "CanvasVersionContent" });

/** What became of one field, one row or one note. */
export const ChangeSchema = z.object({
  path: z.string(),
  label: z.string(),
  kind: z.enum(["added", "removed", "changed"]),
  stretches: z
    .array(z.object({ kind: z.enum(["same", "added", "removed"]), text: z.string() }))
    .meta({ description: "Word by word; without the added ones it is the text before." }),
});

export const DifferenceSchema = z
  .object({
    blocks: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        changes: z.array(ChangeSchema),
      }),
    ),
  })
  .meta({ id: "CanvasDifference" });

export function toVersion({ number, name, reason, ref, takenBy, at }: Snapshot) {
  return { number, name, reason, ref, takenBy, takenAt: iso(at) };
}
