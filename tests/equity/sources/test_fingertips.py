import json
from datetime import UTC, date, datetime

import pytest

from fairplace.equity.sources.cards import cards_of, is_open, terms_of
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.fingertips import Fingertips
from fairplace.equity.sources.loading import fetch
from fairplace.equity.sources.port import Reply
from fairplace.equity.sources.snapshot import SnapshotStore

from . import fake_fingertips
from .beside import header_of, needs_downloads, read_bytes, reply_of
from .fake import Answer, client_of, serve
from .fake_fingertips import AREAS, HEADER, METADATA, as_csv, card, row

FINGERTIPS = Fingertips()
LUTON = AREAS[2]


def read(lines, *, header=HEADER, cards=()):
    """Return the tidy rows of lines that we typed."""
    replies = [Reply("data", as_csv(header, lines), datetime.now(UTC))]
    if cards:
        replies.append(Reply("cards", as_csv(METADATA, cards), datetime.now(UTC)))
    return FINGERTIPS.read(replies, {}).to_pylist()


def test_a_row_becomes_a_figure_with_both_limits():
    [figure] = read(
        [row("1", LUTON, "2021/22", "20210000", 22, (20, 24, 19, 25), count=220, denominator=1000)]
    )

    assert figure == {
        "indicator": "1",
        "place": "E06000032",
        "place_name": "Luton",
        "place_kind": "County & UA",
        "dimension": "",
        "subgroup": "",
        "sex": "Persons",
        "age": "18+ yrs",
        "period": "2021/22",
        "starts_on": date(2021, 4, 1),
        "ends_on": date(2022, 3, 31),
        "value": 22,
        "lower_95": 20,
        "upper_95": 24,
        "lower_998": 19,
        "upper_998": 25,
        "count": 220,
        "denominator": 1000,
        "flag": "",
        "note": "",
    }


def test_a_category_is_a_row_of_its_own_whose_spaces_are_put_right():
    [figure] = read([row("1", AREAS[0], "2021", "20210000", 30, category="Most deprived decile (IMD2019)")])

    assert figure["dimension"] == "County & UA deprivation deciles in England (IMD2019, 4/21 geography)"
    assert figure["subgroup"] == "Most deprived decile (IMD2019)"


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Value suppressed for disclosure control due to small count", "suppressed"),
        ("Value for Bucks County applied to Bucks UA", "apportioned"),
        ("Value is modelled or synthetic estimate", "modelled"),
        ("Provisional value", "provisional"),
        ("Aggregated from all known lower geography values", ""),
        ("There is a data quality issue with this value", ""),
        ("Value missing in source data", ""),
    ],
)
def test_a_remark_is_kept_and_flagged_where_it_changes_what_the_number_is(note, flag):
    [figure] = read([row("1", LUTON, "2021", "20210000", note=note)])

    assert (figure["value"], figure["flag"], figure["note"]) == (None, flag, note)


def test_columns_are_found_by_name_wherever_they_stand_and_others_are_passed_over():
    lines = [[*row("1", LUTON, "2021", "20210000", 22), "1y", "?"]]
    header = [*HEADER, "Time period range", "Something new"]
    turned = [line[::-1] for line in lines]

    assert read(turned, header=header[::-1]) == read(lines, header=header) == read([lines[0][:-2]])


def test_older_files_have_limits_without_a_level():
    header = [name.replace(" 95.0", "") for name in HEADER if "99.8" not in name]
    line = row("1", LUTON, "2021", "20210000", 22, (20, 24, "", ""))

    [figure] = read([line[:15] + line[17:]], header=header)

    assert (figure["lower_95"], figure["upper_95"], figure["lower_998"]) == (20, 24, None)


def test_which_year_it_is_stands_in_the_card():
    said = card("1")
    said[METADATA.index("Year type")] = "Academic"

    [figure] = read([row("1", LUTON, "2021/22", "20210000", 22)], cards=[said])

    assert (figure["starts_on"], figure["ends_on"]) == (date(2021, 9, 1), date(2022, 8, 31))


def test_a_period_in_other_words_is_read_from_the_number_for_sorting():
    [figure] = read([row("1", LUTON, "Summer term 2021", "20210200", 22)])

    assert (figure["starts_on"], figure["ends_on"]) == (date(2021, 4, 1), date(2021, 6, 30))


def test_a_period_that_cannot_be_read_is_named():
    with pytest.raises(NotLoaded, match="the period “Long ago” for indicator 1, which we cannot read"):
        read([row("1", LUTON, "Long ago", "", 22)])


def test_text_where_a_number_should_be_is_named_by_row_and_column():
    with pytest.raises(NotLoaded, match="row 3, column Value: “many” is not a number"):
        read([row("1", LUTON, "2021", "", 22), row("1", LUTON, "2022", "", "many")])


def test_an_area_under_two_parents_is_one_figure():
    elsewhere = ("E12000001", "Another region", *LUTON[2:])

    assert len(read([row("1", LUTON, "2021", "", 22), row("1", elsewhere, "2021", "", 22)])) == 1


def test_two_numbers_for_the_same_thing_are_refused():
    with pytest.raises(NotLoaded, match=r"two different numbers for the same thing \(1, E06000032, Persons"):
        read([row("1", LUTON, "2021", "", 22), row("1", LUTON, "2021", "", 23)])


