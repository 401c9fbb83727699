"""The shape of ONSdigital/explore-local-statistics-data, with invented numbers."""

import json

from .fake import Answer, Question

HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes"
CSV = f"""\ufeff{HEADER}
E92000001,England,Nation,Invented rate,2022-04-01/P1Y,20.5,Percentage,%,20.1,20.9,,
E06000032,Luton,Local Authority District,Invented rate,2022-04-01/P1Y,25.25,Percentage,%,21.5,29,,
E06000032,Luton,Local Authority District,Invented rate,2021-04-01/P1Y,,Percentage,%,,,u,"Small sample, invented"
E06000033,Southend-on-Sea,Local Authority District,Invented rate,2022-04-01/P1Y,,Percentage,%,,,c,
E06000033,Southend-on-Sea,Local Authority District,Invented rate,2021-04-01/P1Y,18,Percentage,%,,,p,
E06000033,Southend-on-Sea,Local Authority District,Invented rate,2020-03-15,17,Percentage,%,,,,
"""
ABOUT = {
    "_note": "Typed by us",
    "ess-beta-metadata": {
        "label": "Invented rate",
        "subtitle": "Percentage of nobody",
        "longDescription": "This indicator is invented.",
        "caveats": "It says nothing of anybody.",
        "prefix": None,
        "suffix": "%",
        "subText": None,
        "decimalPlaces": 1,
        "experimentalStatistic": "F",
        "sourceDate": "01/02/2026",
        "sourceURL": "https://example.org/invented",
        "sourceOrg": "Office for Invention",
        "standardised": "T",
    },
}


def revised(question: Question) -> Answer:
    """Return the same with a higher value for Luton."""
    good = answer(question)
    return Answer(good.body.replace(b",25.25,", b",25.75,"), good.kind, good.status)


def answer(question: Question) -> Answer:
    """Return the file of a folder, as the repository serves it."""
    files = {
        "/api/invented-rate/invented-rate.csv": Answer(CSV.encode()),
        "/api/invented-rate/invented-rate.json": Answer(json.dumps(ABOUT, indent=2).encode(), "text/plain"),
    }
    return files.get(question.path, Answer(b"404: Not Found", "text/plain", 404))
