"""Reference values for lib/forecast/metrics.ts and significance.ts.

    python3 -m venv .venv && .venv/bin/pip install utilsforecast==0.2.17 dieboldmariano==1.1.0 scipy==1.17.1 pandas==2.3.3
    .venv/bin/python bench/references/metrics.py > bench/references/metrics.json

Two series of twelve steps with forecasts and three quantiles, and a training set; all numbers by formula.
"""
import json
import math
import platform
from importlib.metadata import version

import numpy
import pandas
import utilsforecast.losses as losses
from dieboldmariano import dm_test
from scipy import stats

SEASON = 4
LEVELS = [0.1, 0.5, 0.9]
rows, training = [], []
for s in range(2):
    for t in range(24):
        training.append({"unique_id": s, "ds": t, "y": round(50 + 10 * s + 8 * math.sin(t) + (t * t) % 7, 3)})
    for t in range(24, 36):
        y = round(50 + 10 * s + 8 * math.sin(t) + (t * t) % 7, 3)
        f = round(52 + 9 * s + 6 * math.sin(t + 0.3), 3)
        rows.append({"unique_id": s, "ds": t, "y": y, "m": f, "m-lo-80": f - 1.5 - s / 2, "m-hi-80": f + 1 + t / 60})
frame, train = pandas.DataFrame(rows), pandas.DataFrame(training)
quantiles = frame.copy()
quantiles["q10"], quantiles["q50"], quantiles["q90"] = frame["m-lo-80"], frame["m"], frame["m-hi-80"]
by_level = {"m": ["q10", "q50", "q90"]}


def each(result):
    return [float(v) for v in result.sort_values("unique_id")["m"]]


def normal_crps(y, mean, deviation):
    """Gneiting & Raftery (2007), equation 21."""
    z = (y - mean) / deviation
    return deviation * (z * (2 * stats.norm.cdf(z) - 1) + 2 * stats.norm.pdf(z) - 1 / math.sqrt(math.pi))


first = [round(abs(math.sin(i * 1.7)) * 3 + (i % 5), 4) for i in range(40)]
second = [round(abs(math.cos(i * 0.9)) * 3 + (i % 4), 4) for i in range(40)]
zeros = [0.0] * 40


def diebold(a, b, h):
    statistic, p = dm_test(zeros, a, b, loss=lambda u, v: v, h=h, one_sided=False, harvey_correction=True)
    return {"first": a, "second": b, "horizon": h, "statistic": statistic, "pValue": p}


print(
    json.dumps(
        {
            "versions": {
                "python": platform.python_version(),
                **{n: version(n) for n in ("utilsforecast", "dieboldmariano", "scipy", "numpy", "pandas")},
            },
            "season": SEASON,
            "levels": LEVELS,
            "training": [train[train.unique_id == s]["y"].tolist() for s in (0, 1)],
            "actual": [frame[frame.unique_id == s]["y"].tolist() for s in (0, 1)],
            "forecast": [frame[frame.unique_id == s]["m"].tolist() for s in (0, 1)],
            "lower": [frame[frame.unique_id == s]["m-lo-80"].tolist() for s in (0, 1)],
            "upper": [frame[frame.unique_id == s]["m-hi-80"].tolist() for s in (0, 1)],
            "mae": each(losses.mae(frame, ["m"])),
            "rmse": each(losses.rmse(frame, ["m"])),
            # utilsforecast has |y−f|/(|y|+|f|), from 0 to 1.
            "smape": [200 * v for v in each(losses.smape(frame, ["m"]))],
            "wape": each(losses.wape(frame, ["m"])),
            "mase": each(losses.mase(frame, ["m"], SEASON, train)),
            "rmsse": each(losses.rmsse(frame, ["m"], SEASON, train)),
            "coverage": each(losses.coverage(frame, ["m"], 80)),
            # Mean over the levels of twice the pinball loss.
            "pinball": [2 * v for v in each(losses.mqloss(quantiles, by_level, numpy.array(LEVELS)))],
            "scaledPinball": [
                2 * v for v in each(losses.scaled_mqloss(quantiles, by_level, numpy.array(LEVELS), SEASON, train))
            ],
            "intervalScore": each(losses.winkler_score(frame, ["m"], 80)),
            "crps": [
                {"y": y, "mean": m, "deviation": d, "value": normal_crps(y, m, d)}
                for y, m, d in ((10.0, 10.0, 2.0), (12.5, 10.0, 2.0), (4.0, 10.0, 2.0), (0.0, 0.5, 1.0))
            ],
            "dieboldMariano": [diebold(first, second, h) for h in (1, 2, 6)],
        },
        indent=1,
    )
)
