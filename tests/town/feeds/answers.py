"""A small Fingertips for the tests of the town: what it says is typed by us and invented."""

import csv
import io
import json

from tests.equity.sources.fake import Answer

COLUMNS = (
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex",
    "Age", "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit",
    "Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend",
    "Compared to England value or percentiles", "Compared to Region value or percentiles",
    "Time period Sortable", "New data", "Compared to goal",
)  # fmt: skip
ENGLAND, TESTHAM, ELSEWHERE = "E92000001", "E06000001", "E06000099"
NAMES = {ENGLAND: "England", TESTHAM: "Testham", ELSEWHERE: "Elsewhere"}
CARD = {
    "Indicator ID": "90001", "Indicator": "People in work", "Definition": "A share of people.",
    "Unit": "%", "Data re-use": "", "Year type": "Calendar",
}  # fmt: skip


def line(
    year=2020, value=70.0, place=TESTHAM, sex="Persons", age="16-64 yrs", category=("", ""), note="", **more
):
    """Return one row as Fingertips would print it."""
    given = {
        "Indicator ID": "90001", "Indicator Name": "People in work", "Area Code": place, "Area Name": NAMES[place],
        "Area Type": "England" if place == ENGLAND else "County & UA", "Sex": sex, "Age": age,
        "Category Type": category[0], "Category": category[1], "Time period": str(year), "Value note": note,
        "Time period Sortable": f"{year}0000",
    }  # fmt: skip
    if value is not None:
        given |= {
            "Value": value, "Lower CI 95.0 limit": value - 2, "Upper CI 95.0 limit": value + 2,
            "Lower CI 99.8 limit": value - 3, "Upper CI 99.8 limit": value + 3, "Count": value * 10,
            "Denominator": 1000,
        }  # fmt: skip
    return {**given, **more}


def usual(years=range(2014, 2021), places=(ENGLAND, TESTHAM, ELSEWHERE)):
    """Return a number a year for everybody, a little more each year."""
    return [line(year, 60.0 + year - 2014, place) for place in places for year in years]


def write(rows, columns=COLUMNS):
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


class Fingertips:
    """Answers like Fingertips; `rows` and `reuse` may be changed between two questions, and figures spoiled."""

    def __init__(self, rows=(), reuse=""):
        self.rows, self.reuse = list(rows), reuse
        self.spoil = lambda answer: answer

    def __call__(self, question):
        if question.path.endswith("data_changes"):
            told = [{"IID": 90001, "DataChange": {"LastUploadedAt": "2026-02-01T00:00:00"}}]
            return Answer(json.dumps(told).encode(), "application/json")
        if "metadata" in question.path:
            return Answer(write([{**CARD, "Data re-use": self.reuse}], tuple(CARD)))
        return self.spoil(Answer(write(self.rows)))
