import { z } from "zod";
import { LABEL_KINDS, MASKED_KINDS } from "#lib/features/datasets/index.ts";

/** What a run asks of the labels; left out, it hides all that can be hidden. */
export const LabelUseSchema = z
  .strictObject({
    /** Kinds whose periods are missing, never zero, in what the models learn from. */
    mask: z
      .array(z.enum(MASKED_KINDS))
      .transform((kinds) => MASKED_KINDS.filter((kind) => kinds.includes(kind))),
    /** Whether promotion labels are an input that is known ahead. */
    promotions: z.boolean().default(false),
  })
  .default({ mask: [...MASKED_KINDS], promotions: false });

/** `Run.spec.labels`: which labels a run used, and how; null where there were none, or before there was any. */
export const UsedLabelsSchema = z
  .object({
    /** SHA-256 of the labels: they are kept under it as they were. */
    digest: z.string(),
    counts: z.partialRecord(z.enum(LABEL_KINDS), z.int()),
    mask: z.array(z.enum(MASKED_KINDS)),
    /** Kinds whose periods are left out of errors and costs. */
    leftOut: z.array(z.enum(LABEL_KINDS)),
    /** Of the labels of these kinds alone: what decides whether errors and costs of two runs may be compared. */
    leftOutDigest: z.string().nullable(),
    promotions: z.boolean(),
  })
  .nullable()
  .default(null);
