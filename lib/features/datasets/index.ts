export type { FactsOffer } from "./canvas-facts/offers.ts";
export { type Check, checksOf } from "./checks.ts";
export type { Contract, ContractColumn } from "./contract/contract.ts";
export type { Terms } from "./contract/schema.ts";
export { PSI_BOUNDS } from "./difference/psi-bounds.ts";
export type { Difference } from "./difference/schema.ts";
// No schema stands here: browsers load this, and the page leaves judging to the server.
export type { ImportInput } from "./input.ts";
export {
  LABEL_KINDS,
  LABEL_WORDS,
  type LabelInput,
  type LabelKind,
  type LabelView,
  MASKED_KINDS,
  type MaskedKind,
} from "./labels/index.ts";
export {
  LINEAGE_COLUMNS,
  type LineageColumn,
  type LineageEdge,
  type LineageGraph,
  type LineageNode,
  layoutLineage,
  NODE,
  type PlacedNode,
  relatedTo,
} from "./lineage/graph.ts";
export type { Manifest } from "./manifest.ts";
export type { DataProblem } from "./problems.ts";
export {
  binValue,
  type CovariateProfile,
  DEMAND_CLASSES,
  type DemandClass,
  decodeBins,
  demandClass,
  isUnlikelyZeroRun,
  type Profile,
  type SeriesSummary,
} from "./profile.ts";
export {
  type ColumnRole,
  type DecimalMark,
  type Delimiter,
  type Encoding,
  isComplete,
  isWide,
  type Recipe,
  type RecipeColumn,
  type RecipeDraft,
  roleProblems,
  type ThousandsMark,
} from "./recipe.ts";
export type { VersionLine } from "./retention/version-line.ts";
export {
  AGGREGATIONS,
  ROLL_UP_FREQUENCIES,
  type RollUp,
  salesBy,
} from "./roll-up.ts";
export { TIME_FORMAT_WORDS, TIME_FORMATS, type TimeFormat } from "./times.ts";
export type {
  ColumnFacts,
  FileFacts,
  Inspection,
  Preview,
  Question,
  SeriesValues,
  StreamLine,
  Understanding,
} from "./understanding.ts";
export { answered, isOpen } from "./understanding.ts";
export type { PreviewSide, SavedRecipe, StepsPreview } from "./wrangle/preview-types.ts";
export { isRowByRow } from "./wrangle/scope.ts";
export type { Step, StepFacts, StepKind } from "./wrangle/step-schema.ts";
export { STEP_KINDS, stepSentence, stepTitle } from "./wrangle/step-words.ts";
