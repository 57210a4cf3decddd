import { expect, it } from "vitest";
import { type Covariate, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { assertFitsBrowser } from "./limits.ts";

const values = new Float64Array(1_000_000);
const ids = ["one"];
const spec = { horizonSteps: 28 };
const covariates = (count: number, availability: Covariate["availability"] = "past_only"): Covariate[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `x${i}`,
    availability,
    kind: "numeric",
    categories: [],
    values,
  }));

it("lets 25 million numbers through, inputs included, and says where to go with more", () => {
  assertFitsBrowser({ ids, values, covariates: covariates(24) }, spec);
  assertFitsBrowser({ ids, values, covariates: covariates(100, "static") }, spec);
  expect(() => assertFitsBrowser({ ids, values, covariates: covariates(25) }, spec)).toThrow(
    "This data holds 26,000,000 numbers; a browser is sent at most 25,000,000. Train on the server.",
  );
});

it("takes no forecast that would come back as more than that in one piece", () => {
  const many = { ids: Array.from({ length: 10_000 }, String), values, covariates: [] };
  const most = Math.floor(25_000_000 / (10_000 * QUANTILE_LEVELS.length));
  assertFitsBrowser(many, { horizonSteps: most });
  expect(() => assertFitsBrowser(many, { horizonSteps: most + 1 })).toThrow(
    /^This forecast has [\d,]+ numbers; a browser sends at most 25,000,000\. Train on the server\.$/,
  );
});
