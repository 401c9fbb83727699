import csv
import gzip
import json
from datetime import date

import pytest

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.explore_local_statistics import COLUMNS, Card, ExploreLocalStatistics

from .beside import DATA, needs_downloads
from .fake import client_of, serve
from .fake_explore_local_statistics import ABOUT, CSV, HEADER, answer
from .replies import published, reply

ASKED = {"indicator": "invented-rate"}
PUBLISHER = ExploreLocalStatistics()
REAL = sorted(path.name.removesuffix(".csv.gz") for path in (DATA / "ons_els").glob("*.csv.gz"))


def read(body, **asked):
    return PUBLISHER.read([reply(body)], ASKED | asked).to_pylist()


@pytest.fixture
def replies():
    with serve(answer) as fake, client_of(fake) as client:
        return list(ExploreLocalStatistics(fake.base).fetch(ASKED, client))


def test_every_row_becomes_a_figure_with_its_limits_and_days(replies):
    rows = PUBLISHER.read(replies, ASKED).to_pylist()

    assert len(rows) == 6
    assert rows[1] == {
        "indicator": "Invented rate", "place": "E06000032", "place_name": "Luton",
        "place_kind": "Local Authority District", "dimension": "", "subgroup": "", "sex": "", "age": "",
        "period": "2022-04-01/P1Y", "starts_on": date(2022, 4, 1), "ends_on": date(2023, 3, 31),
        "value": 25.25, "lower_95": 21.5, "upper_95": 29.0, "lower_998": None, "upper_998": None,
        "count": None, "denominator": None, "flag": "", "note": "",
    }  # fmt: skip
    assert (rows[5]["starts_on"], rows[5]["ends_on"]) == (date(2020, 3, 15), date(2020, 3, 15))


def test_a_number_that_is_missing_says_why(replies):
    rows = PUBLISHER.read(replies, ASKED).to_pylist()

    assert [(row["value"], row["flag"], row["note"]) for row in rows[2:5]] == [
        (None, "", "Of low reliability. Small sample, invented"),
        (None, "suppressed", "Confidential: withheld by the publisher."),
        (18.0, "provisional", "Provisional."),
    ]


def test_only_the_places_asked_for_are_taken(replies):
    rows = PUBLISHER.read(replies, ASKED | {"places": "E06000032, E92000001"}).to_pylist()

    assert {row["place"] for row in rows} == {"E06000032", "E92000001"}


def test_a_place_without_figures_is_named(replies):
    with pytest.raises(
        NotLoaded, match=r"^What ONS Explore Local Statistics sent has no figures for E06000099\. What was"
    ):
        PUBLISHER.read(replies, ASKED | {"places": "E06000032,E06000099"})


def test_the_card_says_what_is_counted_and_its_caveats(replies):
    card = PUBLISHER.read_cards(replies)["Invented rate"]

    assert card == Card(
        "Invented rate", "Invented rate", "Percentage of nobody", "This indicator is invented.", "It says nothing of anybody.",
        "Office for Invention", "https://example.org/invented", "01/02/2026", "%", 1, True, False,
    )  # fmt: skip


def test_the_card_has_the_words_of_all_publishers(replies):
    assert PUBLISHER.cards(replies) == {
        "Invented rate": {
            "name": "Invented rate",
            "full_name": "Percentage of nobody",
            "definition": "This indicator is invented.",
            "caveats": "It says nothing of anybody.",
            "source": "Office for Invention",
            "source_address": "https://example.org/invented",
            "source_dated": "01/02/2026",
            "unit": "%",
            "decimals": "1",
        }
    }


def test_a_card_about_one_does_not_fit_figures_about_two(replies):
    two = CSV.replace("Luton,Local Authority District,Invented", "Luton,Local Authority District,Other")

    with pytest.raises(NotLoaded, match="is about one, and the figures are about Invented rate, Other rate"):
        PUBLISHER.read_cards([reply(two), replies[1]])


def test_several_indicators_share_what_is_said_once():
    facts = ABOUT["ess-beta-metadata"]
    own = {"label": "Other", "caveats": "Its own."}
    about = {
        "ess-beta-metadata": {
            "shared": {**facts, "prefix": "GBPSign", "suffix": None},
            "First": {},
            "Other": own,
        }
    }

    cards = PUBLISHER.read_cards([reply(CSV), reply(json.dumps(about))])

    assert {name: (card.label, card.caveats, card.unit) for name, card in cards.items()} == {
        "First": ("Invented rate", "It says nothing of anybody.", "£"),
        "Other": ("Other", "Its own.", "£"),
    }


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"ess-beta-metadata": 1}', '{"ess-beta-metadata": {"shared": 1}}']
)
def test_a_card_of_another_shape_is_refused(body):
    with pytest.raises(NotLoaded, match="sent about the indicator is"):
        PUBLISHER.read_cards([reply(CSV), reply(body)])


