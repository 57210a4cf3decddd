import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";

const NameSchema = z.string().trim().min(1).max(200).refine(isPrintable, NOT_PRINTABLE);

/** What every step of a recipe has besides its kind. */
export const common = {
  /** Stays with the step while it is edited and moved. It tells nothing of what the step does. */
  id: z.string().regex(/^[A-Za-z0-9-]{1,36}$/, "must be 1 to 36 letters, digits or hyphens"),
  /** In a person's words; null takes the sentence that says what the step does. */
  name: z.string().trim().min(1).max(80).refine(isPrintable, NOT_PRINTABLE).nullable().default(null),
  /** A step that is switched off stays in the list and does nothing. */
  isOn: z.boolean().default(true),
};

/** A covariate by its name. */
export const CovariateName = NameSchema;
/** A covariate by its name, or null for the target. */
export const ColumnRef = NameSchema.nullable().default(null);
export const SeriesName = z.string().min(1).max(5000);

/** A day, a minute (both as written, without an offset), or a whole number where times are positions. */
export const TimeText = z
  .string()
  .regex(
    /^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?|-?\d{1,15})$/,
    "write a day such as 2024-01-31, or a minute such as 2024-01-31T08:00",
  );

/** What a total is when one of its values is not known: not known either, or the total of those that are. */
export const Unknowns = z.enum(["missing", "known_only"]);
