import path from "node:path";
import { parseArgs } from "node:util";
import { type Frequency, parseFrequency } from "#lib/forecast/index.ts";
import { InputError } from "./input-error.ts";

const USAGE =
  "npm run --silent forecast -- --input FILE.csv[.gz] --horizon H --output OUT.csv [--season S] [--freq F] [--models auto|a,b] " +
  "[--levels 80,95] [--folds K] [--future FUTURE.csv] [--static col,…] [--quantiles 0.1,…] [--seed N] [--budget SECONDS] " +
  "[--holidays COUNTRY] [--plan REPORT.json] [--report REPORT.json]";

const FLAGS = [
  ...["input", "horizon", "season", "freq", "models", "levels", "folds", "future", "static"],
  ...["quantiles", "seed", "budget", "holidays", "plan", "output", "report"],
] as const;

export interface ForecastOptions {
  input: string;
  output: string;
  report: string | null;
  future: string | null;
  plan: string | null;
  horizon: number;
  season: number | null;
  frequency: Frequency | null;
  models: "auto" | readonly string[];
  /** As they were written: they name the columns. */
  levels: readonly { text: string; value: number }[];
  quantiles: readonly { text: string; value: number }[];
  static: readonly string[];
  /** A country, or a country and its region, whose public holidays are known ahead. */
  holidays: string | null;
  folds: number | null;
  seed: number;
  budgetSeconds: number;
}

/** @throws InputError for anything that is not understood. */
export function readOptions(args: readonly string[], folder: string): ForecastOptions {
  let values: Partial<Record<(typeof FLAGS)[number], string>>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(FLAGS.map((name) => [name, { type: "string" as const }])),
    }));
  } catch (error) {
    const [what] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/);
    throw new InputError(`${what}. Use it so: ${USAGE}`);
  }
  const file = (name: "input" | "output" | "report" | "future" | "plan") => {
    const value = values[name];
    return value === undefined || value === "" ? null : path.resolve(folder, value);
  };
  const whole = (name: "horizon" | "season" | "folds" | "seed", low: number, high: number) => {
    const text = values[name];
    if (text === undefined) return null;
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < low || value > high)
      throw new InputError(`--${name} is a whole number from ${low} to ${high}, not "${text}".`);
    return value;
  };
  const list = (name: "models" | "levels" | "quantiles" | "static") =>
    (values[name] ?? "").split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  const numbers = (name: "levels" | "quantiles", low: number, high: number) =>
    list(name).map((text) => {
      const value = Number(text);
      if (!(value > low && value < high))
        throw new InputError(`--${name} are numbers between ${low} and ${high}, and "${text}" is none.`);
      return { text, value };
    });

  const input = file("input");
  const output = file("output");
  if (!input) throw new InputError(`Say what to forecast: --input FILE.csv. ${USAGE}`);
  if (!output) throw new InputError(`Say where the forecast goes: --output OUT.csv. ${USAGE}`);
  const horizon = whole("horizon", 1, 10_000);
  if (horizon === null) throw new InputError(`Say how many periods ahead: --horizon H. ${USAGE}`);
  const budget = Number(values.budget ?? 240);
  if (!(budget > 0 && budget <= 86_400))
    throw new InputError(`--budget is a number of seconds up to 86400, not "${values.budget}".`);
  const models = list("models");
  const frequency = values.freq === undefined ? null : readFrequency(values.freq);
  return {
    ...{ input, output, horizon, frequency, budgetSeconds: budget },
    report: file("report"),
    future: file("future"),
    plan: file("plan"),
    season: whole("season", 1, 100_000),
    models: models.length === 0 || (models.length === 1 && models[0] === "auto") ? "auto" : models,
    levels:
      values.levels === undefined
        ? [80, 95].map((value) => ({ text: String(value), value }))
        : numbers("levels", 0, 100),
    quantiles: numbers("quantiles", 0, 1),
    static: list("static"),
    holidays: values.holidays ?? null,
    folds: whole("folds", 0, 50),
    seed: whole("seed", 0, 2_147_483_647) ?? 1,
  };
}

function readFrequency(text: string): Frequency {
  try {
    return parseFrequency(text);
  } catch {
    throw new InputError(
      `--freq "${text}" is not known; use for example h, D, W-WED, M, Q, Y, 15min or int.`,
    );
  }
}
