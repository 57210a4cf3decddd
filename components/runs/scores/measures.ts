import { formatNumber, formatPercent } from "#lib/format/index.ts";

interface Measure {
  key: string;
  name: string;
  /** What it is, in a line. */
  words: string;
  format: (value: number | null) => string;
}

const three = (value: number | null) => formatNumber(value, 3);
const percent = (value: number | null) => formatPercent(value);
const signed = (value: number | null) => `${value !== null && value > 0 ? "+" : ""}${formatPercent(value)}`;
/** In the target's unit: as many decimals as its size asks for. */
const amount = (value: number | null) =>
  formatNumber(value, value === null || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 3);

/** Every measure of a run, in the order of the table. */
export const MEASURES: readonly Measure[] = [
  {
    key: "mase",
    name: "MASE",
    words: "Error against that of repeating last season, by series.",
    format: three,
  },
  {
    key: "rmsse",
    name: "RMSSE",
    words: "The same with squared errors: large misses weigh more.",
    format: three,
  },
  {
    key: "owa",
    name: "OWA",
    words:
      "Half sMAPE and half MASE over those of the seasonally adjusted naive: below 1 is better than that.",
    format: three,
  },
  { key: "wape", name: "WAPE", words: "All absolute errors as a share of all that was.", format: percent },
  {
    key: "smape",
    name: "sMAPE",
    words: "Each error as a share of forecast and actual together, 0 to 200 %.",
    format: (value) => (value === null ? "–" : formatPercent(value / 100)),
  },
  { key: "mae", name: "MAE", words: "Mean absolute error, in the target's unit.", format: amount },
  {
    key: "rmse",
    name: "RMSE",
    words: "Root of the mean squared error, in the target's unit.",
    format: amount,
  },
  {
    key: "bias",
    name: "Bias",
    words: "All forecasts against all that was: below zero they run low.",
    format: signed,
  },
  {
    key: "pinball",
    name: "Pinball",
    words: "Mean loss of the deciles, in the target's unit: what intervals cost by being off or wide.",
    format: amount,
  },
  {
    key: "scaledPinball",
    name: "Scaled quantile loss",
    words: "The same in MASE's scale, by series.",
    format: three,
  },
  {
    key: "crps",
    name: "CRPS",
    words: "Distance of the whole forecast from what came, in the target's unit.",
    format: amount,
  },
  {
    key: "msis",
    name: "MSIS",
    words: "Width of the 95 % interval and what it misses, in MASE's scale.",
    format: three,
  },
  {
    key: "coverage50",
    name: "50 % covers",
    words: "Share of actuals inside the 50 % interval.",
    format: percent,
  },
  {
    key: "coverage80",
    name: "80 % covers",
    words: "Share of actuals inside the 80 % interval.",
    format: percent,
  },
  {
    key: "coverage95",
    name: "95 % covers",
    words: "Share of actuals inside the 95 % interval.",
    format: percent,
  },
];

export const measureOf = (key: string): Measure => MEASURES.find((each) => each.key === key) as Measure;
