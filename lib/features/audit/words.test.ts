import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS, AUDIT_KINDS, actionsOfKind, auditWords } from "./words.ts";

const LIB = new URL("../../", import.meta.url);

/** Every `noun.verb` that stands in a file which writes audits, but for the kinds of its events. */
function writtenActions(): Map<string, string> {
  const files = readdirSync(LIB, { recursive: true, encoding: "utf8" });
  const found = new Map<string, string>();
  for (const file of files.filter((name) => /^features\/.*(?<!\.test)\.tsx?$/.test(name))) {
    const source = readFileSync(new URL(file, LIB), "utf8");
    if (!source.includes("recordAudit(tx")) continue;
    const withoutEvents = source.replace(/kind: (?:[^,}]*\? )?"[a-z_.]+"/g, "");
    // An action is given by name, or as one of two.
    for (const [, line = ""] of withoutEvents.matchAll(/\baction\b[^\n]*[:=]\s*([^\n]*)/g)) {
      for (const [, action = ""] of line.matchAll(/"([a-z_]+\.[a-z_]+)"/g)) found.set(action, file);
    }
  }
  return found;
}

describe("the audit's words", () => {
  it("are there for every action that is written anywhere", () => {
    const written = writtenActions();
    expect(written.size).toBeGreaterThan(20);
    const without = [...written].filter(([action]) => !Object.hasOwn(AUDIT_ACTIONS, action));
    expect(without).toEqual([]);
  });

  it("say something of every action, also of one that says nothing besides", () => {
    for (const action of Object.keys(AUDIT_ACTIONS)) {
      const bare = auditWords(action, { detail: {}, subject: "Mia" });
      expect(bare, action).toMatch(/^[a-z].{5,}/);
      expect(bare, action).not.toMatch(/undefined|null|\[object|NaN/);
      const odd = auditWords(action, {
        detail: { name: { a: 1 }, number: null, role: [1], email: 7, fileName: {}, from: {}, to: {} },
        subject: "Mia",
      });
      expect(odd, action).not.toMatch(/undefined|null|\[object|NaN/);
    }
  });

  it("each belong to one kind", () => {
    const kinds = Object.keys(AUDIT_KINDS) as (keyof typeof AUDIT_KINDS)[];
    expect(kinds.flatMap(actionsOfKind).sort()).toEqual(Object.keys(AUDIT_ACTIONS).sort());
  });

  it.each([
    [
      "member.role_changed",
      { from: "stakeholder", to: "product_owner" },
      "changed the role of Mia from stakeholder to product owner",
    ],
    [
      "invitation.created",
      { email: "a@b.example", role: "data_scientist" },
      "invited a@b.example as data scientist",
    ],
    ["invitation.created", { role: "data_scientist" }, "invited somebody as data scientist"],
    ["run.requested", { number: 7, place: "browser" }, "started run 7 in the browser"],
    [
      "canvas.block_agreed",
      { block: "when_not_to_use_ml" },
      "marked the block “when not to use ML” as agreed",
    ],
    ["canvas.edited", {}, "edited the canvas"],
    ["canvas.edited", { blocks: [7, { a: 1 }] }, "edited the canvas"],
    ["canvas.edited", { blocks: ["decisions"] }, "edited the block “decisions”"],
    [
      "canvas.edited",
      { blocks: ["decisions", "data_sources", "when_not_to_use_ml"] },
      "edited the blocks “decisions”, “data sources” and “when not to use ML”",
    ],
    [
      "canvas.edited",
      { blocks: ["decisions", "data_sources", "a", "b", "c"] },
      "edited the blocks “decisions”, “data sources” and 3 others",
    ],
    ["something.newer", {}, "something.newer"],
    ["constructor", {}, "constructor"],
  ])("%s of %j: %s", (action, detail, words) => {
    expect(auditWords(action, { detail, subject: "Mia" })).toBe(words);
  });
});
