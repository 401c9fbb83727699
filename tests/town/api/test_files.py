"""Figures as CSV with its metadata, and as a workbook."""

import csv
import io
from datetime import date

from openpyxl import load_workbook

from fairplace.town.api.csvw import OGL
from fairplace.town.indicators.models import Observation
from fairplace.town.indicators.tables import COLUMNS
from tests.factories import make_release
from tests.town.api.conftest import FIGURES


def test_the_csv_is_what_its_metadata_says_column_by_column(client, town):
    table = client.get(f"{FIGURES}.csv")
    told = client.get(f"{FIGURES}.csv-metadata.json")
    schema = told.json()["tableSchema"]

    rows = list(csv.reader(io.StringIO(table.content.decode())))
    columns = schema["columns"]
    assert rows[0] == [one["titles"] for one in columns]
    assert len({one["name"] for one in columns}) == len(columns)
    for row in rows[1:]:
        for cell, column in zip(row, columns, strict=True):
            check_cell(cell, column)
    key = [rows[0].index(name) for name in schema["primaryKey"]]
    assert len({tuple(row[at] for at in key) for row in rows[1:]}) == len(rows) - 1 == 28


def check_cell(cell, column):
    """Read a cell as its datatype says, as a reader of CSVW would."""
    if cell == column["null"]:
        assert not column["required"], column["name"]
    elif column["datatype"] == "double":
        float(cell)
    elif column["datatype"] != "string":
        assert column["datatype"] == {"base": "date", "format": "yyyy-MM-dd"}
        date.fromisoformat(cell)


def test_a_reader_of_csvw_finds_metadata_and_file_from_each_other(client, town):
    table = client.get(f"{FIGURES}.csv?place=E06000001")
    address, *said = table["Link"].split("; ")
    told = client.get(address.strip("<>"))

    assert said == ['rel="describedby"', 'type="application/csvm+json"']
    assert told["Content-Type"] == "application/csvm+json"
    assert told.json()["url"] == f"http://testserver{FIGURES}.csv?place=E06000001"
    assert told.json()["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert (told.json()["dc:license"], told.json()["dc:source"]) == ([OGL], ["Contains test data."])
    # Where a reader looks that sees no header: at the address with -metadata.json behind it.
    assert client.get(f"{FIGURES}.csv-metadata.json").status_code == 200


def test_another_licence_is_carried_along_by_its_name(client, town):
    release = make_release("other")
    release.licence, release.address = "Ask the police first", "https://police.example/data"
    release.save()
    Observation.objects.filter(place=town.place, period="2014").update(release=release)

    told = client.get(f"{FIGURES}.csv-metadata.json").json()

    assert told["dc:license"] == ["Ask the police first", OGL]
    assert "Ask the police first" in client.get("/api/").content.decode()


def test_the_workbook_has_the_rows_of_the_csv_with_numbers_as_numbers(client, town):
    book = load_workbook(io.BytesIO(client.get(f"{FIGURES}.xlsx?place=E06000001").content))

    rows = list(book["Figures"].values)
    assert rows[0] == COLUMNS
    assert (len(rows), rows[1][8:11]) == (13, (10, 9, 11))
    assert book["About"]["A3"].value == "Contains test data. (OGL v3.0)"


def test_no_spreadsheet_runs_what_stands_in_the_csv(client, town):
    Observation.objects.filter(indicator__code="jobs").update(note="=1+1")

    rows = list(csv.DictReader(io.StringIO(client.get(f"{FIGURES}.csv").content.decode())))

    assert {row["note"] for row in rows} == {"'=1+1"}
