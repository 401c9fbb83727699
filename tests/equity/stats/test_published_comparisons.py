"""Fingertips' own comparisons with England, reproduced from its published values and limits."""

import csv
import gzip
from collections import Counter

import pytest

from fairplace.equity import Estimate, compare
from tests.equity.vectors import BESIDE

# Department of Health and Social Care, Fingertips (https://fingertips.phe.org.uk), Open Government Licence
# v3.0. 90280 Adult social care users with as much social contact as they would like, 18 and over: period,
# Luton's value with its 95% limits, England's value, and the comparison that was shown.
LUTON = (
    ("2010/11", 37.9, 33.0, 42.8, 41.9, "similar"),
    ("2014/15", 39.3, 35.0, 43.6, 44.8, "worse"),
    ("2015/16", 48.6, 43.9360295305146, 53.2884806530192, 45.4, "similar"),
    ("2018/19", 44.9, 40.4, 49.4, 45.9, "similar"),
)
DOWNLOAD = BESIDE / "data/fingertips/social-isolation-indicators-CountyUA.data.csv.gz"
COMPARED = "Compared to England value or percentiles"
# Published values are rounded: in these two the limit printed is England's value itself.
ROUNDED_AWAY = {("Merton", "2016/17"), ("Redbridge", "2016/17")}


@pytest.mark.parametrize(("period", "value", "lower", "upper", "england", "shown"), LUTON)
def test_luton_is_compared_with_england_as_fingertips_did(period, value, lower, upper, england, shown):
    assert compare(Estimate(value, lower, upper), england, "high") == shown


@pytest.mark.skipif(not DOWNLOAD.is_file(), reason="The publisher's file is not on this machine.")
def test_every_comparison_of_a_whole_download_is_reproduced():
    with gzip.open(DOWNLOAD, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["Category"] and row["Value"]]
    series = ("Indicator ID", "Sex", "Age", "Time period")
    england = {
        tuple(row[name] for name in series): float(row["Value"])
        for row in rows
        if row["Area Type"] == "England"
    }

    found, otherwise = Counter(), set()
    for row in rows:
        if row["Lower CI 95.0 limit"] and row["Area Type"] != "England":
            own = Estimate(
                *(float(row[name]) for name in ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"))
            )
            word = compare(own, england[tuple(row[name] for name in series)], "high")
            if word == row[COMPARED].lower():
                found[word] += 1
            else:
                otherwise.add((row["Area Name"], row["Time period"]))

    assert found == {"similar": 2179, "worse": 726, "better": 541}
    assert otherwise == ROUNDED_AWAY
