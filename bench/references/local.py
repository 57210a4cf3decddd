"""Reference values for lib/forecast/models, from statsforecast and statsmodels.

    python3 -m venv .venv && .venv/bin/pip install statsforecast==2.1.1 statsmodels==0.15.0
    .venv/bin/python bench/references/local.py > bench/references/local.json

The passengers are Box & Jenkins (1976), series G; the Nile is Cobb (1978); the others follow formulas that stand here.
M3 is not repeated: the same packages' forecasts of a few of its series stand here by name alone, for those who have it.
    FORECAST_DATA=../shared/data .venv/bin/python bench/references/local.py > bench/references/local.json
"""
import csv
import gzip
import json
import math
import os
import platform
import warnings
from importlib.metadata import version

import numpy
from statsforecast import models
from statsmodels.datasets import nile
from statsmodels.tsa.seasonal import MSTL, STL

warnings.simplefilter("ignore")
numpy.seterr(all="ignore")

DATA = os.environ.get("FORECAST_DATA", "../shared/data")
PASSENGERS = json.load(open(os.path.join(os.path.dirname(__file__), "theta.json")))["cases"][0]["values"]
NILE = nile.load_pandas().data["volume"].tolist()
# Demand in a third of the periods, sizes 1 to 9; the first period has demand.
INTERMITTENT = [float((i * i * 7) % 9 + 1) if (i * i + 3 * i) % 11 in (0, 4, 5, 8) else 0.0 for i in range(90)]
# Hours with a day and a week in them.
HOURLY = [
    round(100 + 20 * math.sin(2 * math.pi * i / 24) + 10 * math.sin(2 * math.pi * i / 168) + 5 * math.sin(i * i), 6)
    for i in range(24 * 7 * 4)
]
M3 = {"yearly": (1, 6, ["N0001", "N0100"]), "quarterly": (4, 8, ["N0646", "N1000"]), "monthly": (12, 18, ["N1402", "N2500"])}


def numbers(values):
    return [float(v) for v in values]


def forecast(model, values, horizon):
    return numbers(model.fit(numpy.asarray(values, dtype=float)).predict(horizon)["mean"])


def ets(name, values, season, spec):
    error, trend, seasonal = spec
    model = models.AutoETS(season_length=season, model=error + trend[0] + seasonal, damped=trend == "Ad")
    fit = model.fit(numpy.asarray(values, dtype=float)).model_
    alpha, beta, gamma, phi = (None if math.isnan(v) else float(v) for v in fit["par"][:4])
    first = numbers(fit["states"][0])
    slope = first[1] if trend != "N" else 0.0
    # The package keeps the newest index first.
    indexes = first[1 + (trend != "N"):][::-1] if seasonal != "N" else []
    return {
        "name": f"{name}, ETS({error},{trend},{seasonal})",
        "series": name,
        "shape": {"error": error, "trend": trend, "season": seasonal, "period": season if seasonal != "N" else 1},
        "parameters": {"alpha": alpha, "beta": beta or 0, "gamma": gamma or 0, "phi": phi or 1},
        "first": {"level": first[0], "slope": slope, "season": indexes},
        "criterion": float(-2 * fit["loglik"]),
        "aicc": float(fit["aicc"]),
        "forecast": forecast(model, values, 2 * season if season > 1 else 6),
    }


def auto(name, values, season):
    fit = models.AutoETS(season_length=season).fit(numpy.asarray(values, dtype=float)).model_
    return {"series": name, "season": season, "method": fit["method"], "aicc": float(fit["aicc"])}


