export type { ChoiceView } from "./choices.ts";
export type { ExpectedSaving } from "./frozen.ts";
export { type DecisionView, savingInWords } from "./view.ts";
