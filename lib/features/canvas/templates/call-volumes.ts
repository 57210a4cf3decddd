import type { Template } from "./template.ts";

export const CALL_VOLUMES = {
  key: "call_volumes",
  name: "Call volumes",
  summary: "How many calls reach a service centre each day, for its shift plan.",
  blocks: {
    value_proposition: {
      fields: {
        problem:
          "Shifts are fixed four weeks ahead. With too few people callers wait and hang up; with too many, people sit idle and overtime is missing elsewhere.",
        persona: "The shift planner of a service centre with three queues",
        for: "the shift planner",
        who: "fixes shifts four weeks ahead",
        our: "daily call forecast",
        is: "a number of calls per queue with its range",
        that: "sets the cost of waiting against the cost of idle hours",
        change: "Plans from the range, and keeps standby only for uncertain days",
        today: "Mean of the last four same weekdays, plus a feeling for campaigns",
        todayYearlyCost: 90000,
      },
      notes: ["Example figure, replace it: 90,000 a year for overtime, temporary staff and lost callers."],
    },
    prediction_task: {
      fields: {
        kind: "forecast",
        supervised: "yes",
        series: "One per queue",
        target: "Calls offered, queue and day",
        unit: "calls",
        horizonSteps: 35,
        frequency: "D",
        seasonLength: 7,
        truthDelay: "The next morning",
        ruleOfThumb: "seasonal_naive",
        ruleOfThumbText: "Same weekday last week",
      },
      notes: [
        "Forecast calls offered, not calls answered: answered calls are capped by the staff of that day.",
        "Horizon: four weeks until the plan starts, and one week that it covers.",
      ],
    },
    decisions: {
      fields: {
        decision: "People per queue and day",
        quantile: 0.8,
        override: "The shift planner, and the team leads on the day",
        cadence: "Weekly, Thursday noon",
        latency: "One batch a week",
        fallback: "Mean of the last four same weekdays",
      },
      hiddenCosts: [{ label: "Planner and works council review (example)", amount: 3200, per: "year" }],
    },
    data_sources: {
      fields: {
        sources: [
          {
            name: "Telephone system",
            kind: "api",
            owner: "Service centre",
            grain: "queue, half hour",
            history: "2 years",
            delay: "1 day",
            licence: "Counts only, no callers",
          },
          {
            name: "Campaigns and letters",
            kind: "file",
            owner: "Marketing",
            grain: "campaign, day",
            history: "1 year",
            delay: "Known 2 weeks ahead",
            licence: "Own data",
          },
          {
            name: "Invoice dates",
            kind: "internal_database",
            owner: "Billing",
            grain: "day",
            history: "5 years",
            delay: "Known a year ahead",
            licence: "Own data",
          },
        ],
      },
      hiddenCosts: [{ label: "Connection to the telephone system (example)", amount: 3000, per: "once" }],
      notes: ["When queues were merged or renamed, history breaks. Write the dates down here."],
    },
    collecting_data: {
      fields: {
        actuals: "Telephone system, every night",
        labelling: "Outages of the line, disturbances of the product",
        reviewer: "Team leads, the next morning",
        delay: "1 day",
        holdOut: "One queue is planned the old way for a quarter",
      },
      hiddenCosts: [{ label: "Team leads label outages (example)", amount: 1200, per: "year" }],
      notes: ["Callers who hang up call again: a day of long waits looks like a day of high demand."],
    },
    feature_engineering: {
      fields: {
        features: [
          { name: "Letters sent", availability: "known_ahead", expert: "Marketing", leakRisk: "low" },
          { name: "Days since invoice", availability: "known_ahead", expert: "Billing", leakRisk: "none" },
          { name: "Public holiday", availability: "known_ahead", leakRisk: "none" },
          { name: "Disturbances", availability: "past_only", expert: "Operations", leakRisk: "high" },
          { name: "Queue", availability: "static", leakRisk: "none" },
        ],
      },
      notes: ["Bad example: a disturbance of that day as an input. Four weeks ahead nobody knows it."],
    },
    offline_evaluation: {
      fields: {
        metric: "cost",
        baseline: "seasonal_naive",
        folds: 3,
        segments: "Queue; Monday; days after a letter",
        costUnder: 4,
        costOver: 1.5,
        launchBar: "Costs at least 10 % less than the same weekday last week, Mondays included",
      },
      notes: [
        "Unit costs are examples, replace them: short = overtime and lost callers a call, over = idle minutes a call.",
      ],
    },
    building_models: {
      fields: {
        cadence: "Monthly",
        trigger: "A new queue, or an alert on bias",
        modelCount: "One per queue at most: start with statistics",
        time: "2 minutes on 2 cores",
        cost: 100,
        scaling: "More sites are more series",
      },
      hiddenCosts: [
        { label: "Build and export to the shift plan (example)", amount: 9000, per: "once" },
        { label: "Upkeep (example)", amount: 2400, per: "year" },
      ],
      notes: ["Three series are few: a network has little to learn across. Expect statistics to win."],
    },
    when_not_to_use_ml: {
      fields: {
        conditions:
          "The mean of four weekdays is as good over a quarter. Fewer than 50 calls a day: plan for the maximum instead.",
        intolerable: "An emergency line without staff.",
        stopper: "The head of the service centre",
      },
    },
    live_monitoring: {
      fields: {
        monitors: [
          {
            metric: "WAPE against the same weekday last week",
            threshold: "below 0.90",
            moves: "Overtime hours",
            alert: "Weekly report to the planner",
            rollback: "Mean of four weekdays",
            owner: "The shift planner",
          },
          {
            metric: "Days above the 90 % range",
            threshold: "at most 3 a month",
            moves: "Callers who hang up",
            alert: "Mail to the data scientist",
            rollback: "Plan by the upper end of the range",
            owner: "The data scientist",
          },
        ],
      },
    },
  },
} as const satisfies Template;
