"""LightGBM through mlforecast: for each window one global model on lags, means, calendar and covariates, recursive.

As in mlforecast's guides: a scale for each series, lags and means of two seasons, and differences at the season for
series of months and longer periods, which grow (elsewhere differences only made it worse). Quantiles by its conformal
intervals over two more windows, where every series is long enough. Absolute error, since that is what is measured.
"""

import time
import warnings

from common import STARTED, open_job

job = open_job()

import pandas as pd
from lightgbm import LGBMRegressor
from mlforecast import MLForecast
from mlforecast.lag_transforms import ExpandingMean, RollingMean
from mlforecast.target_transforms import Differences, LocalStandardScaler
from mlforecast.utils import PredictionIntervals

IMPORT_SECONDS = time.perf_counter() - STARTED

DATES = {"h": ["hour", "dayofweek"], "D": ["dayofweek", "day", "month"], "W": ["month", "week"], "M": ["month"]}
# M3 comes with positions instead of dates.
GROWING = {"int", "M", "Q", "Y"}
# What stands for a season where there is none.
LEAST_SPAN = 4


def build(past):
    shortest = past.groupby("unique_id").size().min()
    span = max(job.season, LEAST_SPAN)
    is_long = shortest > 10 * span
    lags = [*range(1, 2 * span + 1), 3 * span, 4 * span] if is_long else range(1, min(2 * span, shortest // 3) + 1)
    means = [RollingMean(span), RollingMean(4 * span)] if is_long else []
    differences = [Differences([job.season])] if job.frequency in GROWING else []
    return MLForecast(
        models={"peer": LGBMRegressor(objective="mae", random_state=1, verbosity=-1, n_jobs=job.threads)},
        freq=job.pandas_frequency(past),
        lags=list(lags),
        lag_transforms={1: [ExpandingMean(), *means]},
        date_features=DATES.get(job.frequency, []),
        target_transforms=[*differences, LocalStandardScaler()],
        num_threads=job.threads,
    )


def intervals(past):
    left = past.groupby("unique_id").size().min() - 2 * job.horizon
    return PredictionIntervals(n_windows=2, h=job.horizon) if left > job.season + LEAST_SPAN else None


def main():
    warnings.filterwarnings("ignore")
    windows, series, values = [], [], []
    for window in range(job.windows):
        past = job.past(window).drop(columns="known")
        forecaster = build(past)
        spread = intervals(past)
        forecaster.fit(past, static_features=job.static, prediction_intervals=spread)
        out = forecaster.predict(
            job.horizon, X_df=job.future(window), level=job.interval_levels() if spread else None
        )
        windows += [window] * len(out)
        series += list(out["unique_id"])
        values.append(job.quantiles(out, "peer"))
    job.answer(windows, series, pd.concat(values, ignore_index=True))
    job.facts(["mlforecast", "lightgbm"], IMPORT_SECONDS)


if __name__ == "__main__":
    main()
