import { type Block, choice, list, text } from "./field.ts";

export const FEATURE_ENGINEERING = {
  key: "feature_engineering",
  title: "Feature engineering",
  prompt: "Which inputs are known at forecast time?",
  fields: [
    list({
      key: "features",
      label: "Features",
      itemName: "feature",
      onPoster: ["name", "availability", "leakRisk"],
      columns: [
        text({ key: "name", label: "Feature", example: "Promotion" }),
        choice({
          key: "availability",
          label: "Availability",
          short: "Known",
          options: [
            { value: "past_only", label: "Past only" },
            { value: "known_ahead", label: "Known ahead" },
            { value: "static", label: "Static" },
          ],
        }),
        text({ key: "expert", label: "Expert", example: "Who knows this input best" }),
        choice({
          key: "leakRisk",
          label: "Leak risk",
          short: "Leak",
          help: "Could its value at training time hold what is only known later?",
          options: [
            { value: "none", label: "None" },
            { value: "low", label: "Low" },
            { value: "high", label: "High" },
          ],
        }),
      ],
    }),
  ],
} as const satisfies Block<"feature_engineering">;
