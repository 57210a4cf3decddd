import type { Step, StepKind } from "./step-schema.ts";

/** What a step of each kind is for, for the list of those to add. */
export const STEP_KINDS: Record<StepKind, { title: string; about: string }> = {
  filter: { title: "Filter rows", about: "Keep or leave out rows by series, time or value." },
  mask: { title: "Mask a period", about: "Make the target of a period not known: a strike, a rebuild." },
  fill: { title: "Fill gaps", about: "Say what a period without a value is. Missing is not zero." },
  outliers: { title: "Outliers", about: "Mark, clip or forget values far off the others of their series." },
  convert: { title: "Currency and unit", about: "Times a factor, by a day's rate, or by another column." },
  resample: { title: "Resample", about: "Longer periods: days to weeks, weeks to months." },
  merge: { title: "Merge series", about: "One series of several: an item that got a new number." },
  hierarchy: { title: "Hierarchy", about: "Add totals: of all, of each brand, of each shop." },
  drop_short: { title: "Drop short series", about: "Leave out series with too little history." },
  holidays: { title: "Public holidays", about: "A covariate with the holidays of a country or region." },
  price_change: { title: "Price change", about: "A covariate: a price against the one before." },
  promotion: { title: "Promotion flag", about: "A covariate that is 1 in a promotion and else 0." },
  rename: { title: "Rename", about: "Another name for a covariate or a series." },
  cast: { title: "Cast", about: "A number becomes a category, a category a number, a fraction whole." },
};

const n = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 12 }).replace("-", "−");
const of = (column: string | null) => (column === null ? "the target" : `“${column}”`);
const plural = (count: number, one: string, many = `${one}s`) => `${n(count)} ${count === 1 ? one : many}`;
const span = (from: string | null, to: string | null) =>
  from === null
    ? `up to ${to}`
    : to === null
      ? `from ${from} on`
      : from === to
        ? `on ${from}`
        : `from ${from} to ${to}`;
const COMPARED = {
  below: "is below",
  at_most: "is at most",
  equal: "is",
  at_least: "is at least",
  above: "is above",
} as const;
const AGGREGATED = {
  sum: "sum",
  mean: "mean",
  minimum: "lowest value",
  maximum: "highest value",
  last: "last value",
  count: "number of values",
} as const;
const PERIODS = {
  "15min": "quarter hours",
  h: "hours",
  D: "days",
  W: "weeks",
  M: "months",
  Q: "quarters",
  Y: "years",
} as const;

