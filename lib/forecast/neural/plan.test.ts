import { expect, it } from "vitest";
import { truncatePanel } from "../panel.ts";
import { panelOf, specOf } from "../testing/panels.ts";
import { planNetwork } from "./plan.ts";

const CUTOFF = 59;

/** A weather code a day, 24 different ones up to the cutoff, and afterwards what is given. */
function planWith(after: number) {
  const length = 70;
  const codes = Float64Array.from({ length }, (_, t) => (t > CUTOFF ? after : t % 24));
  const panel = panelOf(
    { a: Array.from({ length }, (_, t) => t % 7) },
    {
      covariates: [
        {
          name: "weather",
          availability: "past_only",
          kind: "categorical",
          values: codes,
          categories: Array.from({ length: after >= 24 ? after + 1 : 24 }, (_, i) => `code ${i}`),
        },
      ],
    },
  );
  return planNetwork({ panel: truncatePanel(panel, CUTOFF), spec: specOf(), cutoffIndex: CUTOFF });
}

it("does not count categories that first appear after the cutoff", () => {
  const before = planWith(3);
  expect(before.plan.channels).toHaveLength(24);
  expect(planWith(24)).toEqual(before);
  expect(planWith(80)).toEqual(before);
});
