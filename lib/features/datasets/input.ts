import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { RecipeDraftSchema, RecipeSchema } from "./recipe-schema.ts";

export const MAX_UPLOAD_BYTES = 2 * 1024 ** 3;

/** A file's name as shown and as offered for download: no paths, no control characters. */
export const FileNameSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\\p{Cc}\p{Cs}]+$/u, "must be a file's name without a path");

export const OpenUploadSchema = z.strictObject({
  fileName: FileNameSchema,
  /** Of the whole file. The largest is judged by the service, in its own words. */
  sizeBytes: z
    .int({ error: "must be a whole number of bytes" })
    .min(1, { error: "is 0: the file is empty. Choose a CSV file with a header and rows." }),
  /** What the whole file has, hex; what arrives is compared with it. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, { error: "must be 64 hexadecimal digits" })
    .transform((text) => text.toLowerCase())
    .nullable()
    .default(null),
});

const DatasetNameSchema = z
  .string()
  .trim()
  .min(1, "give the dataset a name")
  .max(120)
  .refine(isPrintable, NOT_PRINTABLE);

/** The files that rows come from, in this order. All have the same columns. */
const sources = {
  uploadId: z.uuid(),
  /** More files of the same columns, a month each, say. */
  moreUploadIds: z.array(z.uuid()).max(99).default([]),
  /** A version whose files come first: the new ones hold what came since. */
  appendTo: z.uuid().nullable().default(null),
};
const SourcesSchema = z.strictObject(sources);
export type Sources = z.infer<typeof SourcesSchema>;

export const FetchSchema = z.strictObject({
  /** Of a file of the public internet, over HTTPS. */
  url: z.string().trim().min(1, "give an address").max(2000),
});

export const UnderstandSchema = z.strictObject({
  ...sources,
  /** Null asks for a proposal. */
  recipe: RecipeDraftSchema.nullable(),
  /** The sheet of a workbook that the proposal is for; null is its first. A recipe names its own. */
  sheet: z.string().min(1).max(100).nullable().default(null),
});

export const ImportSchema = z.strictObject({
  ...sources,
  name: DatasetNameSchema,
  recipe: RecipeSchema,
});
export type ImportInput = z.input<typeof ImportSchema>;
