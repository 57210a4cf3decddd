import { expect, it } from "vitest";
import type { Covariate } from "#lib/forecast/types.ts";
import { assertFitsBrowser } from "./limits.ts";

const values = new Float64Array(1_000_000);
const covariates = (count: number, availability: Covariate["availability"] = "past_only"): Covariate[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `x${i}`,
    availability,
    kind: "numeric",
    categories: [],
    values,
  }));

it("lets 25 million numbers through, inputs included, and says where to go with more", () => {
  assertFitsBrowser({ values, covariates: covariates(24) });
  assertFitsBrowser({ values, covariates: covariates(100, "static") });
  expect(() => assertFitsBrowser({ values, covariates: covariates(25) })).toThrow(
    "This data holds 26,000,000 numbers; a browser is sent at most 25,000,000. Train on the server.",
  );
});
