"""Reference values for lib/forecast/models/theta.ts, from statsmodels' ThetaModel.

    python3 -m venv .venv && .venv/bin/pip install statsmodels==0.15.0 pandas
    .venv/bin/python bench/references/theta.py > bench/references/theta.json

statsmodels tests seasonality differently from M3, so each case says whether it is seasonal and how; the TypeScript
test checks that our own test decides alike. The passengers are Box & Jenkins (1976), series G; the Nile is Cobb (1978).
"""
import json
import platform
import warnings

import numpy
import pandas
import statsmodels
from statsmodels.datasets import nile
from statsmodels.tsa.forecasting.theta import ThetaModel

warnings.simplefilter("ignore")

PASSENGERS = [
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
    140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191,
    172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259,
    229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405,
    355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491,
    505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535,
    622, 606, 508, 461, 390, 432,
]


def case(name, values, season, method, horizon):
    seasonal = method != "none"
    model = ThetaModel(
        pandas.Series(values, dtype=float),
        period=season,
        deseasonalize=seasonal,
        use_test=False,
        method=method if seasonal else "auto",
    )
    fit = model.fit()
    return {
        "name": name,
        "season": season,
        "method": method,
        "values": [float(v) for v in values],
        "alpha": float(fit.params["alpha"]),
        "slope": float(fit.params["b0"]),
        "forecast": [float(v) for v in fit.forecast(horizon)],
    }


t = numpy.arange(60)
weekly = [round(float(5 + 0.05 * i + [0, 1, 4, 2, -1, -3, -4][i % 7] + 2 * numpy.sin(i * i)), 6) for i in t]
cases = [
    case("passengers", PASSENGERS, 12, "multiplicative", 18),
    case("nile", nile.load_pandas().data["volume"].tolist(), 1, "none", 6),
    case("weekly, below zero at times", weekly, 7, "additive", 14),
]
versions = {
    "python": platform.python_version(),
    "statsmodels": statsmodels.__version__,
    "pandas": pandas.__version__,
    "numpy": numpy.__version__,
}
print(json.dumps({"versions": versions, "cases": cases}, indent=1))
