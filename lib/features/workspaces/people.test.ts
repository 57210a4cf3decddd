import { describe, expect, it } from "vitest";
import { EmailSchema, lineOfText, NewPasswordSchema } from "./people.ts";
import { isSlug, slugFrom } from "./projects.ts";

describe("e-mail addresses", () => {
  it.each([
    ["Mia@Example.COM", "mia@example.com"],
    ["  mia@example.com\t", "mia@example.com"],
    ["\u00a0mia@example.com", "mia@example.com"],
    // Full-width letters and signs are folded by NFKC (Unicode Annex 15).
    ["ｍｉａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "mia@example.com"],
    ["owner@demo.local", "owner@demo.local"],
  ])("%j is compared as %j", (typed, compared) => {
    expect(EmailSchema.parse(typed)).toBe(compared);
  });

  it.each([
    ["a Cyrillic а", "mi\u0430@example.com"],
    ["a Greek ο in the domain", "mia@example.c\u03bfm"],
    ["a dotless ı", "m\u0131a@example.com"],
    ["a zero-width space", "mi\u200ba@example.com"],
    ["a soft hyphen", "mi\u00ada@example.com"],
    ["a space within", "mi a@example.com"],
    ["a line break within", "mia@example.com\nbcc:x@y.z"],
    ["a NUL", "mia\u0000@example.com"],
    ["no domain", "mia@"],
    ["no dot in the domain", "mia@example"],
    ["two at-signs", "mia@b@example.com"],
    ["nothing", "   "],
    ["255 characters", `${"a".repeat(243)}@example.com`],
  ])("%s is refused", (_what, typed) => {
    expect(EmailSchema.safeParse(typed).success).toBe(false);
  });

  it.each([{ not: "" }, ["mia@example.com"], null, 7, undefined])("%j is refused", (typed) => {
    expect(EmailSchema.safeParse(typed).success).toBe(false);
  });
});

describe("new passwords", () => {
  it.each([
    ["123456789", false],
    ["correct horse", true],
    ["1234567890", true],
    ["aaaaaaaaaaaa", false],
    ["x".repeat(100) + "yz".repeat(50), true],
    ["x".repeat(100) + "yz".repeat(51), false],
  ])("%j", (password, isTaken) => {
    expect(NewPasswordSchema.safeParse(password).success).toBe(isTaken);
  });
});

it("a line of text is trimmed and holds nothing that cannot be shown", () => {
  const schema = lineOfText("a name", { max: 10 });
  expect(schema.parse("  Ana  ")).toBe("Ana");
  for (const text of ["", "   ", "a\u0000b", "a\nb", "\u202eabc", "a\ud800b", "12345678901"]) {
    expect(schema.safeParse(text).success, JSON.stringify(text)).toBe(false);
  }
});

it.each([
  ["Crème brûlée, 2 %", "creme-brulee-2"],
  ["  Pasta   demand ", "pasta-demand"],
  ["需求", "project"],
  ["../../etc", "etc"],
  ["A".repeat(80), "a".repeat(40)],
])("the address of %j is %j", (name, slug) => {
  expect(slugFrom(name, "project")).toBe(slug);
  expect(isSlug(slug)).toBe(true);
});
