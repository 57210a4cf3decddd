import { parseArgs } from "node:util";
import { M3_NAMES, SET_NAMES } from "../accuracy/sets.ts";
import type { Part } from "./python.ts";

export interface PeerMethod {
  key: string;
  name: string;
  /** Null: ours. */
  script: "statistical" | "trees" | "neural" | null;
  /** It can use what is known ahead. */
  usesCovariates: boolean;
}

/** `auto` stands here once, and once for each of its time budgets in the tables. */
export const METHODS: readonly PeerMethod[] = [
  { key: "auto", name: "Ours: auto", script: null, usesCovariates: true },
  { key: "ridge", name: "Ours: ridge regression", script: null, usesCovariates: true },
  { key: "trees", name: "Ours: boosted trees", script: null, usesCovariates: true },
  { key: "ets", name: "Ours: ETS", script: null, usesCovariates: false },
  { key: "dynamic_theta", name: "Ours: dynamic optimised Theta", script: null, usesCovariates: false },
  { key: "seasonal_naive", name: "SeasonalNaive", script: "statistical", usesCovariates: false },
  { key: "auto_ets", name: "AutoETS", script: "statistical", usesCovariates: false },
  { key: "auto_arima", name: "AutoARIMA", script: "statistical", usesCovariates: false },
  {
    key: "dynamic_optimized_theta",
    name: "DynamicOptimizedTheta",
    script: "statistical",
    usesCovariates: false,
  },
  { key: "lightgbm", name: "LightGBM", script: "trees", usesCovariates: true },
  { key: "nhits", name: "NHITS", script: "neural", usesCovariates: true },
  { key: "nbeats", name: "NBEATS", script: "neural", usesCovariates: false },
];

export const partOf = (method: PeerMethod): Part | null =>
  method.script === null ? null : method.script === "neural" ? "neural" : "statistical";

/** How a set is measured unless told otherwise: so that all of it ends within 25 minutes on two cores. */
export interface SetPlan {
  set: string;
  /** The last so many of the set's windows, for every method alike. */
  windows: number;
  /** Seconds that `auto` has for a window; a row each. The same for M3's groups, whose rows are pooled. */
  budgets: readonly number[];
  /** Peers that are not run, each of which takes minutes here; the table says so. */
  without: readonly string[];
}

const DEFAULTS: readonly SetPlan[] = [
  { set: "m3-yearly", windows: 1, budgets: [10, 50], without: ["nbeats"] },
  { set: "m3-quarterly", windows: 1, budgets: [10, 50], without: ["auto_arima", "nbeats"] },
  { set: "m3-monthly", windows: 1, budgets: [10, 50], without: ["auto_arima"] },
  { set: "m3-other", windows: 1, budgets: [10, 50], without: ["nbeats"] },
  { set: "pasta-daily", windows: 1, budgets: [10, 60], without: ["auto_arima", "nbeats"] },
  { set: "pasta-promo", windows: 1, budgets: [10, 60], without: ["nhits"] },
  { set: "pasta-weekly", windows: 2, budgets: [5, 15], without: ["nhits", "nbeats"] },
  { set: "online-weekly", windows: 1, budgets: [5, 20], without: ["auto_arima", "nhits", "nbeats"] },
  { set: "bike-hourly", windows: 2, budgets: [5, 15], without: ["auto_arima", "nhits", "nbeats"] },
];

/** A minute or two, to see that everything is in its place. */
const QUICK: readonly SetPlan[] = [
  { set: "m3-other", windows: 1, budgets: [5], without: ["nhits", "nbeats", "auto_arima"] },
];

export interface PeersOptions {
  plans: readonly SetPlan[];
  methods: readonly PeerMethod[];
  limitSeconds: number;
  /** For everything; what has not begun by then is not run. */
  totalSeconds: number;
  /** A virtual environment that stays; null is a throw-away one. */
  venv: string | null;
  /** Where the table is written, besides stdout. */
  write: string | null;
  /** Rows that were measured before, and are not measured again; new ones are added. */
  keep: string | null;
}

const OPTIONS = {
  sets: { type: "string" },
  methods: { type: "string" },
  windows: { type: "string" },
  budgets: { type: "string" },
  quick: { type: "boolean", default: false },
  "limit-seconds": { type: "string", default: "900" },
  minutes: { type: "string" },
  venv: { type: "string" },
  write: { type: "string" },
  keep: { type: "string" },
} as const;

/** @throws Error in one line, with what would be right. */
export function parseOptions(args: readonly string[]): PeersOptions {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
  const names = values.sets?.split(",").flatMap((name) => (name === "m3" ? M3_NAMES : [name]));
  for (const name of names ?? [])
    if (!SET_NAMES.includes(name))
      throw new Error(`There is no set "${name}". Known: m3, ${SET_NAMES.join(", ")}.`);
  const base = values.quick ? QUICK : DEFAULTS;
  // A set or method that is asked for by name is run even where it would be left out.
  const without = (plan: SetPlan) => (values.methods ? [] : plan.without);
  const planOf = (set: string): SetPlan =>
    DEFAULTS.find((plan) => plan.set === set) ?? { set, windows: 1, budgets: [60], without: [] };
  const windows = values.windows === undefined ? null : wholeNumber("--windows", values.windows);
  const budgets = values.budgets?.split(",").map((each) => positive("--budgets", each));
  const plans = (names?.map(planOf) ?? base).map((plan) => ({
    ...plan,
    without: without(plan),
    windows: windows ?? plan.windows,
    budgets: budgets ?? (values.quick ? [5] : plan.budgets),
  }));
  return {
    plans,
    methods: values.methods?.split(",").map(methodOf) ?? METHODS,
    limitSeconds: positive("--limit-seconds", values["limit-seconds"]),
    totalSeconds:
      values.minutes === undefined ? Number.POSITIVE_INFINITY : 60 * positive("--minutes", values.minutes),
    venv: values.venv ?? process.env.PEERS_VENV ?? null,
    write: values.write ?? null,
    keep: values.keep ?? null,
  };
}

function methodOf(key: string): PeerMethod {
  const method = METHODS.find((each) => each.key === key);
  if (!method)
    throw new Error(`There is no method "${key}". Known: ${METHODS.map((m) => m.key).join(", ")}.`);
  return method;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new Error(`${name} is "${text}", not a number above 0.`);
  return value;
}

function wholeNumber(name: string, text: string): number {
  const value = positive(name, text);
  if (!Number.isInteger(value)) throw new Error(`${name} is "${text}", not a whole number.`);
  return value;
}

/** The arguments as they are written down: without folders and files of one machine. */
export function commandLine(args: readonly string[]): string {
  const { tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: true, tokens: true });
  return tokens
    .flatMap((token) => {
      if (token.kind !== "option" || token.name === "venv" || token.name === "keep") return [];
      return [token.value === undefined ? `--${token.name}` : `--${token.name} ${token.value}`];
    })
    .join(" ");
}
