export type { CellField, ChoiceField, Field, ListField, NumberField, TextField } from "./blocks/field.ts";
export { BLOCK_KEYS, BLOCKS, blockOf, HIDDEN_COSTS, NOTES } from "./blocks/index.ts";
export type { BlockProjection, Draft, FieldValue, ListItem, Note } from "./document/project.ts";
export {
  criticalQuantile,
  type HiddenCosts,
  hiddenCostsOf,
  isUntrainable,
  type PlanDefaults,
  planDefaultsOf,
  type RuleOfThumb,
  type UnitCosts,
  unitCostsOf,
} from "./plan.ts";
export { stopOf } from "./stop.ts";
export type { SaveState } from "./sync/state.ts";
export { diffText, moveCaret, type TextDelta } from "./text-diff.ts";
export { type PosterBlock, type PosterContext, type PosterRow, posterOf } from "./view.ts";
