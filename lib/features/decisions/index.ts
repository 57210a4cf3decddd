export { type Choice, type ChoiceView, choiceInWords, isAgainstVerdict } from "./choices.ts";
export type { ExpectedSaving } from "./frozen.ts";
export { LONGEST_REASON, SHORTEST_REASON } from "./schema.ts";
export { type DecisionView, savingInWords } from "./view.ts";
