const METRICS = [
  [
    "WAPE",
    "All absolute errors together, as a share of all that was sold. 62 % means: for 100 sold, 62 off.",
  ],
  [
    "MASE",
    "The error against that of repeating the same period of last season, measured on the history of each series. Below 1 is nearer than that.",
  ],
  [
    "MAE of naive",
    "The mean absolute error as a share of seasonal naive's on the same periods. Below 1 is nearer.",
  ],
  [
    "sMAPE",
    "Each error as a share of forecast and actual together, 0 to 200 %. It's harsh on small numbers; here for comparison with publications.",
  ],
  ["MAE", "How far a forecast is off on average, in the unit of the target."],
  ["RMSE", "The same with large errors weighing more: the root of the mean squared error."],
  ["Bias", "All forecasts together against all that was sold: below zero they run low, above it high."],
  [
    "80 % and 95 % covers",
    "The share of actuals inside the band. It should be near the band's name: below it, the band promises too much.",
  ],
  [
    "Cost",
    "What the orders would have cost: the units short times their cost, plus the units left over times theirs. Each method orders its own forecast's quantile.",
  ],
  ["Saving", "Seasonal naive's cost less the method's own, on the same periods."],
] as const;

/** Each column in plain words, shown on demand. The point forecast that errors are measured on is the median. */
export function MetricWords() {
  return (
    <details className="mt-2 text-secondary">
      <summary className="text-ink3 list-inside">What the columns mean</summary>
      <dl className="mt-2 grid gap-x-6 gap-y-2 md:grid-cols-2 max-w-[64rem]">
        {METRICS.map(([name, words]) => (
          <div key={name}>
            <dt className="font-semibold">{name}</dt>
            <dd className="text-ink2">{words}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-ink2 max-w-[75ch]">
        Errors are of the median. All methods are scored on the same periods of the same series, those that
        every one of them has a forecast for.
      </p>
    </details>
  );
}
