import { z } from "zod";
import { parameterSchemas } from "./parameters.ts";

export type JsonSchema = { [key: string]: unknown };

/**
 * JSON schemas of an OpenAPI document. A schema with an id stands once, under `components`, and is pointed at; since
 * what is sent and what is answered may differ in defaults, one that is met both ways gets two names.
 */
export function schemaCollector() {
  const components: Record<string, JsonSchema> = {};
  const add = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
    const { $schema: _, $defs, ...root } = jsonSchemaOf(schema, io);
    const suffix = io === "input" ? "Input" : "";
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
      const { id: _id, ...plain } = definition;
      components[name + suffix] = repoint(plain, suffix);
    }
    return repoint(root, suffix);
  };
  return { components, add };
}

function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      const parameter = parameterSchemas.get(zodSchema as unknown as z.ZodType);
      if (parameter) {
        const { description } = jsonSchema;
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
        Object.assign(jsonSchema, parameter, description === undefined ? {} : { description });
      }
      // The pattern of a format says nothing that its name does not, in a hundred characters.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  }) as JsonSchema;
}

function repoint<T>(value: T, suffix: string): T {
  if (Array.isArray(value)) return value.map((item) => repoint(item, suffix)) as T;
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === "$ref" && typeof inner === "string"
      ? inner.replace(/^#\/\$defs\/(.*)$/, `#/components/schemas/$1${suffix}`)
      : repoint(inner, suffix),
  ]);
  return Object.fromEntries(entries) as T;
}
