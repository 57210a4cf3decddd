import type { Starter } from "./starter.ts";

export const RETAIL_DEMAND = {
  key: "retail_demand",
  tasks: [
    {
      name: "Gather sales and stock",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "An export from the till system, pasted into a spreadsheet each morning",
      note: "Work for a scheduled job, not for a prediction. Are empty shelves recorded?",
    },
    {
      name: "Analyse sales history",
      kind: "anomaly",
      predictionRole: "help",
      todayMethod: "The buyer looks for odd days and remembers why",
      note: "Odd days that nobody explains spoil every forecast after them.",
    },
    {
      name: "Watch market and promotions",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "The promotion calendar and the brands' announcements",
      note: "Known ahead: an input of the forecast rather than something to predict.",
    },
    {
      name: "Forecast demand per item and day",
      kind: "forecast",
      predictionRole: "replace",
      todayMethod: "Same weekday last week, corrected by hand",
      note: "Often, many items, and every error costs: a forecast usually earns most here.",
    },
    {
      name: "Order stock per item",
      kind: "forecast",
      predictionRole: "help",
      todayMethod: "The buyer rounds the forecast up to full cases",
      note: "Order the quantile that the two unit costs imply. Too little empties the shelf, too much spoils.",
    },
    {
      name: "Plan promotions",
      kind: "regression",
      predictionRole: "help",
      todayMethod: "What sold well last year, agreed with the brands",
      note: "What was never promoted was never tried: the data say little about it.",
      whenNot: ["own_effect"],
    },
    {
      name: "Mark down what is left",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "Everything two days before its date",
      note: "A rule does this today; write down what it misses before replacing it.",
      whenNot: ["rule_suffices"],
    },
  ],
  links: [
    ["Gather sales and stock", "Analyse sales history", "sales per item and day"],
    ["Analyse sales history", "Forecast demand per item and day", "clean history"],
    ["Watch market and promotions", "Forecast demand per item and day", "promotion calendar"],
    ["Watch market and promotions", "Plan promotions", "what the brands offer"],
    ["Forecast demand per item and day", "Order stock per item", "demand and its spread"],
    ["Plan promotions", "Order stock per item", "promotion volumes"],
    ["Order stock per item", "Mark down what is left", "what was left over"],
    ["Order stock per item", "Gather sales and stock", "stock, and sales that it allowed"],
  ],
} as const satisfies Starter;
