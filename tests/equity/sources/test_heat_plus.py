import io
from datetime import date

import openpyxl
import pytest

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import read_grid
from fairplace.equity.sources.heat_card import COLUMNS, HeatCard, HeatIndicator, HeatSubgroup
from fairplace.equity.sources.heat_plus import HeatPlus, read_card
from fairplace.equity.sources.heat_writing import write_heat_plus

from .beside import needs_downloads
from .replies import published, reply
from .rows import figures

HEADER = ",".join(COLUMNS)
TEMPLATE = "who_heat/HEATPlus_template.xlsx"


def row(
    subgroup, estimate, order, *, year=2023, dimension="Deprivation fifth", ordered=1, reference=0, **more
):
    """Return one invented row as CSV."""
    cells = {
        "setting": "Luton", "year": year, "source": "Invented", "indicator_abbr": "smoke",
        "indicator_name": "Invented smokers", "dimension": dimension, "subgroup": subgroup, "estimate": estimate,
        "se": 1.5, "ci_lb": "", "ci_ub": "", "population": 100, "flag": "", "setting_average": 15, "iso3": "GBR",
        "favourable_indicator": 0, "indicator_scale": 100, "ordered_dimension": ordered, "subgroup_order": order,
        "reference_subgroup": reference,
    } | more  # fmt: skip
    return ",".join(str(cells[name]) for name in COLUMNS)


ROWS = [
    row("Most deprived", 20, 1, ci_lb=18, ci_ub=22),
    row("Middle", 15, 2, flag="Few people"),
    row("Least deprived", "", 3, se=""),
    row("Girls", 10, 0, dimension="Sex", ordered=0, reference=1),
    row("Boys", 12, 0, dimension="Sex", ordered=0),
]


def file_of(*rows):
    return [reply("\n".join([HEADER, *rows, ""]))]


def read(*rows, **asked):
    return HeatPlus().read(file_of(*rows), asked)


def test_subgroups_and_the_average_become_figures():
    rows = read(*ROWS).to_pylist()

    assert [(one["dimension"], one["subgroup"], one["value"], one["note"]) for one in rows] == [
        ("Deprivation fifth", "Most deprived", 20, ""), ("Deprivation fifth", "Middle", 15, "Few people"),
        ("Deprivation fifth", "Least deprived", None, ""), ("Sex", "Girls", 10, ""), ("Sex", "Boys", 12, ""),
        ("", "", 15, ""),
    ]  # fmt: skip
    assert rows[0]["place"] == "Luton"
    assert (rows[0]["lower_95"], rows[0]["upper_95"], rows[0]["denominator"]) == (18, 22, 100)
    assert (rows[0]["starts_on"], rows[0]["ends_on"]) == (date(2023, 1, 1), date(2023, 12, 31))


def test_polarity_order_and_reference_stand_apart():
    card = read_card(file_of(*ROWS), {})

    assert card.indicators == {"smoke": HeatIndicator("Invented smokers", "low", 100)}
    assert card.ordered == {"Deprivation fifth": True, "Sex": False}
    assert card.subgroups["smoke", "Deprivation fifth", "Least deprived"] == HeatSubgroup(3)
    assert card.subgroups["smoke", "Sex", "Girls"] == HeatSubgroup(0, is_reference=True)
    assert card.sources["smoke", "Luton", "2023", "Sex"] == "Invented"
    assert len(card.errors) == 4
    assert card.countries == {"Luton": "GBR"}


def test_one_of_several_sources_is_taken():
    other = row("Most deprived", 30, 1, source="Other")

    assert read(*ROWS, other, source="Other").num_rows == 2
    with pytest.raises(
        NotLoaded, match="gives two numbers for smoke, Luton, Deprivation fifth, Most deprived"
    ):
        read(*ROWS, other)
    with pytest.raises(NotLoaded, match="has nothing from Third; it has Invented"):
        read(*ROWS, source="Third")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("A", 1, 1, year="23")], "row 2, column year: found “23”. Write a year of four digits."),
        ([row("A", "lots", 1)], "row 2, column estimate: found “lots”. Write a number."),
        ([row("A", 1, 1, favourable_indicator=2)], "column favourable_indicator: found “2”. Write 0 or 1."),
        (
            [row("A", 1, 1, indicator_scale=0)],
            "column indicator_scale: found “0”. Write what it is given per",
        ),
        ([row("", 1, 1)], "column subgroup: it is empty. HEAT Plus needs it."),
        (
            [row("A", 1, 1, ci_lb=3, ci_ub=2)],
            "column ci_lb: found “3”. It lies above ci_ub, 2. Swap the two.",
        ),
    ],
)
def test_a_bad_row_is_named_with_its_column(rows, said):
    with pytest.raises(NotLoaded) as refusal:
        read(*rows)

    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("A", 1, 1), row("B", 1, 3), row("C", 1, 4)], "subgroup_order must run 1, 2, 3 … from the most"),
        ([row("A", 1, 1, ordered=0), row("B", 1, 0, ordered=0)], "subgroup_order must be 0, for the dimension"),
        ([row("A", 1, 1, reference=1), row("B", 1, 2)], "there must be no reference subgroup"),
        ([row("A", 1, 0, ordered=0, reference=1), row("B", 1, 0, ordered=0, reference=1)], "one reference subgroup at most"),
        ([row("A", 1, 1), row("A", 1, 1, year=2024, favourable_indicator=1)], "says two things of smoke"),
    ],
)  # fmt: skip
def test_an_order_that_heat_plus_refuses_is_refused(rows, said):
    with pytest.raises(NotLoaded) as refusal:
        read_card(file_of(*rows), {})

    assert said in str(refusal.value)


