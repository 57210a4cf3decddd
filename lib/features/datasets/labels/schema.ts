import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { DETECTOR_KEYS } from "./detectors.ts";
import { LABEL_KINDS } from "./kinds.ts";

/** As many as one request adds, answers or takes away. */
export const MOST_AT_ONCE = 500;
/** As many as a dataset keeps: past this somebody's script has gone round too often. */
export const MOST_LABELS = 20_000;

/** Milliseconds since 1970 UTC within what a date can say, or a position of data without dates. */
const TimeSchema = z
  .number({ error: "must be a time in milliseconds, or a position" })
  .min(-8.64e15)
  .max(8.64e15);

const LabelInputSchema = z
  .strictObject({
    kind: z.enum(LABEL_KINDS),
    /** The series' own name; null for all series. */
    seriesId: z.string().min(1).max(8_192).nullable(),
    /** Times of the first and the last period, both labelled. */
    fromTime: TimeSchema,
    toTime: TimeSchema,
    text: z
      .string()
      .trim()
      .max(500, { error: "A label's text has at most 500 characters." })
      .refine(isPrintable, NOT_PRINTABLE)
      .default(""),
    /** Which detector proposed it; null where it was drawn by hand. */
    detector: z.enum(DETECTOR_KEYS).nullable().default(null),
  })
  .refine(({ fromTime, toTime }) => fromTime <= toTime, {
    path: ["toTime"],
    error: "The last period stands before the first. Turn them round.",
  })
  .refine(({ kind, text }) => kind !== "note" || text !== "", {
    path: ["text"],
    error: "A note without a text says nothing. Write a few words.",
  });
export type LabelInput = z.input<typeof LabelInputSchema>;

export const AddLabelsSchema = z.strictObject({
  /** `reject` keeps them as an answer to a detector, so that they are not proposed again. */
  answer: z.enum(["accept", "reject"]).default("accept"),
  labels: z
    .array(LabelInputSchema)
    .min(1, { error: "There is no label in it." })
    .max(MOST_AT_ONCE, { error: `At most ${MOST_AT_ONCE} labels are taken at once.` }),
});

export const LabelIdsSchema = z.strictObject({
  ids: z
    .array(z.uuid())
    .min(1, { error: "Name at least one label." })
    .max(MOST_AT_ONCE, { error: `At most ${MOST_AT_ONCE} labels are changed at once.` }),
});

/** `LabelSet.labels`, in the order that its digest was made over. */
export const LabelSetSchema = z.array(
  z.object({
    kind: z.enum(LABEL_KINDS),
    seriesId: z.string().nullable(),
    fromTime: z.number(),
    untilTime: z.number(),
  }),
);
