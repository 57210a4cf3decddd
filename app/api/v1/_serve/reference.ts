import { RIGHTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { curlOf } from "./curl.ts";
import { answerExample, openApiDocument } from "./document.ts";
import { failuresOf } from "./failures.ts";
import { type FieldRow, fieldRows } from "./field-rows.ts";
import { type Operation, TAGS } from "./operation.ts";
import type { JsonSchema } from "./schemas.ts";

/** An operation as people read it. */
export interface ReferenceEntry {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Who may, in words; empty when every role may. */
  may: string;
  /** In path, query and header. */
  parameters: FieldRow[];
  body: FieldRow[];
  curl: string;
  answer: { status: number; type: string; text: string };
  failures: string;
}

export interface ReferenceChapter {
  tag: string;
  description: string;
  entries: ReferenceEntry[];
}

/** The reference, made from the document that machines read. */
export function referenceOf(operations: readonly Operation[], origin: string): ReferenceChapter[] {
  const document = openApiDocument(operations);
  const paths = document.paths as Record<string, Record<string, JsonSchema>>;
  const { schemas } = document.components as { schemas: Record<string, JsonSchema> };
  return Object.entries(TAGS)
    .map(([tag, description]) => ({
      tag,
      description,
      entries: operations
        .filter((operation) => operation.tag === tag)
        .map((operation) => {
          const described = paths[operation.path]?.[operation.method.toLowerCase()] ?? {};
          return entryOf(operation, { described, schemas, origin });
        }),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function entryOf(
  operation: Operation,
  {
    described,
    schemas,
    origin,
  }: { described: JsonSchema; schemas: Record<string, JsonSchema>; origin: string },
): ReferenceEntry {
  const roles: readonly (keyof typeof ROLE_NAMES)[] = RIGHTS[operation.right];
  const content = (described.requestBody as { content?: Record<string, { schema?: JsonSchema }> } | undefined)
    ?.content;
  const schema = content?.["application/json"]?.schema;
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    summary: operation.summary,
    description: operation.description ?? "",
    may:
      roles.length === Object.keys(ROLE_NAMES).length ? "" : roles.map((role) => ROLE_NAMES[role]).join(", "),
    parameters: parameterRows(described.parameters as JsonSchema[], schemas),
    body: schema ? fieldRows(schema, schemas) : [],
    curl: curlOf(operation, origin),
    answer: answerOf(operation),
    failures: [...failuresOf(operation)]
      .filter(([status]) => status < 500)
      .map(([status, codes]) => `${status} ${codes.join(", ")}`)
      .join(" · "),
  };
}

function parameterRows(parameters: JsonSchema[], schemas: Record<string, JsonSchema>): FieldRow[] {
  return (
    parameters
      // The project's id stands in nearly every path, and the page says once what it is.
      .filter(({ name }) => typeof name === "string" && name !== "id")
      .map(({ name, in: place, required, description, schema }) => {
        const [row] = fieldRows(
          { type: "object", properties: { [String(name)]: { ...(schema as JsonSchema), description } } },
          schemas,
        );
        return {
          name: String(name),
          type: `${row?.type ?? "text"}, ${place}`,
          isRequired: required === true,
          description: row?.description ?? "",
        };
      })
  );
}

function answerOf(operation: Operation): ReferenceEntry["answer"] {
  const { response, status, otherAnswers } = operation;
  if (response) {
    return {
      status: status ?? 200,
      type: "application/json",
      text: JSON.stringify(answerExample(operation), null, 2),
    };
  }
  const [[code, { content }] = ["204", { content: {} }]] = Object.entries(otherAnswers ?? {});
  const [[type, text] = ["", ""]] = Object.entries(content);
  return {
    status: Number(code),
    type,
    text: typeof text === "string" ? text.trimEnd() : JSON.stringify(text, null, 2),
  };
}
