import { type Block, choice, number, text } from "./field.ts";

export const OFFLINE_EVALUATION = {
  key: "offline_evaluation",
  title: "Offline evaluation",
  prompt: "What result justifies launch, whom do errors hurt?",
  fields: [
    choice({
      key: "metric",
      label: "Metric",
      options: [
        { value: "cost", label: "Cost of over and under" },
        { value: "mae", label: "MAE" },
        { value: "rmse", label: "RMSE" },
        { value: "wape", label: "WAPE" },
        { value: "smape", label: "sMAPE" },
        { value: "mase", label: "MASE" },
      ],
    }),
    choice({
      key: "baseline",
      label: "Baseline",
      options: [
        { value: "naive", label: "Naive" },
        { value: "seasonal_naive", label: "Seasonal naive" },
        { value: "today", label: "Today’s method" },
      ],
    }),
    number({
      key: "folds",
      label: "Folds for selection",
      short: "Folds",
      help: "Each one horizon long. The last folds stay untouched for the verdict and come on top.",
      example: "3",
      min: 1,
      max: 20,
      integer: true,
      unit: "folds",
    }),
    text({ key: "segments", label: "Segments", example: "Brand; promotion or not" }),
    number({
      key: "costUnder",
      label: "Cost of one unit short",
      short: "Unit short",
      help: "Margin and goodwill lost when one unit is missing.",
      example: "0.54",
      above: 0,
      unit: "currency",
    }),
    number({
      key: "costOver",
      label: "Cost of one unit over",
      short: "Unit over",
      help: "What one unit left over costs: write-off, storage, capital.",
      example: "0.18",
      above: 0,
      unit: "currency",
    }),
    text({
      key: "launchBar",
      label: "Launch bar",
      short: "Launch",
      example: "Costs a quarter less than seasonal naive on the untouched folds",
    }),
  ],
} as const satisfies Block<"offline_evaluation">;
