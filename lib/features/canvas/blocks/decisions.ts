import { type Block, number, text } from "./field.ts";

export const DECISIONS = {
  key: "decisions",
  title: "Decisions",
  prompt: "What action follows which forecast, at what human cost?",
  fields: [
    text({ key: "decision", label: "Decision", example: "Order quantity per item" }),
    number({
      key: "quantile",
      label: "Quantile or service level",
      short: "Quantile",
      help: "Between 0 and 1. Left empty, the quantile that the unit costs imply is used.",
      example: "0.75",
      above: 0,
      below: 1,
    }),
    text({
      key: "override",
      label: "Who may override",
      short: "Override",
      example: "Buyers, with a reason",
    }),
    text({ key: "cadence", label: "Cadence", example: "Daily, by 06:30" }),
    text({ key: "latency", label: "Latency", example: "One batch a night" }),
    text({ key: "fallback", label: "Fallback", example: "Seasonal naive" }),
  ],
} as const satisfies Block<"decisions">;
