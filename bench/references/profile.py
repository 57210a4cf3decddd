"""Reference values for lib/features/datasets/explore: strengths of trend and season, quantiles, ADI and CV2.

    python3 -m venv .venv && .venv/bin/pip install statsmodels==0.14.5 numpy==2.4.6 pandas==2.3.3
    .venv/bin/python bench/references/profile.py > bench/references/profile.json

Series by formula; the decomposition is statsmodels' own, the strengths are FPP3 section 4.3 over it, the season's with
the remainder over its degrees of freedom.
"""
import json
import math
import platform
from importlib.metadata import version

import numpy
from statsmodels.tsa.seasonal import seasonal_decompose

SERIES = {
    "weekly": (7, [round(20 + 5 * math.sin(2 * math.pi * t / 7) + (t * t) % 11 * 0.4, 3) for t in range(120)]),
    "monthly": (12, [round(100 + 1.5 * t + 20 * math.cos(2 * math.pi * t / 12) + (t * 7) % 13, 3) for t in range(96)]),
    "noise": (4, [round((t * 7919 % 101) / 10, 3) for t in range(80)]),
    "lumpy": (7, [float((t * 37) % 19) if (t * 13) % 5 == 0 else 0.0 for t in range(100)]),
}


def strengths(values, season):
    parts = seasonal_decompose(values, model="additive", period=season, two_sided=True)
    known = ~numpy.isnan(parts.trend)
    trend, seasonal, rest = parts.trend[known], parts.seasonal[known], parts.resid[known]
    k = len(rest)
    return {
        "trend": max(0.0, 1 - rest.var() / (trend + rest).var()),
        "season": max(0.0, 1 - rest.var() * (k - 1) / (k - season) / (seasonal + rest).var()),
    }


def facts(season, values):
    y = numpy.array(values)
    sold = y[y != 0]
    slope = numpy.polyfit(numpy.arange(len(y)), y, 1)[0]
    return {
        "season": season,
        "values": values,
        "strength": strengths(y, season),
        "change": slope * (len(y) - 1) / abs(y.mean()),
        "quantiles": [float(q) for q in numpy.quantile(y, [0.25, 0.5, 0.75, 0.95])],
        "deviation": float(y.std(ddof=1)),
        "adi": len(y) / len(sold),
        "cv2": float((sold.std() / sold.mean()) ** 2),
    }


print(
    json.dumps(
        {
            "versions": {
                "python": platform.python_version(),
                **{n: version(n) for n in ("statsmodels", "numpy", "pandas")},
            },
            "series": {name: facts(*each) for name, each in SERIES.items()},
        }
    )
)
