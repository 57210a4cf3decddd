import type { Template } from "./template.ts";

export const ENERGY_LOAD = {
  key: "energy_load",
  name: "Energy load",
  summary: "How much electricity customers will draw each hour, for buying a day ahead.",
  blocks: {
    value_proposition: {
      fields: {
        problem:
          "Energy for tomorrow is bought today, hour by hour. What is missing or left over is settled at the price of balancing energy, which is worst on the days that nobody expected.",
        persona: "The trader who sends the day-ahead order before noon",
        for: "the day-ahead trader",
        who: "buys tomorrow's energy before noon",
        our: "hourly load forecast",
        is: "a schedule for 24 hours with its range",
        that: "prices the hours that are most uncertain, holidays and heat included",
        change: "Checks the hours with a wide range instead of drawing a whole curve",
        today: "A similar day of last week, scaled by hand for the temperature",
        todayYearlyCost: 250000,
      },
      notes: [
        "Example figure, replace it: 250,000 a year of balancing cost above the day-ahead price. It stands on the settlement statements.",
      ],
    },
    prediction_task: {
      fields: {
        kind: "forecast",
        supervised: "yes",
        series: "Customer groups of one balancing area",
        target: "Energy drawn, group and hour",
        unit: "MWh",
        horizonSteps: 48,
        frequency: "h",
        seasonLength: 24,
        truthDelay: "Measured values after 1 day, settled ones after 2 months",
        ruleOfThumb: "seasonal_naive",
        ruleOfThumbText: "The same hour of the same kind of day last week",
      },
      notes: [
        "At 11:00 the last whole day is yesterday: tomorrow's last hour lies 37 to 48 hours ahead, not 24.",
      ],
    },
    decisions: {
      fields: {
        decision: "Quantity to buy per hour of tomorrow",
        override: "The trader on duty, with a reason",
        cadence: "Daily, by 11:00",
        latency: "Within 10 minutes of the weather forecast",
        fallback: "The similar day of last week",
      },
      hiddenCosts: [{ label: "Trader checks the schedule (example)", amount: 9000, per: "year" }],
    },
    data_sources: {
      fields: {
        sources: [
          {
            name: "Smart meters",
            kind: "internal_database",
            owner: "Metering",
            grain: "group, hour",
            history: "3 years",
            delay: "1 day",
            licence: "Personal below 5 customers: use groups",
          },
          {
            name: "Weather forecast",
            kind: "purchased",
            owner: "Weather service",
            grain: "station, hour",
            history: "3 years, as forecast then",
            delay: "None",
            licence: "Per station, internal use",
            purchaseCost: 6000,
          },
          {
            name: "Holidays and school breaks",
            kind: "open_dataset",
            owner: "The data scientist",
            grain: "region, day",
            history: "10 years",
            delay: "Known ahead",
            licence: "Open",
          },
        ],
      },
      hiddenCosts: [{ label: "Archive of past weather forecasts (example)", amount: 5000, per: "once" }],
      notes: ["Two clock changes a year: one day has 23 hours and one has 25. Keep times in UTC."],
    },
    collecting_data: {
      fields: {
        actuals: "Meter readings, nightly",
        labelling: "Outages, planned shutdowns, replaced values",
        reviewer: "Metering, daily list of gaps",
        delay: "1 day",
        holdOut: "The old schedule is computed beside it and settled on paper",
      },
      hiddenCosts: [{ label: "Mark replaced readings (example)", amount: 3500, per: "year" }],
      notes: ["Missing readings are filled by the metering system: a filled value is not a measurement."],
    },
    feature_engineering: {
      fields: {
        features: [
          {
            name: "Temperature as forecast",
            availability: "known_ahead",
            expert: "Weather service",
            leakRisk: "high",
          },
          { name: "Holiday", availability: "known_ahead", leakRisk: "none" },
          { name: "Daylight", availability: "known_ahead", leakRisk: "none" },
          { name: "Past load", availability: "past_only", leakRisk: "none" },
          { name: "Customer group", availability: "static", leakRisk: "none" },
        ],
      },
      notes: [
        "Bad example: training on measured temperature. At forecast time there is only a forecast of it, which is worse.",
      ],
    },
    offline_evaluation: {
      fields: {
        metric: "cost",
        baseline: "seasonal_naive",
        folds: 4,
        segments: "Working day, weekend, holiday; summer and winter; hour of the day",
        costUnder: 45,
        costOver: 30,
        launchBar: "Balancing cost at least 8 % lower than with the similar day, winter included",
      },
      notes: [
        "Unit costs are examples, replace them: mean difference of balancing to day-ahead price a MWh, short and long.",
      ],
    },
    building_models: {
      fields: {
        cadence: "Weekly",
        trigger: "New large customer, or an alert on bias",
        modelCount: "One global model for all groups",
        time: "20 minutes on 2 cores",
        cost: 900,
        scaling: "More balancing areas are more series",
      },
      hiddenCosts: [
        { label: "Build and connect to trading (example)", amount: 28000, per: "once" },
        { label: "Upkeep and on-call (example)", amount: 12000, per: "year" },
      ],
    },
    when_not_to_use_ml: {
      fields: {
        conditions:
          "The similar day costs no more over a whole winter. A change of tariff or of large customers leaves less than 3 months of usable history.",
        intolerable: "A missing schedule at 11:00, or one that is far too low in a cold spell.",
        stopper: "The head of trading",
      },
    },
    live_monitoring: {
      fields: {
        monitors: [
          {
            metric: "Balancing cost against the similar day",
            threshold: "below 0.95",
            moves: "Cost of balancing energy",
            alert: "Mail to trading and data science",
            rollback: "Similar day",
            owner: "The head of trading",
          },
          {
            metric: "Bias by hour",
            threshold: "within 2 %",
            moves: "Energy bought that nobody draws",
            alert: "Daily report",
            rollback: "Retrain on the last 6 months",
            owner: "The data scientist",
          },
        ],
      },
    },
  },
} as const satisfies Template;
