from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.nomis import Nomis
from fairplace.equity.sources.port import Reply

from . import fake_nomis
from .beside import header_of, needs_downloads, read_bytes, reply_of
from .fake import client_of, serve
from .fake_nomis import HEADER, as_csv, lines

NOMIS = Nomis()
ASKED = {"dataset": "NM_2002_1", "geography": "E06000032,E06000055"}


def fetch(answer=fake_nomis.answer, asked=ASKED):
    with serve(answer) as fake, client_of(fake) as client:
        return fake, list(Nomis(base=fake.base).fetch(asked, client))


def read(rows, *, header=HEADER, **asked):
    """Return the tidy rows of one page that we typed; offsets and count are put right."""
    at, count = header.index("RECORD_OFFSET"), header.index("RECORD_COUNT")
    rows = [list(row) for row in rows]
    for number, row in enumerate(rows):
        row[at], row[count] = number, len(rows)
    return NOMIS.read([Reply("x", as_csv(header, rows), datetime.now(UTC))], ASKED | asked).to_pylist()


def line(**changes):
    """Return one row of the fake with other cells."""
    row = next(iter(lines()))
    for name, value in changes.items():
        row[HEADER.index(name)] = value
    return row


def test_pages_are_asked_for_until_there_are_as_many_rows_as_nomis_says():
    fake, replies = fetch()

    assert [question.params["RecordOffset"] for question in fake.asked] == ["0", "5", "10"]
    assert fake.asked[0].params["geography"] == "E06000032,E06000055"
    assert "dataset" not in fake.asked[0].params
    assert NOMIS.read(replies, ASKED).num_rows == 12


def test_a_row_becomes_a_figure():
    [figure] = read([line()])

    assert figure | {"value": 1200.0} == figure
    assert (figure["indicator"], figure["place"], figure["place_name"]) == (
        "NM_2002_1 / Value",
        "E06000032",
        "Luton",
    )
    assert (figure["sex"], figure["age"], figure["dimension"]) == ("Persons", "All Ages", "")
    assert (figure["period"], figure["starts_on"], figure["ends_on"]) == (
        "2021",
        date(2021, 1, 1),
        date(2021, 12, 31),
    )
    assert (figure["flag"], figure["note"]) == ("", "")


@pytest.mark.parametrize(
    ("status", "conf", "value", "flag"),
    [
        ("A", "F", 5, ""),
        ("P", "F", 5, "provisional"),
        ("E", "F", 5, "modelled"),
        ("I", "F", 5, "imputed"),
        ("B", "F", 5, "break"),
        ("Q", "F", None, "suppressed"),
        ("M", "F", None, ""),
        ("?", "F", None, "suppressed"),
        ("A", "C", None, "suppressed"),
    ],
)
def test_the_status_is_obeyed_and_not_the_number(status, conf, value, flag):
    [figure] = read([line(OBS_VALUE=5, OBS_STATUS=status, OBS_STATUS_NAME="In words", OBS_CONF=conf)])

    assert (figure["value"], figure["flag"]) == (value, flag)
    assert figure["note"] == ("" if status == "A" else "In words")


