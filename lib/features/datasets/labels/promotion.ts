import { extendPanel } from "#lib/forecast/calendar/holidays.ts";
import { ForecastError, type Panel, rowAt } from "#lib/forecast/index.ts";
import type { Covariate } from "#lib/forecast/types.ts";
import { type LabelSpan, positionsOf } from "./mask.ts";

/** What the input is called beside the data's own. */
export const PROMOTION_COVARIATE = "Promotion (label)";

/**
 * The panel with promotions as an input known ahead, up to `untilPosition`: 1 in each period that a promotion label
 * touches, else 0. A future period without a label counts as one without a promotion: what is planned has to be
 * labelled before the run.
 * @throws ForecastError `bad_spec` when the data have an input of this name.
 */
export function withPromotions(panel: Panel, labels: readonly LabelSpan[], untilPosition: number): Panel {
  if (panel.covariates.some(({ name }) => name === PROMOTION_COVARIATE)) {
    throw new ForecastError("bad_spec", `The data have an input called "${PROMOTION_COVARIATE}" already.`);
  }
  const longer = extendPanel(panel, untilPosition);
  const values = new Float64Array(longer.values.length);
  const placeOf = new Map(longer.ids.map((id, series) => [id, series]));
  for (const label of labels) {
    if (label.kind !== "promotion") continue;
    const span = positionsOf(longer, label);
    const one = label.seriesId === null ? null : placeOf.get(label.seriesId);
    if (!span || one === undefined) continue;
    const [from, to] = one === null ? [0, longer.ids.length] : [one, one + 1];
    for (let series = from; series < to; series += 1)
      for (let position = span.first; position <= span.last; position += 1) {
        const row = rowAt(longer, series, position);
        if (row >= 0) values[row] = 1;
      }
  }
  const promotion: Covariate = {
    ...{ name: PROMOTION_COVARIATE, availability: "known_ahead", kind: "numeric", values, categories: [] },
  };
  return { ...longer, covariates: [...longer.covariates, promotion] };
}
