import type { Starter } from "./starter.ts";

export const SPARE_PARTS = {
  key: "spare_parts",
  tasks: [
    {
      name: "Gather demand and returns",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "Orders and returns from the warehouse system, once a month",
      note: "Most months of most parts are zero: is a zero no demand or no record?",
    },
    {
      name: "Track the installed base",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "A list of machines by age, kept by service",
      note: "The number of machines in use says more about next year than last year's orders.",
    },
    {
      name: "Sort parts by demand pattern",
      kind: "classification",
      predictionRole: "help",
      todayMethod: "ABC by turnover, once a year",
      note: "Smooth, intermittent and lumpy parts need different methods; a fixed rule sorts them.",
      whenNot: ["rule_suffices"],
    },
    {
      name: "Forecast demand per part and month",
      kind: "forecast",
      predictionRole: "replace",
      todayMethod: "The mean of the last twelve months",
      note: "Intermittent demand: compare with Croston's method, not with nothing.",
    },
    {
      name: "Set stock levels per part",
      kind: "forecast",
      predictionRole: "help",
      todayMethod: "Three months of mean demand, by hand for dear parts",
      note: "The service level is a quantile over the lead time: a standing machine costs more than a shelf.",
    },
    {
      name: "Decide the last order",
      kind: "forecast",
      predictionRole: "help",
      todayMethod: "A meeting, once a part's maker stops",
      note: "Rare, large and never corrected: a person decides, with figures beside.",
      whenNot: ["too_rare"],
    },
    {
      name: "Predict failures of machines",
      kind: "classification",
      predictionRole: "help",
      todayMethod: "Service intervals from the handbook",
      note: "Another project: it needs sensor data, and failures enough to learn from.",
      whenNot: ["no_history"],
    },
  ],
  links: [
    ["Gather demand and returns", "Sort parts by demand pattern", "demand per part and month"],
    ["Sort parts by demand pattern", "Forecast demand per part and month", "method by pattern"],
    ["Gather demand and returns", "Forecast demand per part and month", "history"],
    ["Track the installed base", "Forecast demand per part and month", "machines in use"],
    ["Track the installed base", "Predict failures of machines", "age and use"],
    ["Forecast demand per part and month", "Set stock levels per part", "demand over the lead time"],
    ["Predict failures of machines", "Set stock levels per part", "parts soon needed"],
    ["Forecast demand per part and month", "Decide the last order", "demand until the end"],
  ],
} as const satisfies Starter;
