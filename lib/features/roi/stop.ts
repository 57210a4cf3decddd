import type { Stop } from "#lib/features/workspaces/index.ts";
import { formatMoney } from "#lib/format/index.ts";
import { computeRoi } from "./compute.ts";
import { breakEvenInWords, paybackInWords, yearsInWords } from "./conclusion.ts";
import { missingInputs, type RoiInputs, type UnitCosts } from "./inputs.ts";

export function roiStop(options: {
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  isSaved: boolean;
  currency: string;
}): Stop {
  const { inputs, unitCosts, isSaved, currency } = options;
  const action = { label: "Open ROI", path: "roi" };
  if (!isSaved) {
    return {
      state: "empty",
      badge: "",
      headline: "No ROI yet",
      detail: "What errors cost today, what better ones would save, and what it takes.",
      action: { label: "Fill in the ROI", path: "roi" },
    };
  }
  const result = computeRoi(inputs, unitCosts);
  if (!result) {
    const missing = missingInputs(inputs, unitCosts);
    return {
      state: "needs_you",
      badge: `−${missing.length}`,
      headline: `ROI lacks ${missing.length === 1 ? "1 input" : `${missing.length} inputs`}`,
      detail: `First: ${missing[0] ?? ""}.`,
      action: { label: "Complete the ROI", path: "roi" },
    };
  }
  return {
    state: result.npv > 0 ? "done" : "warning",
    badge: "",
    headline: `NPV ${formatMoney(result.npv, currency, 0)} over ${yearsInWords(inputs.years)}`,
    detail: `Payback ${paybackInWords(result, inputs)}. ${breakEvenInWords(result, inputs)}`,
    action,
  };
}
