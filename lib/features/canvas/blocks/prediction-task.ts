import { FREQUENCY_CHOICES } from "#lib/format/index.ts";
import { type Block, choice, number, text } from "./field.ts";

export const PREDICTION_TASK = {
  key: "prediction_task",
  title: "Prediction task",
  prompt: "Which item, how far ahead, how complex may the model be?",
  fields: [
    choice({
      key: "kind",
      label: "Kind",
      help: "Only forecasts can be trained so far; the other kinds can be planned.",
      options: [
        { value: "forecast", label: "Forecast" },
        { value: "regression", label: "Regression" },
        { value: "classification", label: "Classification" },
        { value: "ranking", label: "Ranking" },
        { value: "anomaly", label: "Anomaly detection" },
      ],
    }),
    choice({
      key: "supervised",
      label: "Supervised",
      help: "Does the truth become known later?",
      options: [
        { value: "yes", label: "Yes" },
        { value: "no", label: "No" },
      ],
    }),
    text({ key: "series", label: "Series", example: "118 items of one store" }),
    text({ key: "target", label: "Target", example: "Units sold, item and day" }),
    text({ key: "unit", label: "Unit of the target", short: "Unit", example: "units" }),
    number({
      key: "horizonSteps",
      label: "Horizon",
      help: "How many steps ahead the decision needs.",
      example: "28",
      min: 1,
      max: 1000,
      integer: true,
      unit: "steps",
    }),
    choice({
      key: "frequency",
      label: "Frequency",
      options: FREQUENCY_CHOICES,
    }),
    number({
      key: "seasonLength",
      label: "Season",
      help: "Steps after which the pattern repeats; 1 if it does not. Daily sales: 7.",
      example: "7",
      min: 1,
      max: 10_000,
      integer: true,
      unit: "steps",
    }),
    text({ key: "truthDelay", label: "When truth is known", short: "Truth", example: "After 2 days" }),
    choice({
      key: "ruleOfThumb",
      label: "Sensible rule of thumb",
      short: "Rule",
      options: [
        { value: "naive", label: "Same as the last step" },
        { value: "seasonal_naive", label: "Same as one season ago" },
        { value: "other", label: "Another rule" },
      ],
    }),
    text({
      key: "ruleOfThumbText",
      label: "The rule in words",
      short: "In words",
      example: "Same weekday last week",
    }),
  ],
} as const satisfies Block<"prediction_task">;
