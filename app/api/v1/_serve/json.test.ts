import { describe, expect, it } from "vitest";
import { AppError } from "#lib/platform/errors.ts";
import { parseStrictJson } from "./json.ts";

const parse = (text: string) => parseStrictJson(Buffer.from(text));

describe("JSON as a machine must send it", () => {
  it.each([
    ['{"a":1,"b":[{"a":2},{"a":3}],"c":{"a":null}}'],
    ['{"a\\"b":"x: {}[]","c":"__proto__"}'],
    [' [1, -0.5e-3, true, "\\u00e4\\ud83d\\ude00"] '],
    ['"constructor"'],
    ["7"],
  ])("reads %s as JSON.parse does", (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ["", /empty/],
    ["  ", /empty/],
    ["{", /not JSON/],
    ["{'a':1}", /not JSON/],
    ["NaN", /not JSON/],
    ['{"a":1,"a":1}', /“a” stands twice/],
    ['{"a":1,"\\u0061":2}', /“a” stands twice/],
    ['[{"b":{"c":1,"d":2,"c":3}}]', /“c” stands twice/],
    ['{"__proto__":{"role":"owner"}}', /“__proto__” cannot/],
    ['{"a":{"constructor":{"prototype":1}}}', /“constructor” cannot/],
    ['{"a":[{"prototype":1}]}', /“prototype” cannot/],
    ['{"\\u005f_proto__":1}', /“__proto__” cannot/],
    ['{"a":"\\u0000"}', /cannot be stored/],
    ['{"a":"\\ud800"}', /cannot be stored/],
    [`${"[".repeat(65)}${"]".repeat(65)}`, /nested/],
    [`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`, /nested/],
  ])("refuses %.40s", (text, words) => {
    expect(() => parse(text)).toThrow(words);
    expect(() => parse(text)).toThrow(AppError);
  });

  it("refuses what is not UTF-8", () => {
    expect(() => parseStrictJson(new Uint8Array([0x7b, 0xff, 0x7d]))).toThrow(/not UTF-8/);
  });
});
