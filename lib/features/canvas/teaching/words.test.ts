import { describe, expect, it } from "vitest";
import { BLOCKS } from "../blocks/index.ts";
import { judgeCell } from "../document/judge.ts";
import { TEACHING } from "./words.ts";

describe("what teaches", () => {
  it.each(BLOCKS.map((block) => [block.key, block] as const))("covers each field of %s", (key, block) => {
    expect(Object.keys(TEACHING[key]).sort()).toEqual(block.fields.map((field) => field.key).sort());
    for (const { what, good, bad, why } of Object.values(TEACHING[key])) {
      for (const words of [what, good, bad, why]) expect(words.length).toBeGreaterThan(0);
      expect(good).not.toBe(bad);
    }
  });

  it("shows examples in grey that the field itself takes", () => {
    for (const { fields } of BLOCKS) {
      for (const field of fields.flatMap((one) => (one.kind === "list" ? one.columns : [one]))) {
        if (field.example === undefined || field.kind === "choice") continue;
        expect(judgeCell(field, field.example), field.key).toMatchObject({ ok: true });
      }
    }
  });
});
