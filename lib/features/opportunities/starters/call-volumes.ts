import type { Starter } from "./starter.ts";

export const CALL_VOLUMES = {
  key: "call_volumes",
  tasks: [
    {
      name: "Gather calls and handling times",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "A weekly export from the telephone system",
      note: "Are callers who gave up counted? Else demand is what could be answered.",
    },
    {
      name: "Collect what is coming",
      kind: "none",
      predictionRole: "neither",
      todayMethod: "E-mails from marketing and billing about mailings and invoices",
      note: "Known ahead, if somebody writes it down with its date.",
    },
    {
      name: "Forecast calls per half hour",
      kind: "forecast",
      predictionRole: "replace",
      todayMethod: "The mean of the last four weeks, raised for campaigns",
      note: "Two seasons, day and week, and a bank holiday in between: worth a model.",
    },
    {
      name: "Forecast handling time",
      kind: "forecast",
      predictionRole: "help",
      todayMethod: "Last month's mean",
      note: "It moves slowly: a mean may do. Measure before modelling.",
      whenNot: ["rule_suffices"],
    },
    {
      name: "Plan staff per shift",
      kind: "forecast",
      predictionRole: "help",
      todayMethod: "Erlang tables and last month's roster",
      note: "Callers wait when too few are there, and idle hours cost when too many are.",
    },
    {
      name: "Route calls by topic",
      kind: "classification",
      predictionRole: "replace",
      todayMethod: "The caller presses a number",
      note: "Needs the words of the caller, which no count of calls holds.",
      whenNot: ["no_history"],
    },
    {
      name: "Adjust during the day",
      kind: "forecast",
      predictionRole: "help",
      todayMethod: "The team leader watches the queue and moves breaks",
      note: "A forecast of the next two hours, corrected by the morning so far.",
    },
  ],
  links: [
    ["Gather calls and handling times", "Forecast calls per half hour", "calls per half hour"],
    ["Gather calls and handling times", "Forecast handling time", "minutes per call"],
    ["Collect what is coming", "Forecast calls per half hour", "mailings, invoices, holidays"],
    ["Forecast calls per half hour", "Plan staff per shift", "calls and their spread"],
    ["Forecast handling time", "Plan staff per shift", "minutes per call"],
    ["Plan staff per shift", "Adjust during the day", "roster"],
    ["Route calls by topic", "Adjust during the day", "queues by topic"],
  ],
} as const satisfies Starter;