def test_a_card_without_a_label_or_not_loaded_is_refused():
    with pytest.raises(NotLoaded, match="gives no label"):
        PUBLISHER.read_cards([reply(CSV), reply('{"ess-beta-metadata": {}}')])
    with pytest.raises(NotLoaded, match="was not loaded"):
        PUBLISHER.read_cards([reply(CSV)])
    assert PUBLISHER.cards([reply(CSV)]) == {}
    with pytest.raises(NotLoaded, match="was not loaded"):
        PUBLISHER.read([], ASKED)


def with_row(row):
    return f"{HEADER}\n{row}\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("E1,A,B,C,2022,many,Percentage,%,,,,", "row 2, column observation: “many” is not a number."),
        ("E1,A,B,C,2016-17,1,Percentage,%,,,,", "row 2, column period: “2016-17” may be one year"),
        ("E1,A,B,C,2022,1,Percentage,%,,,?,", "row 2, column status: “?” is not a mark we know."),
        ("E1,A,B,C,2022,1", "is cut short: row 2 has 6 of 12 columns."),
        (
            'E1,A,B,C,2022,1,Percentage,%,,,,"cut',
            "cannot be read from row 2 on: a quotation mark is not closed",
        ),
    ],
)
def test_a_bad_row_is_named_with_its_column(row, said):
    with pytest.raises(NotLoaded) as refusal:
        read(with_row(row))

    assert said in str(refusal.value)


def test_a_missing_number_without_a_reason_says_so():
    assert read(with_row("E1,A,B,C,2022,,Percentage,%,,,,"))[0]["note"] == "No value, and no reason given."


def test_the_same_number_at_two_levels_is_kept_once_and_another_refused():
    twice = "E47000001,Manchester,{},C,2022,{},Percentage,%,,,,\n"

    assert len(read(HEADER + "\n" + twice.format("Region", 8) + twice.format("ITL Level 2", 8))) == 1
    with pytest.raises(NotLoaded, match=r"gives two numbers for C, E47000001, 2022: value is 8 and 9\."):
        read(HEADER + "\n" + twice.format("Region", 8) + twice.format("ITL Level 2", 9))


def test_a_column_printed_twice_is_taken_where_it_is_filled():
    rows = read(f"{HEADER},notes\nE1,A,B,C,2022,1,Percentage,%,,,,,Said here\n")

    assert rows[0]["note"] == "Said here"


def header_of(name):
    (file,) = published(f"ons_els/{name}.csv.gz")
    return next(csv.reader([gzip.decompress(file.body).decode("utf-8-sig").partition("\n")[0]]))


@needs_downloads
def test_the_fake_has_the_columns_of_the_real_files():
    headers = {name: sorted(set(header_of(name))) for name in REAL}

    assert headers == dict.fromkeys(REAL, sorted(COLUMNS))
    assert sorted(HEADER.split(",")) == sorted(COLUMNS)


@needs_downloads
@pytest.mark.parametrize("name", REAL)
def test_every_real_file_is_read_whole(name):
    replies = published(f"ons_els/{name}.csv.gz", f"ons_els/{name}.metadata.json")
    asked = {"indicator": name}

    figures = PUBLISHER.read(replies, asked)
    cards = PUBLISHER.read_cards(replies)

    lines = {
        line
        for line in gzip.decompress(replies[0].body).decode("utf-8-sig").splitlines()[1:]
        if line.strip(",")
    }
    # Twenty combined authorities stand in one file at two levels with the same number.
    assert len(lines) - figures.num_rows == (20 if name == "engagement-with-culture-and-heritage" else 0)
    assert set(figures["indicator"].to_pylist()) <= set(cards)


@pytest.mark.parametrize(
    ("mark", "flag", "note"),
    [
        ("c", "suppressed", "Confidential: withheld by the publisher."),
        ("[x]", "", "Not available."),
        ("-", "", "No value, and no reason given."),
    ],
)
def test_a_mark_in_the_place_of_the_number_is_the_reason(mark, flag, note):
    line = f"E06000032,Luton,Local Authority District,Invented rate,2022,{mark},Percentage,%,,,,\n"

    (row,) = read(f"{HEADER}\n{line}")

    assert (row["value"], row["flag"], row["note"]) == (None, flag, note)
