import type { Panel } from "#lib/forecast/types.ts";
import { AppError } from "#lib/platform/errors.ts";

/** 100 MB on the way at four bytes a number, and twice that in the page. */
const MOST_NUMBERS = 25_000_000;

/** @throws AppError `invalid_input` for data that no browser should be asked to hold. */
export function assertFitsBrowser(panel: Pick<Panel, "values" | "covariates">): void {
  const moving = panel.covariates.filter((covariate) => covariate.availability !== "static");
  const numbers = panel.values.length * (1 + moving.length);
  if (numbers <= MOST_NUMBERS) return;
  throw new AppError("invalid_input", {
    detail:
      `This data holds ${numbers.toLocaleString("en")} numbers; a browser is sent at most ` +
      `${MOST_NUMBERS.toLocaleString("en")}. Train on the server.`,
    fields: { place: "The data is too large for a browser. Train on the server." },
  });
}
