import { type Block, number, text } from "./field.ts";

export const BUILDING_MODELS = {
  key: "building_models",
  title: "Building models",
  prompt: "What if the stack changes?",
  fields: [
    text({ key: "cadence", label: "Retraining cadence", short: "Retrain", example: "Monthly" }),
    text({ key: "trigger", label: "Retraining trigger", short: "Trigger", example: "Alert on the error" }),
    text({
      key: "modelCount",
      label: "Number of models",
      short: "Models",
      example: "1 global, 118 items",
    }),
    text({ key: "time", label: "Time a training may take", short: "Time", example: "10 minutes on 2 cores" }),
    number({ key: "cost", label: "Cost of training", short: "Cost", min: 0, unit: "currency a year" }),
    text({ key: "scaling", label: "Scaling plan", short: "Scaling", example: "24 stores: 2,832 series" }),
  ],
} as const satisfies Block<"building_models">;
