import { type Block, number, text } from "./field.ts";

export const COLLECTING_DATA = {
  key: "collecting_data",
  title: "Collecting data",
  prompt: "Do our own orders distort what we observe?",
  fields: [
    text({ key: "actuals", label: "How actuals return", short: "Actuals", example: "Tills, nightly export" }),
    text({ key: "labelling", label: "Labelling", short: "Labels", example: "Stock-outs, promotions" }),
    text({ key: "reviewer", label: "Reviewer", example: "Store manager, weekly" }),
    number({ key: "cost", label: "Cost of collecting", short: "Cost", min: 0, unit: "currency a year" }),
    text({ key: "delay", label: "Delay", example: "1 day" }),
    text({
      key: "holdOut",
      label: "Hold-out",
      help: "What stays on the old way, so that the effect can be measured.",
      example: "6 items ordered the old way",
    }),
  ],
} as const satisfies Block<"collecting_data">;
