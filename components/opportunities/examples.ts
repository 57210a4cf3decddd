import { EMPTY_VALUES, type FormValues } from "./form-values.ts";

/** Three tasks as other projects have them: to start from, with no money and no grades that only the reader can know. */
export const EXAMPLES: readonly { teaches: string; values: FormValues }[] = [
  {
    teaches: "Often, many items, and every error costs: a forecast usually earns most here.",
    values: {
      ...EMPTY_VALUES,
      name: "Order stock per item and day",
      todayMethod: "Last week's sales, corrected by hand",
      note: "Too little empties the shelf, too much ties up money or spoils.",
    },
  },
  {
    teaches: "Few numbers, known weeks ahead: quick to try, and people can check it.",
    values: {
      ...EMPTY_VALUES,
      name: "Plan staff per hour",
      todayMethod: "The same roster as last month",
      note: "Queues when too few are there, idle hours when too many.",
    },
  },
  {
    teaches: "Worth a look, but a fixed list may do: say so, and it needs no model.",
    values: {
      ...EMPTY_VALUES,
      name: "Choose items to mark down",
      kind: "none",
      todayMethod: "Everything two days before its date",
      note: "A rule does this today; write down what it misses before replacing it.",
    },
  },
];
