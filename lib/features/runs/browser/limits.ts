import { type BacktestSpec, type Panel, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { AppError } from "#lib/platform/errors.ts";

/** 100 MB on the way at four bytes a number, and twice that in the page. */
const MOST_NUMBERS = 25_000_000;

/**
 * @throws AppError `invalid_input` for data that no browser should be asked to hold, and for a forecast that it could not
 * send back: the server takes a network's result, all series of it, in one piece.
 */
export function assertFitsBrowser(
  panel: Pick<Panel, "ids" | "values" | "covariates">,
  spec: Pick<BacktestSpec, "horizonSteps">,
): void {
  const moving = panel.covariates.filter((covariate) => covariate.availability !== "static");
  const numbers = panel.values.length * (1 + moving.length);
  if (numbers > MOST_NUMBERS) {
    throw refusal(`This data holds ${numbers.toLocaleString("en")} numbers; a browser is sent`, "data");
  }
  const forecast = panel.ids.length * spec.horizonSteps * QUANTILE_LEVELS.length;
  if (forecast > MOST_NUMBERS) {
    throw refusal(`This forecast has ${forecast.toLocaleString("en")} numbers; a browser sends`, "forecast");
  }
}

function refusal(words: string, what: string): AppError {
  return new AppError("invalid_input", {
    detail: `${words} at most ${MOST_NUMBERS.toLocaleString("en")}. Train on the server.`,
    fields: { place: `The ${what} is too large for a browser. Train on the server.` },
  });
}
