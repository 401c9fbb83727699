"""A fake of FingertipsNext. The numbers are invented; the shapes are those of its published definition."""

import json

from .fake import Answer, Question

NAMES = {"E92000001": "England", "E06000032": "Luton"}
WHOLE = {"sequence": 11, "value": "All", "type": "All", "isAggregate": True}
DECILE = {
    "sequence": 1,
    "value": "Most deprived decile",
    "type": "Deprivation deciles (IMD2019)",
    "isAggregate": False,
}


def point(year, value, deprivation=WHOLE):
    return {
        "year": year,
        "count": value * 10,
        "value": value,
        "lowerCi": value - 1,
        "upperCi": value + 1,
        "ageBand": {"value": "All ages", "isAggregate": True},
        "sex": {"value": "Persons", "isAggregate": True},
        "trend": "Not yet calculated",
        "deprivation": deprivation,
    }


def answer(question: Question) -> Answer:
    parts = question.path.strip("/").split("/")
    indicator = parts[2]
    if indicator == "404":
        return Answer(b'{"message": "not found"}', "application/json", 404)
    if parts[-1] != "data":
        said = {"indicator_id": int(indicator), "title": "Example, invented", "definition": "How many"}
        return Answer(json.dumps(said).encode(), "application/json")
    areas = [
        {"areaCode": code, "areaName": NAMES[code], "healthData": points(code, question)} for code in NAMES
    ]
    said = {
        "indicatorId": int(indicator),
        "name": "Example",
        "polarity": "LowIsGood",
        "areaHealthData": areas,
    }
    return Answer(json.dumps(said).encode(), "application/json")


def points(code, question):
    found = [point(2021, 20.0), point(2022, 21.5)]
    if "deprivation" in question.params.get("inequalities", "") and code == "E92000001":
        found.append(point(2022, 30.5, DECILE))
    return found


def revised(question: Question) -> Answer:
    good = answer(question)
    return Answer(good.body.replace(b'"value": 21.5', b'"value": 21.75'), good.kind)