def stl(name, values, period, jump, degree):
    fit = STL(
        numpy.asarray(values), period=period, seasonal=11, seasonal_deg=degree,
        seasonal_jump=jump, trend_jump=jump, low_pass_jump=jump,
    ).fit(inner_iter=2, outer_iter=0)
    rows = [0, 1, 2, len(values) // 2, len(values) - 1]
    return {
        "series": name, "period": period, "jump": jump, "degree": degree, "rows": rows,
        "season": numbers(fit.seasonal[rows]), "trend": numbers(fit.trend[rows]),
    }


def mstl():
    fit = MSTL(
        numpy.asarray(HOURLY), periods=(24, 168), windows=(11, 15), iterate=2,
        stl_kwargs={"seasonal_deg": 0, "inner_iter": 2, "outer_iter": 0},
    ).fit()
    rows = [0, 1, 200, 500, len(HOURLY) - 1]
    return {"periods": [24, 168], "rows": rows, "seasons": [numbers(fit.seasonal[rows, i]) for i in (0, 1)]}


def m3(group, name):
    path = os.path.join(DATA, f"m3_{group}_train.csv.gz")
    if not os.path.exists(path):
        return None
    rows = [row for row in csv.DictReader(gzip.open(path, "rt")) if row["unique_id"] == name]
    return [float(row["y"]) for row in sorted(rows, key=lambda row: int(row["ds"]))]


ALL = {"passengers": PASSENGERS, "nile": NILE, "intermittent": INTERMITTENT, "hourly": HOURLY}
SHAPES = [(e, t, s) for e in "AM" for t in ("N", "A", "Ad") for s in "NAM" if (e, s) != ("A", "M")]

out = {
    "versions": {
        "python": platform.python_version(),
        **{name: version(name) for name in ("statsforecast", "statsmodels", "numpy", "coreforecast")},
    },
    "series": ALL,
    "ets": [ets("passengers", PASSENGERS, 12, shape) for shape in SHAPES]
    + [ets("nile", NILE, 1, shape) for shape in SHAPES if shape[2] == "N"],
    "auto": [auto("passengers", PASSENGERS, 12), auto("nile", NILE, 1)],
    "points": [
        {"key": key, "series": name, "season": season, "forecast": forecast(model, ALL[name], horizon)}
        for key, name, season, horizon, model in [
            ("naive", "nile", 1, 3, models.Naive()),
            ("seasonal_naive", "passengers", 12, 18, models.SeasonalNaive(12)),
            ("drift", "nile", 1, 6, models.RandomWalkWithDrift()),
            ("mean", "nile", 1, 3, models.HistoricAverage()),
            ("window_mean", "passengers", 12, 3, models.WindowAverage(12)),
            ("croston", "intermittent", 1, 3, models.CrostonClassic()),
            ("croston_sba", "intermittent", 1, 3, models.CrostonSBA()),
            ("tsb", "intermittent", 1, 3, models.TSB(0.1, 0.1)),
            ("adida", "intermittent", 1, 3, models.ADIDA()),
            ("imapa", "intermittent", 1, 3, models.IMAPA()),
            ("dynamic_theta", "passengers", 12, 18, models.DynamicOptimizedTheta(12)),
            ("optimised_theta", "passengers", 12, 18, models.OptimizedTheta(12)),
            ("dynamic_standard_theta", "passengers", 12, 18, models.DynamicTheta(12)),
            ("dynamic_theta", "nile", 1, 6, models.DynamicOptimizedTheta(1)),
            ("dynamic_standard_theta", "nile", 1, 6, models.DynamicTheta(1)),
        ]
    ],
    "stl": [stl("passengers", PASSENGERS, 12, jump, degree) for jump in (1, 3) for degree in (0, 1)],
    "mstl": mstl(),
    "m3": [
        {
            "id": name, "group": group, "season": season, "key": key,
            "forecast": forecast(model(season), values, horizon),
            **({"aicc": float(models.AutoETS(season).fit(numpy.asarray(values)).model_["aicc"])} if key == "ets" else {}),
        }
        for group, (season, horizon, names) in M3.items()
        for name in names
        for values in [m3(group, name)]
        if values
        for key, model in (("dynamic_theta", models.DynamicOptimizedTheta), ("ets", models.AutoETS))
    ],
}
print(json.dumps(out, indent=1))
