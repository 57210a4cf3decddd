import { z } from "zod";
import type { CellField, NumberField } from "../blocks/field.ts";

export type Judgement = { ok: true; value: string | number } | { ok: false; reason: string };

const NUMBER_WORDS = "Write a number with a point as decimal mark and no separators, like 0.54.";

function numberSchema(field: NumberField) {
  let number = z.number({ error: NUMBER_WORDS });
  if (field.integer) number = number.int({ error: "Write a whole number." });
  if (field.above !== undefined) number = number.gt(field.above, { error: `Must be above ${field.above}.` });
  if (field.below !== undefined) number = number.lt(field.below, { error: `Must be below ${field.below}.` });
  if (field.min !== undefined) number = number.min(field.min, { error: `Must be at least ${field.min}.` });
  if (field.max !== undefined) number = number.max(field.max, { error: `Must be at most ${field.max}.` });
  return z
    .string()
    .max(24, { error: NUMBER_WORDS })
    .transform((typed) => typed.replace("−", "-"))
    .pipe(z.string().regex(/^[+-]?(\d+\.?\d*|\.\d+)$/, { error: NUMBER_WORDS }))
    .transform(Number)
    .pipe(number);
}

function cellSchema(field: CellField): z.ZodType<string | number> {
  switch (field.kind) {
    case "text":
    case "longtext":
      return z.string().max(field.maxLength, { error: `At most ${field.maxLength} characters.` });
    case "number":
      return numberSchema(field);
    case "choice":
      return z.enum(
        field.options.map((option) => option.value),
        { error: "Choose one of the list." },
      );
  }
}

const schemas = new WeakMap<CellField, z.ZodType<string | number>>();

/** What zod says of one typed value: the value as the product may use it, or why it stays a draft. */
export function judgeCell(field: CellField, typed: string): Judgement {
  let schema = schemas.get(field);
  if (!schema) {
    schema = cellSchema(field);
    schemas.set(field, schema);
  }
  const result = schema.safeParse(typed.trim());
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, reason: result.error.issues[0]?.message ?? "This value is not as expected." };
}
