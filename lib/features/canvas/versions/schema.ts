import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";

const SnapshotNameSchema = z
  .string()
  .trim()
  .min(1, { error: "Give this version a name." })
  .max(80, { error: "At most 80 characters." })
  .refine(isPrintable, { error: NOT_PRINTABLE });

export const NameSnapshotSchema = z.strictObject({ name: SnapshotNameSchema });

export const SnapshotNumberSchema = z.coerce
  .number({ error: "must be the number of a version" })
  .int({ error: "must be the number of a version" })
  .min(1)
  .max(2_000_000_000);

/** A version by its number, or the canvas as it is now. */
const SnapshotRefSchema = z.union([z.literal("now"), SnapshotNumberSchema], {
  error: "must be the number of a version, or now",
});
export type SnapshotRef = z.output<typeof SnapshotRefSchema>;

export const DifferenceSchema = z.strictObject({ from: SnapshotRefSchema, to: SnapshotRefSchema });
