import type { ForecastChartInput } from "#components/charts/prepare-forecast.ts";
import type { SeriesDetail } from "#lib/features/verdict/index.ts";

/** What the fan chart needs of a series. Seasonal naive is its own baseline, so it's then drawn once. */
export function chartInput(detail: SeriesDetail): ForecastChartInput {
  return {
    seriesName: detail.line.id,
    modelName: detail.modelName,
    baselineName: detail.baselineName,
    unit: detail.unit,
    actualName: "actual",
    start: detail.start,
    labels: detail.labels,
    actuals: detail.actuals,
    lastKnown: detail.lastKnown,
    segments: detail.segments,
    ticks: detail.ticks,
  };
}
