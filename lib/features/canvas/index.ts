export type { CellField, ChoiceField, Field, ListField, NumberField, TextField } from "./blocks/field.ts";
export { blockOf, HIDDEN_COSTS, NOTES } from "./blocks/index.ts";
export type { BlockProjection, Draft, FieldValue, ListItem, Note } from "./document/project.ts";
export type { ClaimFacts } from "./export/facts.ts";
export { HEARTBEAT_MS, type Present } from "./live/present.ts";
export type { HiddenCosts, PlanDefaults, RuleOfThumb, UnitCosts } from "./plan.ts";
export type { SaveState } from "./sync/state.ts";
export { diffText, moveCaret, type TextDelta } from "./text-diff.ts";
export { type PosterBlock, type PosterContext, type PosterRow, posterOf } from "./view.ts";
