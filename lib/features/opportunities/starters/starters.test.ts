import { expect, it } from "vitest";
import { TEMPLATE_CHOICES } from "#lib/features/canvas/server.ts";
import { backLinks, layoutProcess } from "../layout.ts";
import { LinkInputSchema, OpportunityInputSchema } from "../schema.ts";
import { STARTERS } from "./index.ts";

it("has a process for each template of the canvas", () => {
  expect(STARTERS.map(({ key }) => key)).toEqual(TEMPLATE_CHOICES.map(({ key }) => key));
});

it.each(STARTERS.map((starter) => [starter.key, starter] as const))(
  "%s is a whole process",
  (_key, starter) => {
    const names = starter.tasks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { whenNot = [], ...task } of starter.tasks) {
      const parsed = OpportunityInputSchema.parse({ ...task, whenNot: [...whenNot] });
      // Only the reader can know these.
      expect(parsed).toMatchObject({
        value: null,
        feasibility: null,
        errorCostAYear: null,
        minutesEach: null,
      });
      expect(task.kind === "none").toBe(task.predictionRole === "neither");
    }
    const id = "019abc00-0000-7000-8000-000000000031";
    const links = starter.links.map(([fromId, toId, label], i) => {
      LinkInputSchema.parse({ fromId: id, toId: id, label });
      expect(names).toEqual(expect.arrayContaining([fromId, toId]));
      return { id: `${i}`, fromId, toId };
    });
    const drawing = layoutProcess(
      names.map((name) => ({ id: name })),
      links,
    );
    expect(drawing.loose).toEqual([]);
    expect(backLinks(links).size).toBeLessThanOrEqual(1);
  },
);
