import type { Starter } from "./starter.ts";

export const ENERGY_LOAD = {
  key: "energy_load",
  tasks: [
    {
      name: "Collect meter readings",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "Readings arrive every 15 minutes; gaps are filled the next day",
      note: "A matter of plumbing. How late are the readings when the bid is due?",
    },
    {
      name: "Find faulty meters",
      kind: "anomaly",
      predictionRole: "help",
      todayMethod: "Somebody notices a flat line",
      note: "Unfound faults are learned as demand.",
    },
    {
      name: "Fetch weather forecasts",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "Bought from a weather service, twice a day",
      note: "Known ahead only as a forecast: keep what was known at the time, not what came true.",
    },
    {
      name: "Forecast load per hour",
      kind: "forecast",
      predictionRole: "replace",
      todayMethod: "The same hour last week, moved by temperature",
      note: "Every hour of every day is settled in money: errors have a known price.",
    },
    {
      name: "Buy and sell day-ahead",
      kind: "forecast",
      predictionRole: "help",
      todayMethod: "The trader bids the forecast",
      note: "Short and long imbalance cost differently: bid a quantile, not the middle.",
    },
    {
      name: "Schedule plant and storage",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "An optimiser that takes the forecast",
      note: "Optimisation, not prediction: it gains by a better forecast all the same.",
      whenNot: ["rule_suffices"],
    },
    {
      name: "Warn of peak hours",
      kind: "classification",
      predictionRole: "help",
      todayMethod: "A call when the load passes a limit",
      note: "A handful of peaks a year: few cases to learn from.",
      whenNot: ["too_rare"],
    },
  ],
  links: [
    ["Collect meter readings", "Find faulty meters", "raw readings"],
    ["Find faulty meters", "Forecast load per hour", "checked load"],
    ["Fetch weather forecasts", "Forecast load per hour", "temperature, wind, sun"],
    ["Forecast load per hour", "Buy and sell day-ahead", "load and its spread"],
    ["Forecast load per hour", "Warn of peak hours", "highest hours"],
    ["Buy and sell day-ahead", "Schedule plant and storage", "what was bought"],
    ["Warn of peak hours", "Schedule plant and storage", "when to hold back"],
  ],
} as const satisfies Starter;
