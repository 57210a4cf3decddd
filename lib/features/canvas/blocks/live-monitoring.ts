import { type Block, list, text } from "./field.ts";

export const LIVE_MONITORING = {
  key: "live_monitoring",
  title: "Live evaluation and monitoring",
  prompt: "Which model metric moves which business metric?",
  fields: [
    list({
      key: "monitors",
      label: "Monitors",
      itemName: "monitor",
      onPoster: ["metric", "threshold", "moves", "alert", "rollback", "owner"],
      columns: [
        text({ key: "metric", label: "Metric", example: "WAPE against naive" }),
        text({ key: "threshold", label: "Threshold", example: "below 0.80" }),
        text({
          key: "moves",
          label: "Business metric it moves",
          short: "Moves",
          example: "Leftover stock",
        }),
        text({ key: "alert", label: "Alert", example: "Mail to the data scientist" }),
        text({ key: "rollback", label: "Rollback", example: "Fall back to seasonal naive" }),
        text({ key: "owner", label: "Owner", example: "Who looks at it" }),
      ],
    }),
  ],
} as const satisfies Block<"live_monitoring">;
