import { KEPT_HOURS, KEY_RATE } from "#lib/features/workspaces/server.ts";
import { ERROR_TABLE, type ErrorCode } from "#lib/platform/errors.ts";
import { failuresOf } from "./failures.ts";
import { type Operation, TAGS } from "./operation.ts";
import { exampleProblem, ProblemSchema } from "./problem.ts";
import { type JsonSchema, schemaCollector } from "./schemas.ts";

type Collector = ReturnType<typeof schemaCollector>;

const PROJECT_PARAMETER = {
  name: "id",
  in: "path",
  required: true,
  description: "The project's id.",
  schema: { type: "string", format: "uuid" },
};

const RATE_HEADERS = Object.fromEntries(
  ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);

/** The OpenAPI 3.1 document of the operations. */
export function openApiDocument(operations: readonly Operation[]): JsonSchema {
  const collector = schemaCollector();
  const problem = collector.add(ProblemSchema, "output");
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, {
      [operation.method.toLowerCase()]: operationObject(operation, collector),
    });
  }
  const used = new Set<string>(operations.map((operation) => operation.tag));
  return {
    openapi: "3.1.0",
    info: {
      title: "Forecanvas",
      version: "1",
      description:
        "Plan a forecasting project and run it, for machines. Every answer is JSON; failures are application/problem+json with a `code`. A key acts in one workspace, with one role.",
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1", description: "This site." }],
    security: [{ key: [] }],
    tags: Object.entries(TAGS)
      .filter(([name]) => used.has(name))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: collector.components,
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key, which an owner makes on the site." },
      },
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          description: `Made by the client, one a request: sent again with the same body it does nothing, and gives the first answer again, for ${KEPT_HOURS} hours.`,
          schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
          example: "6f1c2a58-3c0e-4a57-9a39-0d6a1a7a5a10",
        },
      },
      headers: sharedHeaders(),
      responses: problemResponses(problem),
    },
  };
}

function sharedHeaders(): JsonSchema {
  const whole = { type: "integer", minimum: 0 };
  const { requests, windowSeconds } = KEY_RATE;
  return {
    "RateLimit-Limit": {
      description: `Requests that this key may send in ${windowSeconds} s.`,
      schema: whole,
      example: requests,
    },
    "RateLimit-Remaining": { description: "Requests that are left of them.", schema: whole, example: 599 },
    "RateLimit-Reset": { description: "Seconds until they are whole again.", schema: whole, example: 42 },
    "Retry-After": { description: "Seconds to wait before the next try.", schema: whole, example: 5 },
    "WWW-Authenticate": {
      description: "How to authenticate, by RFC 6750.",
      schema: { type: "string" },
      example: 'Bearer realm="forecanvas"',
    },
    "Idempotency-Replayed": {
      description: "`true` on an answer that is given again.",
      schema: { type: "string", enum: ["true"] },
    },
  };
}

/** One for each set of codes that some status stands for. */
function problemResponses(problem: JsonSchema): JsonSchema {
  return Object.fromEntries(
    (Object.keys(ERROR_TABLE) as ErrorCode[]).map((code) => [
      code,
      {
        description: ERROR_TABLE[code].title,
        headers: failureHeaders(code),
        content: { "application/problem+json": { schema: problem, example: exampleProblem(code) } },
      },
    ]),
  );
}

function failureHeaders(code: ErrorCode): JsonSchema {
  const own: Partial<Record<ErrorCode, string>> = {
    unauthenticated: "WWW-Authenticate",
    rate_limited: "Retry-After",
    still_running: "Retry-After",
  };
  const name = own[code];
  return name ? { [name]: { $ref: `#/components/headers/${name}` } } : {};
}

function operationObject(operation: Operation, collector: Collector): JsonSchema {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    parameters: parametersOf(operation, collector),
    ...(operation.body || operation.rawBody ? { requestBody: requestBodyOf(operation, collector) } : {}),
    responses: responsesOf(operation, collector),
  };
}

/** Of an object schema, its fields as parameters in the path, the query or the header. */
function parametersIn(
  place: "path" | "query",
  schema: Operation["params"],
  given: Record<string, string> | undefined,
  collector: Collector,
): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = collector.add(schema, "input") as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
    ...(given?.[name] === undefined ? {} : { example: typed(rest, given[name]) }),
  }));
}

function typed(schema: JsonSchema, text: string): unknown {
  return schema.type === "integer" || schema.type === "number" ? Number(text) : text;
}

function parametersOf(operation: Operation, collector: Collector): JsonSchema[] {
  const { params, query, example, requestHeaders = {} } = operation;
  const headers = Object.entries(requestHeaders).map(([name, { description, required = false, schema }]) => ({
    name,
    in: "header",
    required,
    description,
    schema: collector.add(schema, "input"),
    ...(example.headers?.[name] === undefined ? {} : { example: example.headers[name] }),
  }));
  return [
    ...(operation.path.includes("{id}") ? [PROJECT_PARAMETER] : []),
    ...parametersIn("path", params, example.params, collector),
    ...parametersIn("query", query, example.query, collector),
    ...headers,
    ...(operation.method === "POST" ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
  ];
}

function requestBodyOf({ body, rawBody, example }: Operation, collector: Collector): JsonSchema {
  const json = body && {
    "application/json": { schema: collector.add(body, "input"), example: example.body },
  };
  if (!rawBody) return { required: true, content: json };
  const files = Object.fromEntries(rawBody.types.map((type) => [type, { example: rawBody.example }]));
  return { required: true, description: rawBody.description, content: { ...json, ...files } };
}

function responsesOf(operation: Operation, collector: Collector): JsonSchema {
  const responses: JsonSchema = {};
  const ownHeaders = Object.fromEntries(
    Object.entries(operation.responseHeaders ?? {}).map(([name, description]) => [
      name,
      { description, schema: { type: "string" } },
    ]),
  );
  const replayed = { "Idempotency-Replayed": { $ref: "#/components/headers/Idempotency-Replayed" } };
  const headers = { ...RATE_HEADERS, ...(operation.method === "POST" ? replayed : {}), ...ownHeaders };
  if (operation.response) {
    const schema = collector.add(operation.response, "output");
    const content = { "application/json": { schema, example: answerExample(operation) } };
    const descriptions = {
      [operation.status ?? 200]: operation.responseDescription ?? operation.summary,
      ...operation.otherStatuses,
    };
    for (const [status, description] of Object.entries(descriptions)) {
      responses[status] = { description, headers, content };
    }
  }
  for (const [status, { description, content }] of Object.entries(operation.otherAnswers ?? {})) {
    const types = Object.entries(content).map(([type, example]) => [type, { example }]);
    const before = responses[status] as { content?: JsonSchema } | undefined;
    responses[status] = {
      description,
      headers,
      ...(types.length > 0 ? { content: { ...before?.content, ...Object.fromEntries(types) } } : {}),
    };
  }
  for (const [status, codes] of failuresOf(operation)) responses[String(status)] = failureOf(codes);
  return responses;
}

/** As it is answered: with what the schema fills in. */
export function answerExample({ response, example }: Operation): unknown {
  return response?.parse(example.answer);
}

function failureOf(codes: readonly ErrorCode[]): JsonSchema {
  const [first = "internal"] = codes;
  if (codes.length === 1) return { $ref: `#/components/responses/${first}` };
  return {
    description: codes.map((code) => ERROR_TABLE[code].title).join(" Or: "),
    headers: Object.assign({}, ...codes.map(failureHeaders)),
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleProblem(code) }])),
      },
    },
  };
}
