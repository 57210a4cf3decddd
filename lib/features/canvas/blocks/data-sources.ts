import { type Block, choice, list, number, text } from "./field.ts";

export const DATA_SOURCES = {
  key: "data_sources",
  title: "Data sources",
  prompt: "Which feeds, gaps, stock-outs recorded?",
  fields: [
    list({
      key: "sources",
      label: "Sources",
      itemName: "source",
      onPoster: ["name", "grain", "history"],
      columns: [
        text({ key: "name", label: "Source", example: "Till sales" }),
        choice({
          key: "kind",
          label: "Kind",
          options: [
            { value: "internal_database", label: "Internal database" },
            { value: "api", label: "API" },
            { value: "open_dataset", label: "Open dataset" },
            { value: "purchased", label: "Purchased" },
            { value: "file", label: "File" },
          ],
        }),
        text({ key: "owner", label: "Owner", example: "Store controlling" }),
        text({ key: "grain", label: "Grain", example: "item, day" }),
        text({ key: "history", label: "History", example: "since 2014" }),
        text({ key: "delay", label: "Delay", example: "1 day" }),
        text({ key: "licence", label: "Licence", example: "Own data, no personal data" }),
        number({ key: "storageCost", label: "Storage cost", min: 0, unit: "currency a year" }),
        number({ key: "purchaseCost", label: "Purchase cost", min: 0, unit: "currency a year" }),
      ],
    }),
  ],
} as const satisfies Block<"data_sources">;
