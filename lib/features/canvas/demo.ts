import type { CanvasPatches } from "./patch.ts";

/**
 * The canvas of the demo project. The facts about the data are those of its source (Mancuso, Piccialli, Sudoso 2021,
 * DOI 10.17632/njdkntcpc9.1); money and organisation are assumptions and say so. It claims no measured result: the
 * runs measure.
 */
export function demoCanvas(people: { productOwnerId: string; dataScientistId: string }): CanvasPatches {
  const { productOwnerId, dataScientistId } = people;
  return {
    value_proposition: {
      ownerId: productOwnerId,
      fields: {
        problem:
          "Pasta is ordered per item every day. Too little leaves the shelf empty, most visibly in a promotion; too much fills the back room and ties up money.",
        persona: "The buyer of the pasta category",
        for: "the buyer of the pasta category",
        who: "orders 118 items every day",
        our: "daily forecast",
        is: "an order proposal with its uncertainty",
        that: "weighs empty shelves against leftover stock, promotions included",
        change: "Reads a proposal and its range per item, and corrects the few that look wrong",
        today: "Same weekday last week, corrected by hand (assumed)",
      },
      notes: ["Only the four brands and one shop of the data are in scope."],
    },
    prediction_task: {
      ownerId: dataScientistId,
      fields: {
        kind: "forecast",
        supervised: "yes",
        series: "118 pasta items of one Italian grocery",
        target: "Units sold, item and day",
        unit: "units",
        horizonSteps: 28,
        frequency: "D",
        seasonLength: 7,
        truthDelay: "After the shop closes, the same day (assumed)",
        ruleOfThumb: "seasonal_naive",
        ruleOfThumbText: "Same weekday last week",
      },
      notes: ["27 calendar days are missing because the shop was closed: they are gaps, not zeros."],
      agreed: true,
    },
    decisions: {
      ownerId: productOwnerId,
      fields: {
        decision: "Order quantity per item and day",
        override: "The buyer, with a reason",
        cadence: "Once a day, before the shop opens",
        latency: "One batch a night is enough",
        fallback: "Seasonal naive",
      },
      hiddenCosts: [{ label: "Review of proposals (assumed)", amount: 2600, per: "year" }],
      notes: ["The quantile is not chosen by hand: it follows from the two unit costs."],
      agreed: true,
    },
    data_sources: {
      ownerId: dataScientistId,
      fields: {
        sources: [
          {
            name: "Till sales",
            kind: "open_dataset",
            owner: "The authors of the data",
            grain: "item, day",
            history: "since 2014",
            delay: "None: a closed archive",
            licence: "CC BY 4.0, DOI 10.17632/njdkntcpc9.1",
          },
          {
            name: "Promotions",
            kind: "open_dataset",
            owner: "The authors of the data",
            grain: "item, day",
            history: "since 2014",
            licence: "CC BY 4.0",
          },
          {
            name: "Brand of an item",
            kind: "open_dataset",
            owner: "The authors of the data",
            grain: "item",
            history: "fixed",
            licence: "CC BY 4.0",
          },
        ],
      },
      notes: [
        "Stock-outs are not recorded: a zero may be no demand or an empty shelf.",
        "Prices are not in the data.",
      ],
      agreed: true,
    },
    collecting_data: {
      ownerId: productOwnerId,
      fields: {
        actuals: "Tills, nightly export (assumed)",
        labelling: "Closed days and suspected stock-outs",
        reviewer: "The shop’s manager, once a week (assumed)",
        delay: "1 day (assumed)",
        holdOut: "6 items stay on the old way (assumed)",
      },
      hiddenCosts: [{ label: "First labelling (assumed)", amount: 1800, per: "once" }],
      notes: ["Our own orders cap what we can see sold."],
    },
    feature_engineering: {
      ownerId: dataScientistId,
      fields: {
        features: [
          { name: "Promotion", availability: "known_ahead", expert: "The buyer", leakRisk: "low" },
          { name: "Weekday", availability: "known_ahead", leakRisk: "none" },
          { name: "Past sales", availability: "past_only", leakRisk: "none" },
          { name: "Brand", availability: "static", leakRisk: "none" },
        ],
      },
      notes: [
        "Promotions count as known ahead only if they are planned more than 28 days before: ask the buyer.",
      ],
    },
    offline_evaluation: {
      ownerId: dataScientistId,
      fields: {
        metric: "cost",
        baseline: "seasonal_naive",
        folds: 3,
        segments: "Brand; promotion or not",
        costUnder: 0.54,
        costOver: 0.18,
        launchBar: "Costs less than seasonal naive on the untouched folds, and pays its upkeep",
      },
      notes: ["Both unit costs are assumptions for the demo, not figures of the shop."],
      agreed: true,
    },
    building_models: {
      ownerId: dataScientistId,
      fields: {
        cadence: "Monthly (assumed)",
        trigger: "An alert on cost or bias",
        modelCount: "1 global network for 118 items, beside the baselines",
        time: "Under 90 s on 2 cores",
        scaling: "More shops are more series of the same model",
      },
      hiddenCosts: [
        { label: "Build (assumed)", amount: 9000, per: "once" },
        { label: "Upkeep (assumed)", amount: 2400, per: "year" },
      ],
    },
    live_monitoring: {
      ownerId: productOwnerId,
      fields: {
        monitors: [
          {
            metric: "Cost against seasonal naive",
            threshold: "below 1, over 28 days",
            moves: "Leftover stock and empty shelves",
            alert: "Mail to the data scientist",
            rollback: "Fall back to seasonal naive",
            owner: "Data scientist",
          },
          {
            metric: "Bias",
            threshold: "within ±20 %",
            moves: "Stock held",
            alert: "Mail to the buyer",
            rollback: "Retrain",
            owner: "Product owner",
          },
        ],
      },
      notes: ["All thresholds are first guesses."],
    },
    when_not_to_use_ml: {
      ownerId: productOwnerId,
      fields: {
        conditions:
          "The saving’s lower bound is not above zero on the untouched folds, or nobody funds the upkeep.",
        intolerable: "An empty shelf in the first days of a promotion",
        stopper: "The product owner",
      },
      notes: ["Items that hardly sell may stay on a fixed minimum."],
      agreed: true,
    },
  };
}
