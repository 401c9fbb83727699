"""The shape of version 1 of the Explore Education Statistics API and of its CSV files, as far as we know it.

Typed by us from the documentation, with invented ids and numbers; no real answer was at hand.
"""

import json

from .fake import Answer, Question

DATA_SET = "00000000-0000-0000-0000-00000000abcd"
META = {
    "filters": [
        {"id": "fSex", "column": "sex", "label": "Sex", "hint": "", "options": [
            {"id": "oAll", "label": "Total", "isAutoSelect": True}, {"id": "oGirl", "label": "Female"}]},
        {"id": "fFsm", "column": "fsm", "label": "Free school meals", "hint": "", "options": [
            {"id": "oEvery", "label": "All pupils"}, {"id": "oFsm", "label": "Eligible"}]},
    ],
    "geographicLevels": [{"code": "NAT", "label": "National"}, {"code": "LA", "label": "Local authority"}],
    "indicators": [
        {"id": "iGld", "column": "gld_percent", "label": "Good level of development", "unit": "%", "decimalPlaces": 1},
        {"id": "iNum", "column": "pupils", "label": "Number of pupils", "unit": "", "decimalPlaces": 0},
    ],
    "locations": [
        {"level": {"code": "NAT", "label": "National"}, "options": [{"id": "lEng", "label": "England", "code": "E92000001"}]},
        {"level": {"code": "LA", "label": "Local authority"}, "options": [
            {"id": "lLut", "label": "Luton", "code": "E06000032", "oldCode": "821"},
            {"id": "lSou", "label": "Southend-on-Sea", "code": "E06000033", "oldCode": "882"}]},
    ],
    "timePeriods": [{"code": "AY", "period": "2022/2023", "label": "2022/23"}],
}  # fmt: skip


def result(level, places, sex, meals, value, pupils="100", period="2022/2023"):
    return {
        "timePeriod": {"period": period, "code": "AY"},
        "geographicLevel": level,
        "locations": places,
        "filters": {"fSex": sex, "fFsm": meals},
        "values": {"iGld": value, "iNum": pupils},
    }


LUTON = {"NAT": "lEng", "LA": "lLut"}
RESULTS = [
    result("NAT", {"NAT": "lEng"}, "oAll", "oEvery", "67.2", "600000"),
    result("LA", LUTON, "oAll", "oEvery", "62.5", "3000"),
    result("LA", LUTON, "oGirl", "oEvery", "70.1"),
    result("LA", LUTON, "oAll", "oFsm", "c"),
    result("LA", {"NAT": "lEng", "LA": "lSou"}, "oAll", "oEvery", "z", "low"),
]
SIZE = 2


def pages(results, question):
    asked = json.loads(question.body)
    first = (asked["page"] - 1) * SIZE
    paging = {
        "page": asked["page"],
        "pageSize": SIZE,
        "totalResults": len(results),
        "totalPages": -(-len(results) // SIZE),
    }
    return {"paging": paging, "results": results[first : first + SIZE], "warnings": []}


def said(content, status=200):
    kind = "application/problem+json" if status >= 400 else "application/json"
    return Answer(json.dumps(content, indent=1).encode(), kind, status)


def answer(question: Question) -> Answer:
    """Return what the API says; every id that it does not know is a problem in detail."""
    if question.path.endswith(f"/v1/data-sets/{DATA_SET}/meta"):
        return said(META)
    if question.path.endswith(f"/v1/data-sets/{DATA_SET}/query"):
        if question.params["dataSetVersion"] != "1.0":
            problem = {"message": "The version was not found.", "path": "dataSetVersion", "code": "NotFound"}
            return said({"title": "One or more validation errors occurred.", "errors": [problem]}, 400)
        return said(pages(RESULTS, question))
    return said({"title": "Not Found", "status": 404}, 404)


def revised(question: Question) -> Answer:
    """Return the same with a higher value for Luton."""
    good = answer(question)
    return Answer(good.body.replace(b'"62.5"', b'"63.5"'), good.kind, good.status)


CSV = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,sex,school_phase,gld_percent,pupils\n"
    "202223,Academic year,National,E92000001,England,,,,,,Total,Total,67.2,600000\n"
    "202223,Academic year,Local authority,E92000001,England,E12000006,East of England,821,E06000032,Luton,Total,Total,62.5,3000\n"
    "202223,Academic year,Local authority,E92000001,England,E12000006,East of England,821,E06000032,Luton,Female,Primary,c,x\n"
)
