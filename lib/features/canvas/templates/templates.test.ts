import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { projectDocument } from "../document/project.ts";
import { contentOfTemplate } from "../import/content.ts";
import { fillDocument } from "../import/fill.ts";
import { planDefaultsOf, unitCostsOf } from "../plan.ts";
import { TEMPLATE_KEYS, templateOf } from "./index.ts";

function filled(key: (typeof TEMPLATE_KEYS)[number]) {
  const doc = new Y.Doc();
  let id = 0;
  const contents = contentOfTemplate(templateOf(key), () => `id-${++id}`);
  fillDocument(doc, contents, { authorId: "a", replace: [], agreements: false, owners: new Set() });
  return projectDocument(doc);
}

/** Whose costs the business case reads. */
const WITH_COSTS = ["decisions", "data_sources", "collecting_data", "building_models"];

describe.each(TEMPLATE_KEYS)("the template %s", (key) => {
  const blocks = filled(key);

  it("fills all ten blocks with values that fit, and agrees to none", () => {
    expect(blocks.map(({ key: block, status, drafts }) => ({ block, status, drafts }))).toEqual(
      blocks.map(({ key: block }) => ({ block, status: "draft", drafts: {} })),
    );
  });

  it("has a run's plan, unit costs, and a launch bar", () => {
    expect(unitCostsOf(blocks)).not.toBeNull();
    const plan = planDefaultsOf(blocks);
    expect(plan.horizonSteps).toBeGreaterThan(0);
    expect(plan.frequency).not.toBeNull();
    expect(blocks.find((block) => block.key === "offline_evaluation")?.fields.launchBar).toBeTruthy();
  });

  it("marks every amount as an example to replace", () => {
    for (const block of blocks.filter((one) => WITH_COSTS.includes(one.key))) {
      const costs = block.fields.hiddenCosts;
      expect({ block: block.key, costs: Array.isArray(costs) && costs.length > 0 }).toEqual({
        block: block.key,
        costs: true,
      });
      for (const row of Array.isArray(costs) ? costs : []) expect(row.label).toMatch(/\(example\)$/);
    }
    const notes = (block: string) => blocks.find((one) => one.key === block)?.notes.map((note) => note.text);
    expect(notes("value_proposition")?.join()).toMatch(/replace it/);
    expect(notes("offline_evaluation")?.join()).toMatch(/replace them/);
  });

  it("names no figure of a result: the runs measure", () => {
    expect(JSON.stringify(blocks)).not.toMatch(/WAPE (of|was|is) \d/);
  });
});
