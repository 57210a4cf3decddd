import { expect, it } from "vitest";
import { canvasCostsOf, costsBesides, withCanvasCosts } from "./canvas-costs.ts";
import { EMPTY_ROI } from "./inputs.ts";

const row = (amount: unknown, per: string, currency = "") => ({ label: "=cmd|x", amount, per, currency });
const BLOCKS = [
  {
    key: "building_models",
    fields: { hiddenCosts: [row(9000, "once"), row(2400, "year"), row(100, "year")] },
  },
  {
    key: "decisions",
    fields: { hiddenCosts: [row(2600, "year"), row(5, "year", "USD"), row("12,5", "year")] },
  },
  { key: "value_proposition", fields: { hiddenCosts: [row(7, "year", "EUR"), row(3, "")] } },
  { key: "live_monitoring", fields: {} },
];

it("puts each hidden cost where it belongs, and leaves out other currencies and half rows", () => {
  expect(canvasCostsOf(BLOCKS, "EUR")).toEqual({
    buildCost: 9000,
    retrainingCost: 2500,
    peopleCost: 2600,
    runningCost: 7,
  });
});

it("a case that follows the canvas names what counts besides it", () => {
  const costs = canvasCostsOf(BLOCKS, "EUR");
  const roles = [{ role: "Data scientist", days: 10, dayRate: 600 }];
  const followed = withCanvasCosts(
    { ...EMPTY_ROI, buildRoles: roles, buildCost: 1, dataCost: 1800, upkeepCost: 2400, peopleCost: 9 },
    costs,
  );
  expect(followed).toMatchObject({ buildRoles: [], buildCost: 9000, peopleCost: 2600, dataCost: 1800 });
  expect(costsBesides(followed, costs)).toEqual([
    { key: "dataCost", amount: 1800 },
    { key: "upkeepCost", amount: 2400 },
  ]);
  expect(costsBesides(EMPTY_ROI, {})).toEqual([]);
});
