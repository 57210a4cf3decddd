export { computeRoi, type MonthlyFlow, npvOfSaving, type RoiResult } from "./compute.ts";
export { breakEvenInWords, concludeRoi, irrInWords, paybackInWords } from "./conclusion.ts";
export {
  BASES,
  EMPTY_ROI,
  missingInputs,
  type RoiInputs,
  type UnitCosts,
} from "./inputs.ts";
