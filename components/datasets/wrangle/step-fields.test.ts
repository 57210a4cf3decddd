import { describe, expect, it } from "vitest";
import { STEP_KINDS, type StepKind } from "#lib/features/datasets/index.ts";
import { StepSchema } from "#lib/features/datasets/wrangle/step-schema.ts";
import { type StepDraft, type StepField, valueAt, withValue } from "./field.ts";
import { firstStep } from "./first-step.ts";
import { LISTS } from "./lists.ts";
import { STEP_FIELDS } from "./step-fields.ts";

const KINDS = Object.keys(STEP_KINDS) as StepKind[];
const FILLED: Partial<Record<StepField["control"], unknown>> = {
  text: "x1",
  time: "2024-01-31",
  covariate: "price",
  names: ["a", "b"],
  rates: [{ from: "2024-01-01", rate: 0.9 }],
  ranges: [{ from: "2024-01-01", to: "2024-01-02" }],
};

/** What a person who fills every field gets. */
function filled(step: StepDraft, fields: readonly StepField[]): StepDraft {
  return fields.reduce((done, field) => {
    if (!(field.when?.(done) ?? true) || FILLED[field.control] === undefined) return done;
    return withValue(done, field.path, FILLED[field.control]);
  }, step);
}

/** The first step, and one for each thing that can be chosen in it. */
function variantsOf(kind: StepKind): StepDraft[] {
  const first = firstStep(kind, "1");
  return [
    first,
    ...STEP_FIELDS[kind].flatMap((field) => {
      if (field.control === "variant")
        return Object.values(field.variants ?? {}).map((value) => withValue(first, field.path, value));
      if (field.control !== "choice" || !(field.when?.(first) ?? true)) return [];
      return (field.options ?? []).map(([value]) => withValue(first, field.path, value));
    }),
  ];
}

describe("the form of a step", () => {
  it.each(KINDS)("of %s fills a step in, whatever is chosen in it", (kind) => {
    for (const step of variantsOf(kind)) {
      const shown = STEP_FIELDS[kind].filter((field) => field.when?.(step) ?? true);
      for (const { path, label } of shown)
        expect(valueAt(step, path), `${label} at ${path}`).not.toBeUndefined();
      const limited = step.by === "range" ? { ...step, low: 0 } : step;
      const parsed = StepSchema.safeParse(filled(limited, shown));
      expect(parsed.error?.issues ?? [], JSON.stringify(step)).toEqual([]);
    }
  });

  it("writes lists as lines and reads them back", () => {
    for (const [list, value] of [
      ["names", ["north / milk", "b"]],
      ["rates", [{ from: "2024-01-01", rate: 0.92 }]],
      ["ranges", [{ from: "2024-11-25", to: "2024-12-01" }]],
    ] as const) {
      expect(LISTS[list].read(LISTS[list].write(value))).toEqual(value);
    }
    expect(LISTS.ranges.read(" 2024-01-01 \n\n")).toEqual([{ from: "2024-01-01", to: "2024-01-01" }]);
  });
});