function names(list: readonly string[]): string {
  const shown = list.slice(0, 3).map((name) => `“${name}”`);
  const more = list.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${plural(more, "more")}`.replace(/mores$/, "more");
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

function unknownsWords(unknowns: "missing" | "known_only"): string {
  return unknowns === "missing" ? "not known where a part is not" : "of what is known";
}

/** A step as a sentence in plain English, without a full stop. */
export function stepSentence(step: Step): string {
  switch (step.kind) {
    case "filter":
      return filterWords(step);
    case "rename":
      return `Call the ${step.what} “${step.from}” “${step.to}”`;
    case "cast":
      return castWords(step);
    case "resample":
      return `Bring the rows to ${PERIODS[step.frequency]}: the ${AGGREGATED[step.aggregation]} of each, ${unknownsWords(step.unknowns)}; first and last periods that are not whole are ${step.partialPeriods === "leave_out" ? "left out" : "kept"}`;
    case "fill":
      return fillWords(step);
    case "outliers":
      return outlierWords(step);
    case "convert":
      return convertWords(step);
    case "merge":
      return `Make ${names(step.series)} one series, “${step.into}”: the ${AGGREGATED[step.aggregation]}, ${unknownsWords(step.unknowns)}`;
    case "hierarchy":
      return hierarchyWords(step);
    case "holidays":
      return `Add the public holidays of ${step.place} as “${step.into}”, known ahead${step.ahead === 0 ? "" : `, with rows for ${plural(step.ahead, "period")} after the data`}`;
    case "price_change":
      return `Add “${step.into}”: “${step.column}” against the row before, as ${{ percent: "a change in %", difference: "a difference", ratio: "a ratio" }[step.as]}`;
    case "promotion":
      return `Add “${step.into}”: 1 ${promotionWords(step)}, else 0`;
    case "drop_short":
      return `Leave out series with fewer than ${plural(step.least, "known value")}`;
    case "mask":
      return `Take the target as not known ${span(step.from, step.to)}${step.series.length === 0 ? " in all series" : ` in ${names(step.series)}`}${step.reason ? ` (${step.reason})` : ""}`;
  }
}

type Of<K extends StepKind> = Extract<Step, { kind: K }>;

function filterWords({ rows, where }: Of<"filter">): string {
  const verb = rows === "keep" ? "Keep only" : "Leave out";
  if (where.of === "time") return `${verb} rows ${span(where.from, where.to)}`;
  if (where.of === "series") {
    const how = { is_one_of: "series", contains: "series with", starts_with: "series that begin with" }[
      where.how
    ];
    return `${verb} ${how} ${names(where.texts)}`;
  }
  if (where.how === "unknown") return `${verb} rows in which ${of(where.column)} is not known`;
  const value = typeof where.value === "number" ? n(where.value) : `“${where.value}”`;
  return `${verb} rows in which ${of(where.column)} ${COMPARED[where.how]} ${value}`;
}

function castWords(step: Of<"cast">): string {
  if (step.to === "whole") {
    const how = { refuse: "refuse fractions", nearest: "to the nearest", down: "down", up: "up" }[
      step.rounding
    ];
    return step.rounding === "refuse"
      ? `See that ${of(step.column)} is whole: ${how}`
      : `Round ${of(step.column)} to whole numbers, ${how}`;
  }
  if (step.to === "category") return `Take ${of(step.column)} as a category`;
  return `Take ${of(step.column)} as a number; a text that is none ${step.otherwise === "refuse" ? "stops the recipe" : "becomes not known"}`;
}

function fillWords(step: Of<"fill">): string {
  if (step.method === "leave") return `Leave gaps of ${of(step.column)} as they are: not known, and not zero`;
  const how = {
    zero: "with 0",
    forward: "with the last value before",
    interpolate: "on a straight line between their neighbours",
    seasonal: `with the value of the season before${step.season === null ? "" : ` (${n(step.season)} periods)`}`,
  }[step.method];
  const length = step.longest === null ? "" : ` of up to ${plural(step.longest, "period")}`;
  const closed = step.closed === "fill" ? ", closed periods too" : "";
  const end = step.until === "data_end" ? ", to the end of the data" : "";
  return `Fill gaps of ${of(step.column)}${length} ${how}${closed}${end}`;
}

function outlierWords(step: Of<"outliers">): string {
  const far =
    step.by === "range"
      ? `${step.low === null ? "" : `below ${n(step.low)}`}${step.low !== null && step.high !== null ? " or " : ""}${step.high === null ? "" : `above ${n(step.high)}`}`
      : step.by === "quartiles"
        ? `more than ${n(step.width)} times the middle half's width beyond it`
        : `more than ${n(step.width)} robust deviations from the median`;
  const scope = step.by === "range" ? "" : ", series by series";
  if (step.action === "mark") return `Mark values of ${of(step.column)} ${far} in “${step.mark}”${scope}`;
  return step.action === "clip"
    ? `Bring values of ${of(step.column)} ${far} back to that limit${scope}`
    : `Take values of ${of(step.column)} ${far} as not known${scope}`;
}

function convertWords(step: Of<"convert">): string {
  const by =
    step.by.of === "factor"
      ? n(step.by.factor)
      : step.by.of === "covariate"
        ? `“${step.by.column}” of its row`
        : `the rate of its day (${plural(step.by.rates.length, "rate")})`;
  const units =
    step.unitFrom && step.unitTo
      ? `, ${step.unitFrom} to ${step.unitTo}`
      : step.unitTo
        ? `, to ${step.unitTo}`
        : step.unitFrom
          ? `, from ${step.unitFrom}`
          : "";
  return `${step.operation === "multiply" ? "Multiply" : "Divide"} ${of(step.column)} by ${by}${units}`;
}

function hierarchyWords(step: Of<"hierarchy">): string {
  const levels = step.levels.map((level) => {
    if (level.of === "total") return `all series (“${level.name}”)`;
    if (level.of === "covariate") return `each “${level.column}”`;
    return `each ${["first", "second", "third"][level.part - 1] ?? `${level.part}th`} part of the names`;
  });
  const total = step.aggregation === "sum" ? "totals" : "means";
  return `Add ${total} of ${levels.join(", and of ")}, ${unknownsWords(step.unknowns)}; the items are ${step.items === "keep" ? "kept" : "left out"}`;
}

function promotionWords({ when }: Of<"promotion">): string {
  if (when.of === "days")
    return `on ${plural(when.ranges.length, "given stretch", "given stretches")} of days`;
  if (when.of === "price_drop")
    return `where “${when.column}” is ${n(when.percent)} % or more below its highest of the ${plural(when.window, "row")} before`;
  const value = typeof when.value === "number" ? n(when.value) : `“${when.value}”`;
  return `where “${when.column}” ${COMPARED[when.how]} ${value}`;
}

/** What a step is called: its own name, or what it does. */
export function stepTitle(step: Step): string {
  return step.name ?? STEP_KINDS[step.kind].title;
}
