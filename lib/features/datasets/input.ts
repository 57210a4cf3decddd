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

const DatasetNameSchema = z
  .string()
  .trim()
  .min(1, "give the dataset a name")
  .max(120)
  .refine(isPrintable, NOT_PRINTABLE);

export const UnderstandSchema = z.strictObject({
  uploadId: z.uuid(),
  /** Null asks for a proposal. */
  recipe: RecipeDraftSchema.nullable(),
});

export const ImportSchema = z.strictObject({
  uploadId: z.uuid(),
  name: DatasetNameSchema,
  recipe: RecipeSchema,
});
export type ImportInput = z.input<typeof ImportSchema>;
