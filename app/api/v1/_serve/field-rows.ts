import type { JsonSchema } from "./schemas.ts";

/** A field or a parameter, in words. */
export interface FieldRow {
  /** With the names that it stands under: `recipe.columns[].role`. */
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
}

const DEEPEST = 3;

/** The fields of a body, a line each, those within others after them. */
export function fieldRows(
  schema: JsonSchema,
  schemas: Record<string, JsonSchema>,
  { prefix = "", depth = 1 } = {},
): FieldRow[] {
  const { properties = {}, required = [] } = resolve(schema, schemas) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).flatMap(([key, value]) => {
    const field = resolve(value, schemas);
    const name = `${prefix}${key}`;
    const row = {
      name,
      type: typeWords(field, schemas),
      isRequired: required.includes(key),
      description: typeof field.description === "string" ? field.description : "",
    };
    if (depth >= DEEPEST) return [row];
    const inner = notNull(field, schemas);
    const items = inner.type === "array" ? resolve(inner.items as JsonSchema, schemas) : null;
    const below = items
      ? fieldRows(items, schemas, { prefix: `${name}[].`, depth: depth + 1 })
      : fieldRows(inner, schemas, { prefix: `${name}.`, depth: depth + 1 });
    return [row, ...below];
  });
}

function resolve(schema: JsonSchema | undefined, schemas: Record<string, JsonSchema>): JsonSchema {
  const name = typeof schema?.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  return name === undefined ? (schema ?? {}) : { ...schemas[name], ...schema };
}

/** Of a field that may be null, what it is otherwise. */
function notNull(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  const [only, ...others] = (choices ?? []).filter((choice) => choice.type !== "null");
  return only && others.length === 0 ? resolve(only, schemas) : schema;
}

function typeWords(schema: JsonSchema, schemas: Record<string, JsonSchema>): string {
  const { type, format, enum: values, const: constant, items, default: standard } = schema;
  const isNullable =
    (Array.isArray(type) && type.includes("null")) ||
    ((schema.anyOf ?? []) as JsonSchema[]).some((choice) => choice.type === "null");
  const choices = ((schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[]).filter(
    (choice) => choice.type !== "null",
  );
  const [first] = Array.isArray(type) ? type.filter((name) => name !== "null") : [type];
  const words =
    choices.length > 0
      ? [...new Set(choices.map((choice) => typeWords(resolve(choice, schemas), schemas)))].join(" or ")
      : values !== undefined
        ? (values as unknown[]).map(String).join(" | ")
        : constant !== undefined
          ? String(constant)
          : first === "array"
            ? `list of ${typeWords(resolve(items as JsonSchema, schemas), schemas)}`
            : `${NAMES[String(format ?? first)] ?? NAMES[String(first)] ?? "any"}${range(schema)}`;
  const end = standard === undefined || standard === "" ? "" : `, ${JSON.stringify(standard)} when absent`;
  return `${words}${isNullable ? " or null" : ""}${end}`;
}

const NAMES: Record<string, string> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "object",
  uuid: "UUID",
  "date-time": "time (ISO 8601)",
  date: "date (ISO 8601)",
};

function range({ minimum, maximum, maxLength }: JsonSchema): string {
  const [low, high] = [minimum, maximum].map((value) =>
    typeof value === "number" && Math.abs(value) < 1e15 ? value.toLocaleString("en") : null,
  );
  if (low && high) return ` from ${low} to ${high}`;
  if (low) return `, at least ${low}`;
  if (high) return `, at most ${high}`;
  return typeof maxLength === "number" ? `, at most ${maxLength.toLocaleString("en")} characters` : "";
}
