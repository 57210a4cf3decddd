import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeApiKey } from "#lib/features/workspaces/server.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { closeEventHub } from "#lib/platform/events/hub.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import type { Operation } from "./_serve/operation.ts";
import { serve } from "./_serve/serve.ts";
import { judgeOf } from "./_serve/testing/fits.ts";
import { OPERATIONS } from "./operations.ts";

// Whatever is sent, the answer has a declared status and a body that fits the declared schema, and is never a failure
// of ours. Half of what is sent is near to an example, so that it comes past the parser.

const RUNS = 60;
const { complaints } = judgeOf(OPERATIONS);

let database: TestDatabase;
let ours: TestProject;
let key: string;

beforeAll(async () => {
  // Addresses of links are made from the environment.
  process.env.APP_SECRET ??= "a secret of the tests only";
  process.env.DATABASE_URL ??= process.env.TEST_DATABASE_URL;
  database = await createTestDatabase();
  ours = await createTestProject();
  ({ key } = await makeApiKey(ours.owner, { name: "Fuzz", role: "owner", expiresInDays: null }));
});
afterAll(async () => {
  await Promise.all([closeSender(), closeEventHub()]);
  await database.drop();
});

const NASTY = [
  "",
  "\0",
  "\ud800",
  "__proto__",
  "' OR 1=1 --",
  "../..",
  "1e309",
  "𝒳".repeat(40),
  "‮abc",
  "-1",
  "0",
];
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(...NASTY),
  fc.uuid(),
  fc.integer().map(String),
);
const leaf = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, false, Number.MAX_SAFE_INTEGER, 1e308, -0, { not: "" }, [], {}),
);

/** The example with one of its values, at any depth, exchanged. */
function near(example: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(example) && example.length > 0) {
    return fc.nat(example.length - 1).chain((i) =>
      fc.oneof(
        near(example[i]).map((value) => example.map((other, j) => (i === j ? value : other))),
        fc.constant([...example, example[i]]),
      ),
    );
  }
  if (example !== null && typeof example === "object") {
    const names = Object.keys(example);
    if (names.length === 0) return leaf;
    const record = example as Record<string, unknown>;
    return fc.constantFrom(...names).chain((name) =>
      fc.oneof(
        { weight: 4, arbitrary: near(record[name]).map((value) => ({ ...record, [name]: value })) },
        {
          weight: 1,
          arbitrary: fc.constant(
            Object.fromEntries(names.filter((n) => n !== name).map((n) => [n, record[n]])),
          ),
        },
      ),
    );
  }
  return leaf;
}

interface Wish {
  params: Record<string, string>;
  query: [string, string][];
  headers: Record<string, string>;
  body: string | undefined;
}

const visible = fc.string({ unit: "grapheme-ascii", maxLength: 20 }).map((word) => word.trim());

function wishesOf({ params, query, example, body, rawBody, requestHeaders }: Operation): fc.Arbitrary<Wish> {
  const named = (names: readonly string[], given: Record<string, string> = {}) =>
    fc.record(
      Object.fromEntries(names.map((name) => [name, fc.oneof(fc.constant(given[name] ?? ""), text)])),
    );
  const queryNames = [...Object.keys(query?.shape ?? {}), "extra"];
  const queries = fc.array(fc.tuple(fc.constantFrom(...queryNames), text), { maxLength: 3 });
  const bodies = fc.oneof(
    fc.constant(JSON.stringify(example.body ?? {})),
    near(example.body ?? {}).map((value) => JSON.stringify(value) ?? ""),
    fc.json({ maxDepth: 3 }),
    text,
  );
  return fc.record({
    params: named(Object.keys(params?.shape ?? {}), example.params),
    query: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: queries },
    ) as fc.Arbitrary<[string, string][]>,
    headers: fc.record(
      {
        "content-type": fc.oneof(
          {
            weight: 6,
            arbitrary: fc.constant(body ? "application/json" : (rawBody?.types[0] ?? "application/json")),
          },
          {
            weight: 1,
            arbitrary: fc.constantFrom("text/plain", "multipart/form-data", ...(rawBody?.types ?? [])),
          },
        ),
        "idempotency-key": visible,
        accept: fc.constantFrom("application/json", "text/csv", "*/*;q=x", "image/png"),
        ...Object.fromEntries(
          Object.keys(requestHeaders ?? {}).map((name) => [
            name,
            fc.oneof(fc.constant(example.headers?.[name] ?? "0"), visible),
          ]),
        ),
      },
      { requiredKeys: ["content-type"] },
    ) as fc.Arbitrary<Record<string, string>>,
    body:
      body || rawBody
        ? fc.option(bodies, { nil: undefined, freq: 8 })
        : fc.option(text, { nil: undefined, freq: 1 }),
  });
}

async function send(operation: Operation, wish: Wish): Promise<{ response: Response; text: string }> {
  const params = { id: ours.projectId, ...wish.params };
  const leave = new AbortController();
  const address = new URL(`http://localhost/api/v1/fuzz/${operation.id}`);
  for (const [name, value] of wish.query) address.searchParams.append(name, value);
  const hasBody = wish.body !== undefined && operation.method !== "GET";
  const request = new Request(address, {
    method: operation.method,
    headers: { authorization: `Bearer ${key}`, ...wish.headers },
    ...(hasBody ? { body: Buffer.from(wish.body ?? "") } : {}),
    signal: leave.signal,
  });
  const response = await serve([operation])[operation.method](request, { params: Promise.resolve(params) });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const answer = isStream ? "" : await response.text();
  if (isStream) await response.body?.cancel();
  leave.abort();
  return { response, text: answer };
}

describe("whatever is sent to", () => {
  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    "%s, the answer is one that the document declares",
    async (_id, operation) => {
      await fc.assert(
        fc.asyncProperty(wishesOf(operation), async (wish) => {
          const { response, text: answer } = await send(operation, wish);
          if (response.status === 429) await database.pool.query(`DELETE FROM "RateLimit"`);
          expect({ status: response.status, answer }).not.toMatchObject({ status: 500 });
          expect(complaints(operation, response, answer)).toEqual([]);
        }),
        { numRuns: RUNS, seed: 20261126 },
      );
    },
  );
});
