import { type Block, longText, number, text } from "./field.ts";

export const VALUE_PROPOSITION = {
  key: "value_proposition",
  title: "Value proposition",
  prompt: "For whom, which need, what changes in their working day?",
  fields: [
    longText({
      key: "problem",
      label: "Problem, and why it matters",
      short: "Problem",
      example: "Shelves are empty on promotion days and over-full after them.",
    }),
    text({ key: "persona", label: "End user", short: "User", example: "The buyer of one category" }),
    text({
      key: "for",
      label: "For",
      help: "Geoffrey Moore’s statement, in five parts that read as one sentence.",
      example: "the buyers of the pasta category",
    }),
    text({ key: "who", label: "Who", example: "order 118 items every morning from a spreadsheet" }),
    text({ key: "our", label: "Our", example: "daily forecast" }),
    text({ key: "is", label: "Is", example: "an order proposal with its uncertainty" }),
    text({ key: "that", label: "That", example: "cuts empty shelves and leftover stock" }),
    longText({
      key: "change",
      label: "What changes in their working day",
      short: "Changes",
      example: "The buyer checks the flagged items, not all of them",
    }),
    text({
      key: "today",
      label: "Today’s method",
      short: "Today",
      example: "Same weekday last week, corrected by hand",
    }),
    number({
      key: "todayYearlyCost",
      label: "What today’s method costs",
      short: "Costs",
      help: "Errors and labour of the method in use, by your own estimate.",
      min: 0,
      unit: "currency a year",
    }),
  ],
} as const satisfies Block<"value_proposition">;
