import { z } from "zod";

/** What the document says of a parameter whose text is read as something else. */
export const parameterSchemas = z.registry<Record<string, unknown>>();

/** A whole number in a path or a query. */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  const words = `must be a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}`;
  return z
    .string({ error: words })
    .regex(/^(0|[1-9]\d{0,14})$/, words)
    .transform(Number)
    .refine((value) => value >= min && value <= max, words)
    .register(parameterSchemas, { type: "integer", minimum: min, maximum: max });
}
