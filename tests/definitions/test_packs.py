"""Checks what the packs promise: that they load, and that they say what is known and what is proposed."""

from collections import Counter

import pytest
import yaml

from fairplace.town.packs.checks import check
from fairplace.town.packs.reading import Pack, read_pack
from tests.definitions.published import ROOT

DEFINITIONS = ROOT / "definitions"
PACKS = sorted(folder for folder in (DEFINITIONS / "packs").iterdir() if folder.is_dir())


@pytest.fixture(scope="module")
def luton() -> Pack:
    return read_pack(DEFINITIONS / "packs" / "luton")


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_pack_has_no_problem(folder):
    assert check(read_pack(folder)) == []


def test_every_definition_card_is_used_by_a_pack():
    cards = {file.stem for file in (DEFINITIONS / "indicators").glob("*.yaml")}

    assert cards == {code for folder in PACKS for code in read_pack(folder).figures}


def test_luton_confirms_only_what_its_director_has_reported(luton):
    confirmed = {measure.slug for measure in luton.measures if measure.status == "confirmed"}

    assert confirmed == {"life-expectancy", "self-harm", "preventable-deaths"}


def test_luton_has_a_measure_for_each_objective(luton):
    counted = {code for measure in luton.measures if measure.kind == "number" for code in measure.objectives}
    named = {code for measure in luton.measures for code in measure.objectives}

    assert named == {f"M{number}" for number in range(1, 9)}
    assert named - counted == {"M7"}


def test_luton_separates_public_recommendations_from_examples(luton):
    recommendations = luton.framework.recommendations

    assert Counter(entry.status for entry in recommendations) == {"public": 4, "illustrative": 24}
    assert {entry.objective for entry in recommendations if entry.status == "public"} == {"M1"}


def test_luton_has_a_number_wherever_a_measure_names_an_indicator(luton):
    for measure in luton.measures:
        if measure.indicator:
            places = {row.place for _, row in luton.figures[measure.indicator]}
            assert "E06000032" in places, measure.slug
        if measure.gap:
            ranked = {row.place for _, row in luton.neighbourhood_ranks if row.edition == measure.gap.edition}
            places = {row.place for _, row in luton.figures[measure.gap.indicator]}
            assert ranked <= places, measure.slug


def test_a_path_of_the_number_begins_where_the_last_figure_stands(luton):
    for measure in luton.measures:
        for target in measure.targets:
            if target.of != "level" or target.subgroup:
                continue
            rows = [row for _, row in luton.figures[measure.indicator] if row.place == "E06000032"]
            last = max((row for row in rows if not row.subgroup), key=lambda row: row.ends_on)
            decimals = luton.indicators[measure.indicator].decimals
            assert f"{target.base_value:.{decimals}f}" == f"{last.value:.{decimals}f}", measure.slug


def test_a_usual_month_stands_only_where_figures_come_each_year_and_go_on():
    for file in (DEFINITIONS / "indicators").glob("*.yaml"):
        card = yaml.safe_load(file.read_text())
        if card.get("release_month"):
            assert card["frequency"].startswith("Yearly"), file.stem
            assert "stopped" not in card["frequency"], file.stem


def test_luton_is_shown_beside_england_its_region_and_five_similar_places_or_more(luton):
    roles = Counter(entry.role for entry in luton.about.comparators)

    assert roles["country"] == roles["region"] == 1
    assert roles["similar"] >= 5
    assert all(entry.why for entry in luton.about.comparators)


def test_demonstration_people_cannot_get_mail(luton):
    assert {person.role for person in luton.people} == {
        "programme-team",
        "contributor",
        "analyst",
        "group-chair",
        "director",
    }
    assert all(person.email.endswith("@example.org") for person in luton.people)


def test_coventry_keeps_its_own_order_of_objectives():
    pack = read_pack(DEFINITIONS / "packs" / "coventry")

    assert [objective.code for objective in pack.framework.objectives] == [
        "M1", "M2", "M4", "M3", "M5", "M6", "M7", "M8",
    ]  # fmt: skip
    assert {measure.kind for measure in pack.measures} == {"number", "status", "narrative", "in development"}
