import type { BlockKey } from "#lib/platform/prisma/enums.ts";

/** What a field is, one entry that helps a forecasting project, and one that does not, with the reason. */
export interface Teaching {
  what: string;
  good: string;
  bad: string;
  why: string;
}

type FieldName = string;

/** By block and field; the columns of a list stand under `list.column`. */
export const TEACHING: Readonly<Record<BlockKey, Readonly<Record<FieldName, Teaching>>>> = {
  value_proposition: {
    problem: {
      what: "The trouble in the business that a better forecast would lessen, and what it costs when nothing is done.",
      good: "On promotion days 6 % of pasta shelves are empty by noon; the week after, 900 packs are left over.",
      bad: "We want to use AI for our sales.",
      why: "It names a tool and no trouble, so no result could show that it worked.",
    },
    persona: {
      what: "The one person who acts on the forecast, by their work.",
      good: "The buyer of one category, who orders by 06:30",
      bad: "The company",
      why: "Nobody can be asked whether it helped them.",
    },
    for: {
      what: "Whom it is for: the beginning of the sentence.",
      good: "the buyers of the pasta category",
      bad: "everybody",
      why: "What is for everybody is fitted to nobody's decision.",
    },
    who: {
      what: "What they have to do today, and where it hurts.",
      good: "order 118 items every morning from a spreadsheet",
      bad: "need insights",
      why: "It says no deed that a forecast could change.",
    },
    our: {
      what: "What you offer, in two or three words.",
      good: "daily forecast",
      bad: "state-of-the-art deep learning platform",
      why: "The method is not the offer, and it may turn out not to be needed.",
    },
    is: {
      what: "What kind of thing they hold in their hands.",
      good: "an order proposal with its uncertainty",
      bad: "a model",
      why: "A model cannot be ordered from.",
    },
    that: {
      what: "What gets better, so that one could count it.",
      good: "cuts empty shelves and leftover stock by a quarter",
      bad: "improves efficiency",
      why: "There is no number that would show whether it did.",
    },
    change: {
      what: "What they do differently on the first morning after launch.",
      good: "The buyer checks the ten flagged items and accepts the rest",
      bad: "Better decisions",
      why: "Nobody knows what to train people for, or what to take away from their day.",
    },
    today: {
      what: "How it is done now: the method that a forecast has to beat.",
      good: "Same weekday last week, corrected by hand for promotions",
      bad: "Experience",
      why: "It cannot be repeated on past data, so nothing can be compared with it.",
    },
    todayYearlyCost: {
      what: "What that method costs a year: its errors and the hours it takes.",
      good: "48000, from last year's write-offs and two hours a day",
      bad: "0, because the spreadsheet is free",
      why: "The hours and the empty shelves are paid all the same.",
    },
  },
  prediction_task: {
    kind: {
      what: "What is predicted: a number over time (forecast), a number, a class, an order, or what is out of line.",
      good: "Forecast, for units sold per item and day",
      bad: "Classification into many, few and none, when the order needs a number",
      why: "The decision then has to guess what the class left out.",
    },
    supervised: {
      what: "Whether the truth becomes known later, so that a model can learn from it and be judged.",
      good: "Yes: the till tells what was sold",
      bad: "Yes, for demand on days with empty shelves",
      why: "Sales there show what was in stock and not what was wanted.",
    },
    series: {
      what: "One series per what? And how many of them.",
      good: "118 items of one store",
      bad: "Sales",
      why: "A total can be forecast well and still tell no item's order.",
    },
    target: {
      what: "The number that is forecast, with what it is counted per.",
      good: "Units sold, item and day",
      bad: "Revenue, when pieces are ordered",
      why: "A change of price then looks like a change of demand.",
    },
    unit: {
      what: "What one of it is. It stands on every axis and beside every error.",
      good: "units",
      bad: "thousand",
      why: "A thousand of what? An error of 0.4 cannot be weighed.",
    },
    horizonSteps: {
      what: "How many steps ahead the decision needs: lead time plus the time until the next order.",
      good: "28, for a lead time of 3 weeks and weekly orders",
      bad: "365, to be safe",
      why: "Far steps are guesses; they make training slower and errors look worse.",
    },
    frequency: {
      what: "How often the decision is made, and so how fine the series has to be.",
      good: "Days, for orders that are placed daily",
      bad: "Hours, because the till writes them",
      why: "Finer series are noisier, and nobody orders by the hour.",
    },
    seasonLength: {
      what: "After how many steps the pattern repeats. It is the yardstick of the baseline and of MASE.",
      good: "7 for daily sales, 12 for monthly ones",
      bad: "365 with 18 months of history",
      why: "A season has to be seen at least twice to be learned.",
    },
    truthDelay: {
      what: "How long after the day the true number is there. A model can be watched no faster.",
      good: "After 2 days, when returns are booked",
      bad: "Immediately",
      why: "Corrections come later; a model that is judged early is judged by wrong numbers.",
    },
    ruleOfThumb: {
      what: "The simplest sensible forecast. Whatever costs more has to be better than it on untouched folds.",
      good: "Same as one season ago",
      bad: "The average of all years",
      why: "Too weak a rule makes any model look good.",
    },
    ruleOfThumbText: {
      what: "The rule so exactly that two people get the same number by it.",
      good: "Same weekday last week; after a holiday the one before",
      bad: "Gut feeling",
      why: "It cannot be worked out for the past.",
    },
  },
  decisions: {
    decision: {
      what: "The action that follows the forecast.",
      good: "Order quantity per item",
      bad: "Dashboard for the management",
      why: "Nothing is done by it, so no error costs anything and none can be saved.",
    },
    quantile: {
      what: "The share of days on which the order shall suffice. Unit costs imply the cheapest: short ÷ (short + over).",
      good: "0.75, from 0.54 lost per unit short and 0.18 per unit over",
      bad: "0.99 for every item, to be on the safe side",
      why: "The last percents fill the store with leftovers.",
    },
    override: {
      what: "Who may act against the forecast, and what they have to say for it.",
      good: "Buyers, with a reason from a list",
      bad: "Anybody, without a trace",
      why: "One cannot learn whether the overrides or the model were right.",
    },
    cadence: {
      what: "How often it is decided, and by when.",
      good: "Daily, by 06:30",
      bad: "In real time",
      why: "It costs much, and the lorry comes once a day.",
    },
    latency: {
      what: "How long somebody may wait for a forecast.",
      good: "One batch a night",
      bad: "Under 10 ms, when it is read once a day",
      why: "It buys a serving system that no decision needs.",
    },
    fallback: {
      what: "What is done on the day without a forecast.",
      good: "Seasonal naive, computed beside the data",
      bad: "It will not fail",
      why: "On that day somebody has to order all the same.",
    },
  },
  data_sources: {
    sources: {
      what: "Each feed that the forecast is made of, with its owner, its grain and how far it goes back.",
      good: "Till sales, store controlling, item and day, since 2014, 1 day late, own data",
      bad: "ERP",
      why: "Nobody knows whom to ask, what a row is, or whether stock-outs stand in it.",
    },
  },
  collecting_data: {
    actuals: {
      what: "How the true numbers come back once the forecast is in use.",
      good: "Tills, nightly export, the same fields as in training",
      bad: "Somebody sends a file now and then",
      why: "Without actuals neither drift nor savings are seen.",
    },
    labelling: {
      what: "What has to be marked by people: stock-outs, promotions, odd days.",
      good: "Stock-outs by the shelf count, promotions from the campaign plan",
      bad: "None needed, zeros are zeros",
      why: "A day with an empty shelf teaches the model that nobody wanted any.",
    },
    reviewer: {
      what: "Who checks the labels, and how often.",
      good: "Store manager, weekly, 20 items",
      bad: "The data team",
      why: "Those who never see the shelf cannot tell.",
    },
    cost: {
      what: "What collecting and labelling cost a year, people's time included.",
      good: "2600, one hour a week",
      bad: "Left empty because it is internal",
      why: "The return is then too good to be true.",
    },
    delay: {
      what: "How long after the day a label or an actual is there.",
      good: "1 day; returns after 3",
      bad: "Soon",
      why: "Retraining and alerts cannot be planned by it.",
    },
    holdOut: {
      what: "What stays on the old way, so that the effect can be measured after launch.",
      good: "6 items, drawn by lot, ordered the old way for a quarter",
      bad: "The items that sell badly",
      why: "The groups differ from the start, so their difference proves nothing.",
    },
  },
  feature_engineering: {
    features: {
      what: "Each input of the model, and whether its value is known on the day the forecast is made.",
      good: "Promotion: known ahead, because the plan is fixed 6 weeks before",
      bad: "Weather of the day: known ahead",
      why: "Only its forecast is known; training on the truth makes the test too good.",
    },
  },
  offline_evaluation: {
    metric: {
      what: "By which number models are compared. Cost is best when both unit costs are known.",
      good: "Cost of over and under",
      bad: "MAPE on items that sell 0 or 1 a day",
      why: "It divides by zero, and rewards forecasts that are too low.",
    },
    baseline: {
      what: "What a model must beat on the same folds to be worth its upkeep.",
      good: "Seasonal naive, or today's method when its past forecasts are kept",
      bad: "None",
      why: "An error of 12 % says nothing by itself.",
    },
    folds: {
      what: "How many times the past is played through. Each is one horizon long.",
      good: "3 to 5",
      bad: "1",
      why: "One stretch may be an odd one: the choice is then luck.",
    },
    segments: {
      what: "Groups in which errors hurt differently, looked at one by one.",
      good: "Promotion or not; fast and slow sellers",
      bad: "Overall only",
      why: "A good average can hide an empty promotion shelf.",
    },
    costUnder: {
      what: "What is lost when one unit is missing: margin and goodwill.",
      good: "0.54, margin 0.44 plus 0.10 for customers who go elsewhere",
      bad: "The selling price",
      why: "The unit was not bought either, so its cost is not lost.",
    },
    costOver: {
      what: "What one unit left over costs: write-off, storage, capital.",
      good: "0.18, of which 0.12 are write-off",
      bad: "0, because it can be sold tomorrow",
      why: "With that the cheapest order is an endless one.",
    },
    launchBar: {
      what: "The result on untouched folds at which you launch, fixed before you look.",
      good: "Costs a quarter less than seasonal naive on the last 2 folds",
      bad: "When the team is content",
      why: "After the result, any bar can be found to have been passed.",
    },
  },
  building_models: {
    cadence: {
      what: "How often the model learns anew. It is paid each time.",
      good: "Monthly",
      bad: "Daily, to be current",
      why: "It costs thirty times as much, and a month of data changes little.",
    },
    trigger: {
      what: "What makes it learn out of turn.",
      good: "WAPE above naive for 2 weeks",
      bad: "When somebody notices",
      why: "By then the shelves have noticed.",
    },
    modelCount: {
      what: "How many models have to be kept alive.",
      good: "1 global, 118 items",
      bad: "One hand-made model per item",
      why: "Nobody can look after 118 of them.",
    },
    time: {
      what: "How long a training may take, on which machine.",
      good: "10 minutes on 2 cores",
      bad: "As long as it needs",
      why: "It may not be done when the order has to go out.",
    },
    cost: {
      what: "What training costs a year: machines and people.",
      good: "2400",
      bad: "Only the cloud bill",
      why: "People's hours are the larger part.",
    },
    scaling: {
      what: "What comes next if it works, and whether it still runs then.",
      good: "24 stores: 2,832 series, one training overnight",
      bad: "We will see",
      why: "The next size may need another method, which then has to be judged anew.",
    },
  },
  live_monitoring: {
    monitors: {
      what: "Which number of the model is watched, from where on somebody acts, and which number of the business it moves.",
      good: "WAPE against naive, below 0.80; leftover stock; mail to Dario; back to seasonal naive",
      bad: "Accuracy dashboard",
      why: "Nobody is called, and nothing is switched off.",
    },
  },
  when_not_to_use_ml: {
    conditions: {
      what: "When the simpler way is taken, agreed before the first result.",
      good: "No saving against seasonal naive for 8 weeks",
      bad: "If it does not work",
      why: "Everybody means something else by it, so it never happens.",
    },
    intolerable: {
      what: "Errors that must not happen, however rare.",
      good: "An empty shelf on the first day of a promotion",
      bad: "Any error",
      why: "Every forecast errs; a rule that nothing meets is no rule.",
    },
    stopper: {
      what: "The one person who may switch it off, today, without a meeting.",
      good: "The category manager",
      bad: "The steering committee",
      why: "It meets next month.",
    },
  },
};

export const TEACHING_COSTS: Teaching = {
  what: "What this block costs besides the obvious: once or each year, how much, and who says so.",
  good: "Review of proposals, 2,600 a year, says the head of buying",
  bad: "Some effort",
  why: "A sum that nobody stands behind is left out of the business case, or doubted in it.",
};
