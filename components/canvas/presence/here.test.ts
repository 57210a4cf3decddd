import { describe, expect, it } from "vitest";
import type { Present } from "#lib/features/canvas/index.ts";
import { inField, othersOf } from "./here.tsx";

const person = (tab: string, userId: string, more: Partial<Present> = {}): Present => ({
  tab,
  userId,
  name: userId.toUpperCase(),
  block: null,
  field: null,
  ...more,
});

describe("who else is on the canvas", () => {
  it("is one a person, where they write, without oneself", () => {
    const people = [
      person("t1", "zoe"),
      person("t2", "me", { block: "decisions" }),
      person("t3", "ada"),
      person("t4", "ada", { block: "decisions", field: "Decision" }),
    ];
    expect(othersOf(people, "me").map(({ tab }) => tab)).toEqual(["t4", "t1"]);
  });

  it("stands beside the field that they are in, of that block alone", () => {
    const others = [
      person("t1", "ada", { block: "decisions", field: "Cadence" }),
      person("t2", "bob", { block: "building_models", field: "Cadence" }),
    ];
    expect(inField(others, "decisions", "Cadence")).toBe("ADA");
    expect(inField(others, "decisions", "Decision")).toBeNull();
  });
});
