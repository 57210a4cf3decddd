import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { judgeOf } from "./_serve/testing/fits.ts";
import { GET } from "./openapi.json/route.ts";
import { OPERATIONS } from "./operations.ts";

const { document, at, operationAt, misfit } = judgeOf(OPERATIONS);

interface Media {
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
  schema?: unknown;
}

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1, and every reference in it leads somewhere", async () => {
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
    for (const [, reference = ""] of JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)) {
      expect({ reference, found: at(reference) !== undefined }).toEqual({ reference, found: true });
    }
  });

  it("is served to anybody, as it is made", async () => {
    const response = await GET(new Request("http://localhost/api/v1/openapi.json"), {
      params: Promise.resolve({}),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual(document);
  });

  it("tells of no operation without its failures, limits and, for a POST, its key", () => {
    for (const operation of OPERATIONS) {
      const described = at(operationAt(operation)) as {
        responses: Record<string, { headers?: object }>;
        parameters: { $ref?: string }[];
      };
      expect(Object.keys(described.responses)).toEqual(
        expect.arrayContaining(["400", "401", "429", "500", "503"]),
      );
      const success = Object.entries(described.responses).filter(([status]) => status.startsWith("2"));
      expect(success.length).toBeGreaterThan(0);
      for (const [, { headers }] of success) expect(headers).toHaveProperty("RateLimit-Limit");
      const hasKey = described.parameters.some(({ $ref }) => $ref?.endsWith("/IdempotencyKey"));
      expect({ id: operation.id, hasKey }).toEqual({ id: operation.id, hasKey: operation.method === "POST" });
    }
  });

  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    "has examples for %s that fit their schemas",
    (_id, operation) => {
      const place = operationAt(operation);
      const described = at(place) as {
        responses: object;
        parameters: { example?: unknown; schema?: unknown }[];
      };
      const media: string[] = [];
      const collect = (pointer: string) => {
        const { $ref } = at(pointer) as { $ref?: string };
        const holder = $ref ? $ref.slice(1) : pointer;
        const { content } = at(holder) as { content?: object };
        for (const type of Object.keys(content ?? {})) {
          media.push(`${holder}/content/${type.replaceAll("~", "~0").replaceAll("/", "~1")}`);
        }
      };
      if (at(`${place}/requestBody`)) collect(`${place}/requestBody`);
      for (const status of Object.keys(described.responses)) collect(`${place}/responses/${status}`);
      for (const pointer of media) {
        const { example, examples, schema } = at(pointer) as Media;
        const values = examples ? Object.values(examples).map(({ value }) => value) : [example];
        expect({ pointer, values: values.filter((value) => value !== undefined).length }).toEqual({
          pointer,
          values: values.length,
        });
        if (!schema) continue;
        for (const value of values) {
          expect({ pointer, misfit: misfit(`${pointer}/schema`, value) }).toEqual({ pointer, misfit: null });
        }
      }
      for (const [i, { example, schema }] of described.parameters.entries()) {
        if (example === undefined || !schema) continue;
        expect(misfit(`${place}/parameters/${i}/schema`, example)).toBeNull();
      }
      // What the service itself would refuse is no example.
      if (operation.body && operation.example.body !== undefined) {
        expect(operation.body.safeParse(operation.example.body).error?.issues ?? []).toEqual([]);
      }
      if (operation.params) {
        expect(operation.params.safeParse(operation.example.params).error?.issues ?? []).toEqual([]);
      }
      if (operation.query && operation.example.query) {
        expect(operation.query.safeParse(operation.example.query).error?.issues ?? []).toEqual([]);
      }
    },
  );
});