def test_ten_indicators_are_asked_for_at_a_time():
    ids = ",".join(str(one) for one in range(1, 13))
    with serve(fake_fingertips.answer) as fake, client_of(fake) as client:
        replies = list(Fingertips(base=fake.base).fetch({"indicators": ids, "area_type": "502"}, client))

    of_data = [question.params for question in fake.asked if "all_data" in question.path]
    assert [len(params["indicator_ids"].split(",")) for params in of_data] == [10, 2]
    assert of_data[0]["parent_area_type_id"] == "15"
    assert replies[0].updated == "2026-02-03T09:30:00"
    assert len(FINGERTIPS.read(replies, {"indicators": ids})["indicator"].unique()) == 12


def test_an_indicator_without_figures_is_named(tmp_path):
    asked = {"indicators": "1,404", "area_type": "3"}
    with (
        serve(fake_fingertips.answer) as fake,
        client_of(fake) as client,
        pytest.raises(NotLoaded, match="no figures of 404 for the kind of area 3"),
    ):
        fetch(Fingertips(base=fake.base), asked, client=client, store=SnapshotStore(tmp_path))


def test_cards_without_figures_are_refused():
    with pytest.raises(NotLoaded, match="its CSV of data is missing"):
        FINGERTIPS.read([Reply("cards", as_csv(METADATA, [card("1")]), datetime.now(UTC))], {})


@pytest.mark.parametrize("said", [b"[1]", b'[{"x": 1}]', b"7"])
def test_changes_of_another_shape_are_told(said):
    with (
        serve(lambda _: Answer(said, "application/json")) as fake,
        client_of(fake) as client,
        pytest.raises(NotLoaded, match="did not say when its figures last changed"),
    ):
        next(FINGERTIPS.fetch({"indicators": "1", "area_type": "502"}, client))


@pytest.mark.parametrize("ids", ["smoking", "1;2", " , "])
def test_indicators_are_asked_for_by_number(ids):
    with pytest.raises(NotLoaded, match="by their numbers"):
        next(FINGERTIPS.fetch({"indicators": ids, "area_type": "502"}, client=None))


def test_a_card_says_what_an_indicator_is_and_never_which_way_is_better():
    replies = [Reply("cards", as_csv(METADATA, [card("1")]), datetime.now(UTC))]

    cards = cards_of(FINGERTIPS, replies)

    assert cards["1"]["definition"] == "How many of those asked, in per cent."
    assert cards["1"]["numerator"] == "Those who said yes"
    assert cards["1"]["copyright"] == "Example Office"
    assert "good" not in str(cards)


def test_terms_that_are_not_open_travel_with_the_snapshot(tmp_path):
    asked = {"indicators": "1,93283", "area_type": "3"}
    with serve(fake_fingertips.answer) as fake, client_of(fake) as client:
        fetched = fetch(Fingertips(base=fake.base), asked, client=client, store=SnapshotStore(tmp_path))

    assert fetched.snapshot.terms == {"93283": fake_fingertips.LIMITED}


OPEN = [
    "",
    "Released under the Open Government Licence v3.0",
    "There are no restrictions on their re-use.",
    "Please cite any use as follows",
]
CLOSED = [
    "Non commercial use only",
    "Open Government Licence, but for non-commercial use",
    "May be reproduced without charge for personal or in-house use",
    "Extracts may only be reproduced by permission.",
    "Ask the owner",
]


@pytest.mark.parametrize(
    ("words", "expected"), [(one, True) for one in OPEN] + [(one, False) for one in CLOSED]
)
def test_terms_are_open_when_they_say_so_and_set_no_limit(words, expected):
    assert is_open(words) == expected


def test_terms_beyond_the_licence_are_shown():
    cards = {words: {"reuse": words} for words in OPEN + CLOSED}

    assert terms_of(cards) == {words: words for words in OPEN[2:] + CLOSED}


@needs_downloads
def test_real_terms_are_judged():
    said = {str(one["indicatorID"]): one["reuse"] or "" for one in json.loads(read_bytes(INDICATORS))}

    assert not is_open(said["93283"])
    assert [words for words in said.values() if "personal" in words and is_open(words)] == []
    assert len([words for words in said.values() if is_open(words)]) == 29


INDICATORS = "fingertips/fingertips_next_indicators.json.gz"
DISEASES = "fingertips/indicators-DistrictUApre419.data.csv.gz"
ISOLATION = "fingertips/social-isolation-indicators-CountyUA.data.csv.gz"


@needs_downloads
@pytest.mark.parametrize("name", [DISEASES, ISOLATION])
def test_the_fake_has_the_header_of_the_real_thing(name):
    assert header_of(read_bytes(name)) == HEADER


@needs_downloads
def test_a_real_download_is_read_whole():
    diseases, isolation = (FINGERTIPS.read([reply_of(name)], {}) for name in (DISEASES, ISOLATION))

    assert (diseases.num_rows, isolation.num_rows) == (2752, 4536)
    assert isolation["flag"].to_pylist().count("apportioned") == 25


@needs_downloads
def test_luton_comes_out_of_real_downloads_as_published():
    def luton(name, indicator, age, period):
        [found] = [
            (one["value"], one["lower_95"], one["upper_95"], one["denominator"])
            for one in FINGERTIPS.read([reply_of(name)], {}).to_pylist()
            if (one["place"], one["indicator"], one["age"], one["period"])
            == ("E06000032", indicator, age, period)
        ]
        return found

    assert luton(DISEASES, "92659", "16+ yrs", "2015") == (16.91451688, 15.23285927, 18.74077958, None)
    assert luton(ISOLATION, "90280", "18+ yrs", "2010/11") == (37.9, 33, 42.8, 340)
