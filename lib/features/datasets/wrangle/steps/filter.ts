import { z } from "zod";
import { ColumnRef, common, SeriesName, TimeText } from "./common.ts";

const Condition = z.discriminatedUnion("of", [
  z.strictObject({
    of: z.literal("series"),
    how: z.enum(["is_one_of", "contains", "starts_with"]).default("is_one_of"),
    texts: z.array(SeriesName).min(1, "name at least one series").max(1000),
  }),
  z
    .strictObject({
      of: z.literal("time"),
      from: TimeText.nullable().default(null),
      to: TimeText.nullable().default(null),
    })
    .refine((range) => range.from !== null || range.to !== null, "give the first time, the last, or both"),
  z.strictObject({
    of: z.literal("value"),
    column: ColumnRef,
    how: z.enum(["below", "at_most", "equal", "at_least", "above", "unknown"]),
    /** A number, or a category's text; not read for `unknown`. */
    value: z.union([z.number(), z.string().max(1000)]).default(0),
  }),
]);

/** Rows that are kept, or left out. A value that is not known meets no condition but `unknown`. */
export const FilterStep = z.strictObject({
  ...common,
  kind: z.literal("filter"),
  rows: z.enum(["keep", "leave_out"]).default("keep"),
  where: Condition,
});
