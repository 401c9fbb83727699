"""A fake of Fingertips' classic API. The numbers are invented; the shapes are the documented ones."""

import csv
import io
import json

from .fake import Answer, Question

HEADER = [
    "Indicator ID",
    "Indicator Name",
    "Parent Code",
    "Parent Name",
    "Area Code",
    "Area Name",
    "Area Type",
    "Sex",
    "Age",
    "Category Type",
    "Category",
    "Time period",
    "Value",
    "Lower CI 95.0 limit",
    "Upper CI 95.0 limit",
    "Lower CI 99.8 limit",
    "Upper CI 99.8 limit",
    "Count",
    "Denominator",
    "Value note",
    "Recent Trend",
    "Compared to England value or percentiles",
    "Compared to Region value or percentiles",
    "Time period Sortable",
    "New data",
    "Compared to goal",
]
METADATA = [
    "Indicator ID",
    "Indicator",
    "Indicator full name",
    "Definition",
    "Rationale",
    "Data source",
    "Indicator source",
    "Methodology",
    "Standard population/values",
    "Confidence interval details",
    "Source of numerator",
    "Definition of numerator",
    "Source of denominator",
    "Definition of denominator",
    "Disclosure control",
    "Caveats",
    "Copyright",
    "Data re-use",
    "Links",
    "Indicator number",
    "Notes",
    "Frequency",
    "Rounding",
    "Indicator Content",
    "Specific rationale",
    "Unit",
    "Value type",
    "Year type",
    "Polarity",
    "Impact of COVID-19",
]
AREAS = (
    ("", "", "E92000001", "England", "England"),
    ("E92000001", "England", "E12000006", "East of England region", "Region"),
    ("E92000001", "England", "E06000032", "Luton", "County & UA"),
    ("E92000001", "England", "E06000055", "Bedford", "County & UA"),
)
PERIODS = (("2021/22", "20210000"), ("2022/23", "20220000"))
DECILES = "County & UA deprivation deciles in England (IMD2019,  4/21 geography)"
OPEN = "Released under the Open Government Licence v3.0."
LIMITED = "Non-commercial use only, with acknowledgement of the Example Office."


def rows(indicator):
    """Return invented rows of one indicator: two years, four areas, one category, one that is withheld."""
    for number, (period, sortable) in enumerate(PERIODS):
        for at, area in enumerate(AREAS):
            value = 20 + at + number / 2
            limits = (value - 2, value + 2, value - 3, value + 3)
            yield row(indicator, area, period, sortable, value, limits, count=value * 10, denominator=1000)
        yield row(
            indicator, AREAS[0], period, sortable, 30 + number, category="Most deprived decile (IMD2019)"
        )
        yield row(
            indicator, AREAS[3], period, sortable, sex="Female", note="Value suppressed due to small count"
        )


def row(indicator, area, period, sortable, value="", limits=("",) * 4, *, count="", denominator="", **more):
    category = more.get("category", "")
    return [
        indicator, f"Example {indicator}, invented", *area, more.get("sex", "Persons"), "18+ yrs",
        DECILES if category else "", category, period, value, *limits, count, denominator,
        more.get("note", ""), "Cannot be calculated", "Not compared", "Not compared", sortable, "", "",
    ]  # fmt: skip


def as_csv(header, lines):
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows([header, *lines])
    return sink.getvalue().encode()


def card(indicator):
    said = dict.fromkeys(METADATA, "")
    said |= {
        "Indicator ID": indicator,
        "Indicator": f"Example {indicator}, invented",
        "Definition": "<p>How many&nbsp;of those asked,\nin per cent.</p>",
        "Definition of numerator": "Those who said yes",
        "Copyright": "Example Office",
        "Data re-use": LIMITED if indicator == "93283" else OPEN,
        "Unit": "%",
        "Year type": "Financial",
        "Polarity": "RAG - Low is good",
    }
    return list(said.values())


def answer(question: Question) -> Answer:
    ids = [one for one in question.params.get("indicator_ids", "").split(",") if one != "404"]
    if question.path.endswith("/data_changes"):
        changes = [{"IID": int(one), "DataChange": {"LastUploadedAt": "2026-02-03T09:30:00"}} for one in ids]
        return Answer(json.dumps(changes).encode(), "application/json")
    if question.path.endswith("/indicator_metadata/csv/by_indicator_id"):
        return Answer(as_csv(METADATA, map(card, ids)))
    if question.path.endswith("/all_data/csv/by_indicator_id"):
        return Answer(as_csv(HEADER, [line for one in ids for line in rows(one)]))
    return Answer(b"Not found", "text/plain", 404)


def revised(question: Question) -> Answer:
    """Answer as after a revision: Luton's last value is another."""
    good = answer(question)
    return Answer(good.body.replace(b"2022/23,22.5,", b"2022/23,22.75,"), good.kind)
