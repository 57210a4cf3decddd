"""Local models of statsforecast: every window of a series is fitted anew, all in one call over both cores.

There is nothing to compile or warm up: statsforecast 2 ships compiled code.
"""

import time

from common import STARTED, open_job

job = open_job()

import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import AutoARIMA, AutoETS, DynamicOptimizedTheta, SeasonalNaive

IMPORT_SECONDS = time.perf_counter() - STARTED

MODELS = {
    "seasonal_naive": SeasonalNaive,
    "auto_ets": AutoETS,
    "auto_arima": AutoARIMA,
    "dynamic_optimized_theta": DynamicOptimizedTheta,
}


def main():
    parts = []
    for window in range(job.windows):
        past = job.past(window)
        past["unique_id"] = past["unique_id"] * job.windows + window
        parts.append(past[["unique_id", "ds", "y"]])
    frame = pd.concat(parts, ignore_index=True)
    forecaster = StatsForecast(
        models=[MODELS[job.method](season_length=job.season, alias="peer")],
        freq=job.pandas_frequency(parts[0]),
        n_jobs=job.threads,
        fallback_model=SeasonalNaive(season_length=job.season, alias="peer"),
    )
    out = forecaster.forecast(df=frame, h=job.horizon, level=job.interval_levels())
    job.answer(out["unique_id"] % job.windows, out["unique_id"] // job.windows, job.quantiles(out, "peer"))
    job.facts(["statsforecast"], IMPORT_SECONDS)


if __name__ == "__main__":
    main()
