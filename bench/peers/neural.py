"""NHITS and NBEATS of neuralforecast on the CPU, trained anew for each window.

The library's defaults (1,000 steps, batches of 32 series and 1,024 windows, learning rate 1e-3), an input of two
horizons as in its examples, scaled windows (robust), and one quantile head for all levels. What is missing is masked.
"""

import logging
import time
import warnings

from common import STARTED, open_job

job = open_job()

import pandas as pd
import torch
from neuralforecast import NeuralForecast
from neuralforecast.losses.pytorch import MQLoss
from neuralforecast.models import NBEATS, NHITS

IMPORT_SECONDS = time.perf_counter() - STARTED

MODELS = {"nhits": NHITS, "nbeats": NBEATS}


def build():
    # NBEATS takes no covariates.
    extra = {"futr_exog_list": job.known_ahead} if job.method == "nhits" and job.known_ahead else {}
    return MODELS[job.method](
        h=job.horizon,
        input_size=2 * job.horizon,
        loss=MQLoss(quantiles=job.levels),
        scaler_type="robust",
        start_padding_enabled=True,
        random_seed=1,
        alias="peer",
        accelerator="cpu",
        devices=1,
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        **extra,
    )


def main():
    logging.getLogger("lightning").setLevel(logging.ERROR)
    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore")
    torch.set_num_threads(job.threads)
    windows, series, values = [], [], []
    for window in range(job.windows):
        past = job.past(window)
        frame = past[["unique_id", "ds", "y", *job.known_ahead]].assign(available_mask=past["known"].astype(float))
        forecaster = NeuralForecast(models=[build()], freq=job.pandas_frequency(past))
        forecaster.fit(df=frame)
        out = forecaster.predict(futr_df=job.future(window)).reset_index()
        windows += [window] * len(out)
        series += list(out["unique_id"])
        values.append(job.quantiles(out, "peer"))
    job.answer(windows, series, pd.concat(values, ignore_index=True))
    job.facts(["neuralforecast", "torch"], IMPORT_SECONDS)


if __name__ == "__main__":
    main()
