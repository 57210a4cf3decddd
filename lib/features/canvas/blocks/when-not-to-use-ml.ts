import { type Block, longText, text } from "./field.ts";

export const WHEN_NOT_TO_USE_ML = {
  key: "when_not_to_use_ml",
  title: "When not to use ML",
  prompt: "Does naive suffice? Is upkeep funded?",
  fields: [
    longText({
      key: "conditions",
      label: "Conditions under which ML is not used",
      short: "Not if",
      example: "No saving against seasonal naive for 8 weeks",
    }),
    longText({
      key: "intolerable",
      label: "Intolerable errors",
      short: "Intolerable",
      example: "An empty promotion shelf",
    }),
    text({ key: "stopper", label: "Who can stop it", short: "May stop", example: "The category manager" }),
  ],
} as const satisfies Block<"when_not_to_use_ml">;
