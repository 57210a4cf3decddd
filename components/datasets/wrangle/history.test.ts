import { describe, expect, it } from "vitest";
import type { Step } from "#lib/features/datasets/index.ts";
import { changeSteps, historyOf, type StepChange } from "./history.ts";

const step = (id: string, least = 1): Step => ({ id, name: null, isOn: true, kind: "drop_short", least });
const having = (...changes: StepChange[]) =>
  changes.reduce(changeSteps, historyOf([step("a"), step("b"), step("c")]));
const ids = (history: { steps: readonly Step[] }) => history.steps.map(({ id }) => id).join("");

describe("steps of a recipe", () => {
  it("are added, changed in place, moved, switched and removed", () => {
    expect(ids(having({ type: "put", step: step("d") }))).toBe("abcd");
    expect(having({ type: "put", step: step("b", 9) }).steps[1]).toMatchObject({ id: "b", least: 9 });
    expect(ids(having({ type: "move", id: "c", by: -1 }))).toBe("acb");
    expect(ids(having({ type: "move", id: "a", by: 1 }, { type: "remove", id: "c" }))).toBe("ba");
    expect(having({ type: "switch", id: "a" }).steps[0]?.isOn).toBe(false);
  });

  it("are undone and redone, until something else is done", () => {
    const two: StepChange[] = [
      { type: "remove", id: "a" },
      { type: "remove", id: "b" },
    ];
    expect(ids(having(...two, { type: "undo" }))).toBe("bc");
    expect(ids(having(...two, { type: "undo" }, { type: "undo" }, { type: "undo" }))).toBe("abc");
    expect(ids(having(...two, { type: "undo" }, { type: "redo" }, { type: "redo" }))).toBe("c");
    const other = having(...two, { type: "undo" }, { type: "remove", id: "c" }, { type: "redo" });
    expect(ids(other)).toBe("b");
  });

  it("that stay as they are leave nothing to undo", () => {
    const still = having(
      { type: "move", id: "a", by: -1 },
      { type: "remove", id: "z" },
      { type: "put", step: step("a") },
    );
    expect(still.past).toEqual([]);
  });
});