@pytest.mark.parametrize(
    ("name", "code", "days"),
    [
        ("Jan 2015-Dec 2015", "2015-12", (date(2015, 1, 1), date(2015, 12, 31))),
        ("January 2024", "2024-01", (date(2024, 1, 1), date(2024, 1, 31))),
        ("mid-month count", "2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
    ],
)
def test_periods_are_read_from_the_name_or_the_code(name, code, days):
    [figure] = read([line(DATE=code, DATE_NAME=name)])

    assert (figure["starts_on"], figure["ends_on"]) == days


def test_a_period_that_cannot_be_read_is_named():
    with pytest.raises(NotLoaded, match="Nomis sent the period “Long ago”, which we cannot read"):
        read([line(DATE="x", DATE_NAME="Long ago")])


CAUSES = [*HEADER, "CAUSE", "CAUSE_NAME", "C_ETH", "C_ETH_NAME"]


def test_other_dimensions_say_what_is_counted_unless_they_divide_people():
    rows = [[*line(), "1", "All causes", eth, name] for eth, name in (("1", "Asian"), ("2", "Black"))]

    whole, divided = read(rows, header=CAUSES), read(rows, header=CAUSES, across="c_eth")

    assert [one["indicator"] for one in whole] == [
        "NM_2002_1 / All causes / Asian / Value",
        "NM_2002_1 / All causes / Black / Value",
    ]
    assert [(one["indicator"], one["dimension"], one["subgroup"]) for one in divided] == [
        ("NM_2002_1 / All causes / Value", "C_ETH", "Asian"),
        ("NM_2002_1 / All causes / Value", "C_ETH", "Black"),
    ]


def test_a_dimension_that_is_not_there_cannot_be_looked_across():
    with pytest.raises(NotLoaded, match="has no dimension c_eth to look across"):
        read([line()], across="c_eth")


def test_numerator_denominator_and_confidence_stand_beside_their_number():
    parts = [("Variable", 40), ("Numerator", 400), ("Denominator", 1000), ("Confidence", 3)]

    [figure] = read([line(MEASURES_NAME=name, OBS_VALUE=value) for name, value in parts])

    assert figure["indicator"] == "NM_2002_1 / Variable"
    assert (figure["value"], figure["lower_95"], figure["upper_95"]) == (40, 37, 43)
    assert (figure["count"], figure["denominator"]) == (400, 1000)


def test_parts_of_two_measures_are_refused():
    with pytest.raises(NotLoaded, match="Ask for one measure with its numerator"):
        read([line(MEASURES_NAME=name) for name in ("Value", "Percent", "Confidence")])


def test_an_area_of_two_kinds_is_one_figure():
    assert len(read([line(), line(GEOGRAPHY_TYPE="local authorities: county / unitary")])) == 1


def test_a_page_that_is_missing_is_noticed():
    _, replies = fetch()

    with pytest.raises(NotLoaded, match=r"Nomis sent 10 of 12 rows. Fetch again, page by page"):
        NOMIS.read(replies[:2], ASKED)
    with pytest.raises(NotLoaded, match="Nomis left out rows after row 5, or sent them twice"):
        NOMIS.read([replies[0], replies[2]], ASKED)


def test_figures_that_change_between_pages_are_noticed():
    def growing(question):
        good = fake_nomis.answer(question)
        is_second = question.params["RecordOffset"] == "5"
        return replace(good, body=good.body.replace(b",7,12\n", b",7,13\n")) if is_second else good

    with pytest.raises(NotLoaded, match="Nomis changed the figures while we were reading them"):
        fetch(growing)


def test_an_answer_without_end_is_left(monkeypatch):
    monkeypatch.setattr("fairplace.equity.sources.nomis.MOST_PAGES", 2)

    with pytest.raises(NotLoaded, match="more than 2 pages"):
        fetch()


@pytest.mark.parametrize("dataset", ["", "../x", "NM_1"])
def test_a_data_set_is_asked_for_by_its_number(dataset):
    with pytest.raises(NotLoaded, match="by its number, such as dataset=NM_2002_1"):
        fetch(asked={"dataset": dataset, "geography": "E06000032"})


POPULATION = "population/nomis_NM_2002_1_lad_2021.csv.gz"


@needs_downloads
def test_the_fake_has_the_header_of_the_real_thing():
    assert header_of(read_bytes(POPULATION)) == HEADER


@needs_downloads
def test_luton_comes_out_of_a_real_download_as_published():
    table = NOMIS.read([reply_of(POPULATION)], ASKED)

    found = {
        (one["sex"], one["age"]): one["value"] for one in table.to_pylist() if one["place"] == "E06000032"
    }
    # 11,178 rows, of which unitary authorities stand under two kinds of area.
    assert table.num_rows == 7704
    assert found["Persons", "All Ages"] == 224_826
    assert found["Persons", "Age 0 - 4"] == 15_853
    bands = ("Aged 0 to 15", "Aged 16 to 24", "Aged 25 to 49", "Aged 50 to 64", "Aged 65+")
    assert sum(found["Persons", band] for band in bands) == 224_826
