"""Runs the peer PHStatsMethods, in an environment of its own, and prints how long it took.

It is GPL: this file is never imported by the product, and the product never installs it.
Called by bench/statistics.py with the file of inputs and the names of the tasks.
"""

import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
import PHStatsMethods

# The European Standard Population of 2013, in 19 bands.
WEIGHTS = [
    5000,
    5500,
    5500,
    5500,
    6000,
    6000,
    6500,
    7000,
    7000,
    7000,
    7000,
    6500,
    6000,
    5500,
    5000,
    4000,
    2500,
    1500,
    1000,
]


def rate(inputs):
    frame = pd.DataFrame(
        {
            "area": np.arange(len(inputs["total_events"])),
            "x": inputs["total_events"],
            "n": inputs["total_people"],
        }
    )
    return lambda: PHStatsMethods.ph_rate(frame.copy(), "x", "n"), "Value"


def quantile(inputs):
    frame = pd.DataFrame({"score": inputs["score"]})
    return lambda: PHStatsMethods.ph_quantile(frame.copy(), "score"), "quantile"


def direct_rate(inputs):
    places, bands = inputs["events"].shape
    frame = pd.DataFrame(
        {
            "area": np.repeat(np.arange(places), bands),
            "x": inputs["events"].ravel(),
            "n": inputs["people"].ravel(),
            "w": np.tile(WEIGHTS, places),
        }
    )
    return lambda: PHStatsMethods.ph_dsr(
        frame.copy(), "x", "n", "w", group_cols="area", euro_standard_pops=False
    ), "Value"


TASKS = {"rate": rate, "quantile": quantile, "direct_rate": direct_rate}


def main():
    warnings.simplefilter("ignore")
    inputs = np.load(sys.argv[1])
    answer = {}
    for name in sys.argv[2:]:
        run, column = TASKS[name](inputs)
        began_at = time.perf_counter()
        result = run()
        answer[name] = {
            "seconds": time.perf_counter() - began_at,
            "values": [float(v) for v in result[column]],
        }
    print(json.dumps(answer))


main()
