export { type CanvasCosts, type CostKey, costsBesides, isPaidOnce } from "./canvas-costs.ts";
export { CASE_KINDS, type CaseChange, type CaseKind, MAX_CASES } from "./cases.ts";
export { computeRoi, npvOfSaving, type RoiResult } from "./compute.ts";
export { breakEvenInWords, concludeRoi, irrInWords, paybackInWords, rateInWords } from "./conclusion.ts";
export { irrByDays, type MonthlyFlow, npvByDays } from "./flows.ts";
export {
  BASES,
  type BuildRole,
  buildTotal,
  costTotals,
  EMPTY_ROI,
  missingInputs,
  type RoiInputs,
  type UnitCosts,
} from "./inputs.ts";
export { type MeasuredSaving, staleness, withMeasured } from "./measured.ts";
export { HABITS, type Range, type Ranges, SHAPES, type Shape, type UncertainKey } from "./ranges.ts";
export { riskInWords } from "./risk.ts";
export { DRAWS, SEED, type SimulatorAnswer, type SimulatorQuestion } from "./simulator-messages.ts";
export type { Simulation, TornadoBar, Uncertain, UncertainCase } from "./uncertainty.ts";
