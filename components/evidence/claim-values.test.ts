import { describe, expect, it } from "vitest";
import { NO_CLAIM, readClaim, withMeasure } from "./claim-values.ts";

describe("the form of a claim", () => {
  it("starts as claims of a measure usually go, and forgets the measure before", () => {
    const wape = withMeasure({ ...NO_CLAIM, text: "Good enough", pinnedTo: "3" }, "wape", []);
    expect(wape).toEqual({ ...NO_CLAIM, text: "Good enough", measure: "wape", comparison: "below" });
    expect(withMeasure(wape, "covariate_recorded_share", ["promo"])).toMatchObject({ subject: "promo" });
    expect(withMeasure(wape, "verdict", [])).toMatchObject({ threshold: "1", comparison: "at_least" });
    expect(withMeasure(wape, "", [])).toEqual({ ...NO_CLAIM, text: "Good enough" });
  });

  it("sends what was typed, and refuses a number that is none at its field", () => {
    const values = { ...NO_CLAIM, text: "x", measure: "wape", comparison: "below", threshold: "15.5" };
    expect(readClaim(values)).toEqual({
      ok: true,
      input: {
        text: "x",
        measure: "wape",
        comparison: "below",
        threshold: 15.5,
        subject: "",
        pinnedTo: null,
      },
    });
    expect(readClaim({ ...values, threshold: "15,5 %" })).toMatchObject({
      ok: false,
      fields: { threshold: expect.any(String) },
    });
    expect(readClaim({ ...NO_CLAIM, text: "x" })).toMatchObject({
      input: { measure: null, threshold: null },
    });
  });
});
