import type { ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import { type Measured, percentOf } from "./measure.ts";
import type { RoiSource } from "./sources.ts";

/** The value of the ROI case's measure. What is never reached (no payback, no break-even) is Infinity, not a gap. */
export function measureRoi(measure: ClaimMeasure, roi: RoiSource): Measured {
  const { result } = roi;
  if (!result) return { reason: `The ROI case lacks: ${roi.missing.join(", ")}.` };
  switch (measure) {
    case "npv":
      return Number.isFinite(result.npv) ? { value: result.npv } : { reason: "The NPV is not defined." };
    case "payback_months":
      return result.paybackMonths === null
        ? {
            value: Number.POSITIVE_INFINITY,
            words: `not within ${roi.years === 1 ? "1 year" : `${roi.years} years`}`,
          }
        : { value: result.paybackMonths };
    case "irr":
      return percentOf(result.irr.rate, "These flows have no single internal rate of return.");
    case "break_even_saving":
      return result.breakEvenSaving === null
        ? { value: Number.POSITIVE_INFINITY, words: "no saving is enough" }
        : percentOf(result.breakEvenSaving, "The break-even is not defined.");
    default:
      return { reason: "This is no measure of a ROI case." };
  }
}