def test_what_is_written_is_what_was_read():
    once = read(*ROWS), read_card(file_of(*ROWS), {})

    written = [reply(write_heat_plus(*once))]

    assert HeatPlus().read(written, {}) == once[0]
    assert read_card(written, {}) == once[1]


def test_numbers_are_written_as_numbers_and_what_is_unknown_stays_empty():
    body = write_heat_plus(read(*ROWS), read_card(file_of(*ROWS), {}))

    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    cells = dict(zip(COLUMNS, [cell.value for cell in sheet[4]], strict=True))
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert cells == {
        "setting": "Luton", "year": 2023, "source": "Invented", "indicator_abbr": "smoke",
        "indicator_name": "Invented smokers", "dimension": "Deprivation fifth", "subgroup": "Least deprived",
        "estimate": None, "se": None, "ci_lb": None, "ci_ub": None, "population": 100, "flag": None,
        "setting_average": 15, "iso3": "GBR", "favourable_indicator": 0, "indicator_scale": 100,
        "ordered_dimension": 1, "subgroup_order": 3, "reference_subgroup": 0,
    }  # fmt: skip


OURS = {
    "indicator": "smoke",
    "dimension": "Sex",
    "sex": "",
    "age": "",
    "period": "2022/23",
    "ends_on": date(2023, 3, 31),
}
CARD = HeatCard(
    {"smoke": HeatIndicator("Invented smokers", "low", 100)},
    {"Sex": False},
    {("smoke", "Sex", name): HeatSubgroup(0) for name in ("Girls", "Boys")},
    {("smoke", "Luton", "2023", "Sex"): "Survey"},
)


def test_what_heat_plus_has_no_column_for_stands_in_its_flag():
    table = figures(
        OURS | {"subgroup": "Girls", "value": 5.0, "age": "15 yrs", "flag": "provisional", "note": "Few."}
    )

    (written,) = read_grid(write_heat_plus(table, CARD), called="The file").records()

    assert written[1]["flag"] == "Few. Flag: provisional. Period: 2022/23. Age: 15 yrs."
    assert written[1]["year"] == 2023


@pytest.mark.parametrize(
    ("rows", "card", "said"),
    [
        ([OURS | {"dimension": "", "subgroup": ""}], CARD, "There are no figures of subgroups"),
        ([OURS | {"subgroup": "Others"}], CARD, "The card says nothing of smoke, Sex: Others."),
        ([OURS | {"subgroup": "Girls", "indicator": "run"}], CARD, "The card says nothing of run."),
        ([OURS | {"subgroup": "Girls", "place_name": "Leeds"}], CARD, "The card names no source for smoke, Leeds, 2023, Sex."),
        ([OURS | {"subgroup": "Girls", "age": age} for age in ("1", "2")], CARD, "There are two figures for smoke, Luton, 2023, Girls"),
        ([OURS | {"subgroup": "Girls"}], HeatCard(CARD.indicators, {}, CARD.subgroups, CARD.sources), "it is not said whether"),
        (
            [OURS | {"subgroup": "Girls"}, OURS | {"subgroup": "Boys"}],
            HeatCard(CARD.indicators, {"Sex": True}, {("smoke", "Sex", "Girls"): HeatSubgroup(1), ("smoke", "Sex", "Boys"): HeatSubgroup(2)}, CARD.sources),
            "Sex has 2 subgroups in Luton, 2023: HEAT Plus orders three or more.",
        ),
    ],
)  # fmt: skip
def test_what_heat_plus_would_refuse_is_not_written(rows, card, said):
    with pytest.raises(NotLoaded) as refusal:
        write_heat_plus(figures(*rows), card)

    assert said in str(refusal.value)


def test_a_heat_plus_file_has_no_address():
    with pytest.raises(NotLoaded, match="there is no address to ask"):
        list(HeatPlus().fetch({}, None))


@needs_downloads
def test_the_columns_are_those_of_the_real_template_in_its_order():
    (real,) = published(TEMPLATE)

    assert read_grid(real.body, called="The template").names == COLUMNS


@needs_downloads
def test_the_real_template_is_read_written_and_read_again():
    replies = published(TEMPLATE)
    once = HeatPlus().read(replies, {}), read_card(replies, {})

    written = [reply(write_heat_plus(*once))]

    assert HeatPlus().read(written, {}) == once[0]
    assert read_card(written, {}) == once[1]
    # The last row of theirs is dots.
    theirs = list(read_grid(replies[0].body, called="Theirs", sheet="template").records())[:-1]
    assert list(read_grid(written[0].body, called="Ours").records()) == theirs
