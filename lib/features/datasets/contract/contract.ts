import type { Profile } from "../profile.ts";
import { columnsWith, type Recipe, type RecipeColumn } from "../recipe.ts";
import type { Expectation } from "../validate/schema.ts";
import { titleOf } from "../validate/words.ts";
import type { Terms } from "./schema.ts";

const DAY_MS = 86_400_000;

export type ContractType = "string" | "date" | "timestamp" | "number" | "integer";

export interface ContractColumn {
  name: string;
  role: RecipeColumn["role"];
  type: ContractType;
  /** Promised in the terms, or read beside the numbers. */
  unit: string;
  meaning: string;
  isRequired: boolean;
  /** Measured; null where it says nothing, for a category say. */
  range: { minimum: number; maximum: number } | null;
  categories: readonly string[];
  /** Share of rows without a value, as measured. */
  missingShare: number;
}

/** A dataset's contract: what was measured of its newest version beside what its owner promises. Times are UTC milliseconds. */
export interface Contract {
  dataset: { id: string; name: string; project: string };
  version: { number: number; digest: string; createdAt: number; rows: number; series: number };
  terms: Terms;
  /** "one row per shop, item and day". */
  grain: string;
  /** As pandas writes it. */
  frequency: string;
  history: { firstTime: number; lastTime: number; periods: number; isPosition: boolean };
  /** Days from the newest known value to the acceptance of the newest version; null for positions. */
  measuredDelayDays: number | null;
  /** Share of periods within the series' spans that have no value. */
  missingShare: number;
  columns: ContractColumn[];
  checks: { title: string; severity: Expectation["severity"]; expectation: Expectation }[];
  keep: { keepVersions: number | null; keepDays: number | null };
}

const PERIOD_WORDS: Record<string, string> = {
  min: "minute",
  h: "hour",
  D: "day",
  W: "week",
  M: "month",
  Q: "quarter",
  Y: "year",
  int: "position",
};

/** "one row per shop, item and day": what tells rows apart. */
export function grainOf(recipe: Recipe, frequency: string): string {
  const [, multiple = "", unit = "int"] = /^(\d*)(min|h|D|W|M|Q|Y|int)/.exec(frequency) ?? [];
  const word = PERIOD_WORDS[unit] ?? "period";
  const period = multiple === "" || multiple === "1" ? word : `${multiple} ${word}s`;
  const keys = columnsWith(recipe, "series").map((column) => column.name);
  const parts = [...keys, period];
  const joined = parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
  return `one ${columnsWith(recipe, "period").length > 0 ? "value" : "row"} per ${joined}`;
}

/** Days from the newest known value to when the version was accepted; null where times are positions. */
export function delayDays(profile: Profile, createdAt: number): number | null {
  if (profile.frequency.endsWith("int")) return null;
  return Math.max(0, Math.round(((createdAt - profile.lastKnownTime) / DAY_MS) * 10) / 10);
}

/** Share of the periods within the series' own spans that lack a row or a value. */
export function missingShareOf(profile: Profile): number {
  const spanned = profile.rows + profile.missingPeriods;
  return spanned === 0 ? 0 : (profile.missingPeriods + profile.blankTargets) / spanned;
}

export function contractOf(input: {
  dataset: Contract["dataset"];
  version: { number: number; digest: string; createdAt: number; recipe: Recipe; profile: Profile };
  terms: Terms;
  expectations: readonly Expectation[];
  keep: Contract["keep"];
}): Contract {
  const { version, terms } = input;
  const { profile, recipe } = version;
  return {
    dataset: input.dataset,
    version: {
      number: version.number,
      digest: version.digest,
      createdAt: version.createdAt,
      rows: profile.rows,
      series: profile.series,
    },
    terms,
    grain: grainOf(recipe, profile.frequency),
    frequency: profile.frequency,
    history: {
      firstTime: profile.firstTime,
      lastTime: profile.lastTime,
      periods: profile.periods,
      isPosition: profile.frequency.endsWith("int"),
    },
    measuredDelayDays: delayDays(profile, version.createdAt),
    missingShare: missingShareOf(profile),
    columns: recipe.columns
      .filter((column) => column.role !== "ignore")
      .map((column) => columnOf(column, profile, recipe, terms)),
    checks: input.expectations.map((expectation) => ({
      title: titleOf(expectation),
      severity: expectation.severity,
      expectation,
    })),
    keep: input.keep,
  };
}

function columnOf(column: RecipeColumn, profile: Profile, recipe: Recipe, terms: Terms): ContractColumn {
  const told = terms.columns.find((each) => each.name === column.name);
  const covariate = profile.covariates.find((each) => each.name === column.name);
  const isTarget = column.role === "target" || column.role === "period";
  const bounds = isTarget ? profile : covariate;
  const range =
    bounds && bounds.minimum !== null && bounds.maximum !== null
      ? { minimum: bounds.minimum, maximum: bounds.maximum }
      : null;
  return {
    name: column.name,
    role: column.role,
    type: typeOf(column, profile),
    unit: told?.unit || column.unit || "",
    meaning: told?.meaning ?? "",
    isRequired:
      ["series", "time"].includes(column.role) ||
      (column.role === "target" && recipe.blankTarget === "refuse"),
    range,
    categories: covariate?.categories ?? [],
    missingShare: isTarget
      ? profile.blankTargets / Math.max(1, profile.rows)
      : (covariate?.missing ?? 0) / Math.max(1, profile.rows),
  };
}

function typeOf(column: RecipeColumn, profile: Profile): ContractType {
  switch (column.role) {
    case "time":
      if (profile.frequency.endsWith("int")) return "integer";
      return /(min|h)$/.test(profile.frequency) ? "timestamp" : "date";
    case "target":
    case "period":
      return profile.isWhole ? "integer" : "number";
    case "today":
      return "number";
    case "covariate":
      return column.kind === "numeric" ? "number" : "string";
    default:
      return "string";
  }
}
