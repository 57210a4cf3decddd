"""What every peer script shares: reading a job, and writing forecasts and facts where the benchmark finds them.

A job is a folder: job.json, a window-K.csv for each window (series, ds, y and covariates up to the cutoff, one row a
period, y empty where it is missing) and, where something is known ahead, a window-K-future.csv with the horizon.
Answers are forecasts.csv (window, series, step and a column a quantile level) and facts.json.
"""

import json
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

STARTED = time.perf_counter()


class Job:
    """One method on one set."""

    def __init__(self, folder):
        self.folder = Path(folder)
        job = json.loads((self.folder / "job.json").read_text())
        self.method = job["method"]
        self.horizon = job["horizonSteps"]
        self.season = job["seasonLength"]
        self.windows = job["windows"]
        self.levels = job["levels"]
        self.frequency = job["frequency"]
        self.known_ahead = job["knownAhead"]
        self.static = job["static"]
        self.threads = job["threads"]

    def read(self, window, name=""):
        frame = pd.read_csv(self.folder / f"window-{window}{name}.csv")
        if self.frequency != "int":
            frame["ds"] = pd.to_datetime(frame["ds"])
        for column in set(self.static) & set(frame):
            frame[column] = frame[column].astype("category")
        for column in self.known_ahead:
            frame[column] = frame[column].fillna(0.0)
        return frame

    def past(self, window):
        """Up to the cutoff. A missing y is the last one known: most of these methods refuse gaps."""
        frame = self.read(window)
        frame["known"] = frame["y"].notna()
        frame["y"] = frame.groupby("unique_id")["y"].ffill()
        return frame

    def future(self, window):
        return self.read(window, "-future") if self.known_ahead else None

    def pandas_frequency(self, frame):
        """As pandas says it: with the weekday of weeks, and the first or last day of months."""
        return 1 if self.frequency == "int" else pd.infer_freq(np.sort(frame["ds"].unique()))

    def interval_levels(self):
        """Central intervals in percent whose ends are the asked quantiles."""
        return sorted({round(100 * abs(1 - 2 * level), 6) for level in self.levels if level != 0.5})

    def quantiles(self, frame, name):
        """The columns NAME (the median) and NAME-lo-80, NAME-hi-80, … as one column a level; missing ones stay missing."""
        columns = {}
        for level in self.levels:
            percent = round(100 * abs(1 - 2 * level), 6)
            side = "lo" if level < 0.5 else "hi"
            candidates = [name, f"{name}-median"] if level == 0.5 else [f"{name}-{side}-{percent:g}", f"{name}-{side}-{percent:.1f}"]
            found = [each for each in reversed(candidates) if each in frame]
            if found:
                columns[f"{level:g}"] = frame[found[0]].to_numpy()
        return pd.DataFrame(columns)

    def answer(self, windows, series, values):
        """Rows in time order within a window and series."""
        head = pd.DataFrame({"window": np.asarray(windows), "series": np.asarray(series)})
        head["step"] = head.groupby(["window", "series"]).cumcount() + 1
        table = pd.concat([head, values.reset_index(drop=True)], axis=1)
        table.to_csv(self.folder / "forecasts.csv", index=False, float_format="%.9g")

    def facts(self, packages, import_seconds, notes=()):
        names = ["numpy", "pandas", *packages]
        used = os.times()
        facts = {
            "versions": {"python": sys.version.split()[0], **{name: version(name) for name in names}},
            "importSeconds": import_seconds,
            "cpuSeconds": used.user + used.system + used.children_user + used.children_system,
            "notes": list(notes),
        }
        (self.folder / "facts.json").write_text(json.dumps(facts))


def open_job():
    job = Job(sys.argv[1])
    os.environ["OMP_NUM_THREADS"] = str(job.threads)
    return job
