import type { Template } from "./template.ts";

export const SPARE_PARTS = {
  key: "spare_parts",
  name: "Spare parts",
  summary: "How many of each part will be needed each month, for stock that seldom moves.",
  blocks: {
    value_proposition: {
      fields: {
        problem:
          "Most parts are needed a few times a year, and a machine stands still until the right one is there. Stocking all of them ties up money for years.",
        persona: "The planner of 4,000 parts in one central warehouse",
        for: "the parts planner",
        who: "must keep machines running without filling the warehouse",
        our: "monthly need per part",
        is: "a stock level that holds with a chosen certainty",
        that: "sets a standing machine against years of dead stock",
        change: "Decides on the 100 dearest parts; the rest follow the proposal",
        today: "Mean of the last 12 months, plus a factor for safety",
        todayYearlyCost: 180000,
      },
      notes: [
        "Example figure, replace it: 180,000 a year for express deliveries, standstill and scrapped stock.",
      ],
    },
    prediction_task: {
      fields: {
        kind: "forecast",
        supervised: "yes",
        series: "Parts with at least 3 demands in 3 years",
        target: "Pieces needed, part and month",
        unit: "pieces",
        horizonSteps: 6,
        frequency: "M",
        seasonLength: 12,
        truthDelay: "At the end of the month",
        ruleOfThumb: "other",
        ruleOfThumbText: "Mean of the last 12 months",
      },
      notes: [
        "Most months are a true zero. Judge whole ranges and cost, not percentages: those have no meaning at zero.",
        "Horizon: the longest delivery time that matters, here about half a year.",
      ],
    },
    decisions: {
      fields: {
        decision: "Stock level and order per part",
        override: "The planner for parts above 500 a piece",
        cadence: "Monthly, first working day",
        latency: "One batch a month",
        fallback: "Mean of the last 12 months times the safety factor",
      },
      hiddenCosts: [{ label: "Planner reviews the dearest parts (example)", amount: 5200, per: "year" }],
      notes: ["Service level differs by part: what stops a machine is not stocked like a cover plate."],
    },
    data_sources: {
      fields: {
        sources: [
          {
            name: "Issues from stock",
            kind: "internal_database",
            owner: "Warehouse",
            grain: "part, booking",
            history: "6 years",
            delay: "1 day",
            licence: "Own data",
          },
          {
            name: "Open requests",
            kind: "internal_database",
            owner: "Service",
            grain: "part, request",
            history: "3 years",
            delay: "None",
            licence: "Own data",
          },
          {
            name: "Machines in the field",
            kind: "file",
            owner: "Sales",
            grain: "model, month",
            history: "10 years",
            delay: "1 month",
            licence: "Customer names left out",
          },
        ],
      },
      hiddenCosts: [{ label: "Map replaced part numbers (example)", amount: 8000, per: "once" }],
      notes: ["A part that replaces another has no history of its own: join the two before training."],
    },
    collecting_data: {
      fields: {
        actuals: "Bookings of the warehouse and unmet requests",
        labelling: "Recalls, one-off projects, returns",
        reviewer: "The planner, monthly",
        delay: "1 month",
        holdOut: "A tenth of the cheap parts stays on the old rule",
      },
      hiddenCosts: [{ label: "Label one-off demands (example)", amount: 2400, per: "year" }],
      notes: ["Issues are not needs: a request that could not be met leaves no booking."],
    },
    feature_engineering: {
      fields: {
        features: [
          { name: "Machines in the field", availability: "past_only", expert: "Sales", leakRisk: "low" },
          { name: "Planned maintenance", availability: "known_ahead", expert: "Service", leakRisk: "low" },
          { name: "Past needs", availability: "past_only", leakRisk: "none" },
          { name: "Class of the part", availability: "static", expert: "Engineering", leakRisk: "none" },
        ],
      },
      notes: ["Bad example: “part was discontinued”, as known today. In the past nobody knew it yet."],
    },
    offline_evaluation: {
      fields: {
        metric: "cost",
        baseline: "today",
        folds: 4,
        segments: "Price class; smooth, intermittent, lumpy; critical or not",
        costUnder: 120,
        costOver: 6,
        launchBar: "Costs at least 15 % less than the mean of 12 months, critical parts no worse",
      },
      notes: [
        "Unit costs are examples, replace them: short = express delivery and standstill a piece, over = a half year of capital and space a piece.",
      ],
    },
    building_models: {
      fields: {
        cadence: "Every quarter",
        trigger: "A new machine model, or a recall",
        modelCount: "One method for intermittent needs beside one global model",
        time: "30 minutes on 2 cores",
        cost: 200,
        scaling: "More warehouses are more series",
      },
      hiddenCosts: [
        { label: "Build and connect to planning (example)", amount: 18000, per: "once" },
        { label: "Upkeep (example)", amount: 4000, per: "year" },
      ],
    },
    when_not_to_use_ml: {
      fields: {
        conditions:
          "Parts with fewer than 3 demands in 3 years: stock one or none, by what a standstill costs. Parts that come within a day.",
        intolerable: "No stock of a part that is needed for safety.",
        stopper: "The head of service",
      },
    },
    live_monitoring: {
      fields: {
        monitors: [
          {
            metric: "Share of requests met from stock",
            threshold: "above 95 %",
            moves: "Hours that machines stand still",
            alert: "Mail to the planner",
            rollback: "Old safety factor",
            owner: "The parts planner",
          },
          {
            metric: "Value of stock without a move in 24 months",
            threshold: "falling",
            moves: "Money tied up",
            alert: "Report every quarter",
            rollback: "Lower the service level of cheap parts",
            owner: "The product owner",
          },
        ],
      },
    },
  },
} as const satisfies Template;
