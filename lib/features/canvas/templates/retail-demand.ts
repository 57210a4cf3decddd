import type { Template } from "./template.ts";

export const RETAIL_DEMAND = {
  key: "retail_demand",
  name: "Retail demand",
  summary: "How many units of each item a shop will sell, for its daily orders.",
  blocks: {
    value_proposition: {
      fields: {
        problem:
          "Every item is ordered every day. Too little leaves the shelf empty, most visibly in a promotion; too much is written off or fills the back room.",
        persona: "The buyer of one category, 20 minutes for orders before the shop opens",
        for: "the buyer of the category",
        who: "orders every item every morning",
        our: "daily demand forecast",
        is: "an order proposal with its uncertainty",
        that: "weighs an empty shelf against what is left over, promotions included",
        change: "Reads proposals, and corrects only the few that look wrong",
        today: "Same weekday last week, corrected by hand",
        todayYearlyCost: 120000,
      },
      notes: [
        "Example figure, replace it: 120,000 a year for write-offs, lost sales and the buyer's hours. Ask controlling for last year's write-offs first: they are known.",
      ],
    },
    prediction_task: {
      fields: {
        kind: "forecast",
        supervised: "yes",
        series: "Items of one shop with at least a year of sales",
        target: "Units sold, item and day",
        unit: "units",
        horizonSteps: 14,
        frequency: "D",
        seasonLength: 7,
        truthDelay: "After the shop closes, the same day",
        ruleOfThumb: "seasonal_naive",
        ruleOfThumbText: "Same weekday last week",
      },
      notes: ["Horizon: delivery time plus the days until the next order, not “as far as possible”."],
    },
    decisions: {
      fields: {
        decision: "Order quantity per item and day",
        override: "The buyer, with a reason",
        cadence: "Daily, before 06:30",
        latency: "One batch a night is enough",
        fallback: "Same weekday last week",
      },
      hiddenCosts: [{ label: "Buyers check proposals (example)", amount: 2600, per: "year" }],
      notes: ["Left empty on purpose: the quantile follows from the two unit costs in “Offline evaluation”."],
    },
    data_sources: {
      fields: {
        sources: [
          {
            name: "Till sales",
            kind: "internal_database",
            owner: "Store controlling",
            grain: "item, day",
            history: "3 years",
            delay: "1 day",
            licence: "Own data, no personal data",
          },
          {
            name: "Promotion calendar",
            kind: "file",
            owner: "Marketing",
            grain: "item, week",
            history: "2 years",
            delay: "Known 4 weeks ahead",
            licence: "Own data",
          },
          {
            name: "Stock levels",
            kind: "internal_database",
            owner: "Logistics",
            grain: "item, day",
            history: "1 year",
            delay: "1 day",
            licence: "Own data",
          },
        ],
      },
      hiddenCosts: [{ label: "Export of tills and stock (example)", amount: 4000, per: "once" }],
      notes: ["Are empty shelves recorded? Without stock levels a zero may be no demand or no goods."],
    },
    collecting_data: {
      fields: {
        actuals: "Tills, nightly export",
        labelling: "Stock-outs, closed days, promotions entered late",
        reviewer: "Store manager, once a week",
        delay: "1 day",
        holdOut: "One item in twenty is ordered the old way, so that the effect can be measured",
      },
      hiddenCosts: [
        { label: "Label stock-outs of the past year (example)", amount: 1800, per: "once" },
        { label: "Weekly labels by the store manager (example)", amount: 1500, per: "year" },
      ],
      notes: ["Our own orders cap what can be sold: demand above the stock is never seen."],
    },
    feature_engineering: {
      fields: {
        features: [
          { name: "Promotion", availability: "known_ahead", expert: "Marketing", leakRisk: "low" },
          { name: "Public holiday", availability: "known_ahead", leakRisk: "none" },
          { name: "Price", availability: "known_ahead", expert: "The buyer", leakRisk: "high" },
          { name: "Past sales", availability: "past_only", leakRisk: "none" },
          { name: "Category", availability: "static", leakRisk: "none" },
        ],
      },
      notes: [
        "Bad example: the price at the end of the day. Markdowns are a reaction to poor sales and give the answer away.",
      ],
    },
    offline_evaluation: {
      fields: {
        metric: "cost",
        baseline: "seasonal_naive",
        folds: 3,
        segments: "Category; promotion or not; fast and slow items",
        costUnder: 0.6,
        costOver: 0.2,
        launchBar: "Costs at least 10 % less than the same weekday last week, on untouched folds",
      },
      notes: [
        "Unit costs are examples, replace them: short = margin and goodwill lost a unit, over = write-off and capital a unit.",
      ],
    },
    building_models: {
      fields: {
        cadence: "Monthly",
        trigger: "An alert on the error, or a new assortment",
        modelCount: "One global model beside the baselines",
        time: "10 minutes on 2 cores",
        cost: 300,
        scaling: "More shops are more series of the same model",
      },
      hiddenCosts: [
        { label: "Build and connect to ordering (example)", amount: 15000, per: "once" },
        { label: "Retraining and upkeep (example)", amount: 4800, per: "year" },
      ],
    },
    when_not_to_use_ml: {
      fields: {
        conditions:
          "The same weekday last week is as good over 8 weeks. Items with less than one sale a week. No one pays for the upkeep.",
        intolerable: "An empty shelf of an advertised item on the first day of a promotion.",
        stopper: "The category manager",
      },
    },
    live_monitoring: {
      fields: {
        monitors: [
          {
            metric: "Cost against the same weekday last week",
            threshold: "below 0.95",
            moves: "Write-offs and lost sales",
            alert: "Mail to the data scientist",
            rollback: "Order as last week",
            owner: "The data scientist",
          },
          {
            metric: "Proposals that buyers change",
            threshold: "below 15 %",
            moves: "Hours spent on orders",
            alert: "Weekly report",
            rollback: "Talk to the buyers first",
            owner: "The product owner",
          },
        ],
      },
    },
  },
} as const satisfies Template;
