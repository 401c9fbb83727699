"""Attacks by subtraction across publications, each seeded: what must be stopped, and what must not."""

import pytest

from fairplace.equity.stats.disclosure import Claim, Told, differences
from fairplace.equity.stats.errors import NotComputable
from tests.reference import disclosure as published

TOWN = {"Town": ["A", "B", "C"]}
YEARS = {year: (year * 1000, year * 1000 + 999) for year in range(2019, 2026)}


def span(first, last):
    return YEARS[first][0], YEARS[last][1]


def claim(area, count, release=0, days="2023", *, hidden=False, group="", what="", **more):
    name = ", ".join(one for one in (area, str(days), group, what) if one)
    dimension = "sex" if group else ""
    return Claim(name, release, area, days, dimension, group, what, count, hidden, **more)


def check(*claims, areas=TOWN, threshold=5, **more):
    new = {max(one.release for one in claims)}
    return differences(claims, areas, new=new, threshold=threshold, **more)


def names(*claims, **more):
    return [one.name for one in check(*claims, **more).found]


def test_published_example_of_differencing_gives_the_published_strip():
    areas = {"A by 2001": ["core"], "A by 1991": ["core", "strip"]}
    claims = [
        Claim(f"{area}, {hours}, {sex}", release, area, "1", "", "", f"{hours} {sex}", count)
        for release, (area, table) in enumerate(
            [("A by 2001", published.BOUNDARIES_2001), ("A by 1991", published.BOUNDARIES_1991)]
        )
        for hours, row in zip(published.HOURS, table, strict=True)
        for sex, count in zip(("male", "female"), row, strict=True)
    ]

    found = differences(claims, areas, new=[1], threshold=5)

    small = [
        f"a part of A by 1991, {hours}, {sex}"
        for hours, row in zip(published.HOURS, published.STRIP, strict=True)
        for sex, count in zip(("male", "female"), row, strict=True)
        if count
    ]
    assert sorted(one.name for one in found.found) == sorted(small)
    assert {(one.why, one.releases) for one in found.found} == {("worked out", (0, 1))}


def test_three_years_less_two_and_less_one_tell_the_year_between():
    found = check(
        claim("A", 63, 0, span(2021, 2023)),
        claim("A", 30, 1, YEARS[2021]),
        claim("A", None, 1, YEARS[2022], hidden=True),
        claim("A", 30, 2, YEARS[2023]),
    )

    assert [(one.why, one.releases) for one in found.found] == [("worked out", (0, 1, 2))]
    assert found.found[0].name == claim("A", None, 1, YEARS[2022]).name


def test_overlapping_spans_of_other_lengths_tell_a_year_that_nobody_published():
    # 2021-23 and 2022-24 are out; 2021-22 gives away 2023, and with it 2024 less 2021.
    spans = [(span(2021, 2023), 60), (span(2022, 2024), 62), (span(2021, 2022), 57)]
    claims = [claim("A", count, number, days) for number, (days, count) in enumerate(spans)]

    found = check(*claims)

    assert [one.releases for one in found.found] == [(0, 2)]
    assert check(*claims[:2]).is_safe


def test_spans_that_overlap_and_leave_no_small_rest_are_safe():
    assert check(claim("A", 90, 0, span(2021, 2023)), claim("A", 60, 1, span(2021, 2022))).is_safe


def test_fifths_by_two_editions_that_differ_by_one_neighbourhood_tell_it():
    areas = {
        "fifth 1 by 2019": ["N1", "N2", "N3"],
        "fifth 2 by 2019": ["N4", "N5"],
        "fifth 1 by 2025": ["N1", "N2"],
        "fifth 2 by 2025": ["N3", "N4", "N5"],
    }
    first = [claim("fifth 1 by 2019", 43), claim("fifth 2 by 2019", 50), claim("N3", 3, hidden=True)]

    found = check(*first, claim("fifth 1 by 2025", 40, 1), areas=areas)

    assert found.found == (Told("N3, 2023", "worked out", (0, 1)),)
    assert check(*first, claim("fifth 1 by 2025", 20, 1), claim("N3", 23, hidden=True), areas=areas).is_safe


def test_ward_sums_against_the_towns_total_of_another_release():
    areas = {"Town": ["N1", "N2", "N3", "N4"], "North": ["N1", "N2"], "South": ["N3", "N4"]}
    wards = [claim("North", 60), claim("South", 2, hidden=True)]

    assert check(*wards, areas=areas).is_safe
    found = check(*wards, claim("Town", 62, 1), areas=areas)

    assert found.found == (Told("South, 2023", "worked out", (0, 1)),)
    assert check(*wards, claim("Town", 62, 1, "2022"), areas=areas).is_safe


def test_rate_and_denominator_give_the_count_back():
    # 1.5% of 200 is 3 and nothing else; 1.5% of 20,000 may be anything from 290 to 309.
    shown = claim("B", 30), claim("C", 30)
    told = check(*shown, claim("A", None, 1, between=(3, 3)))

    assert [one.name for one in told.found] == ["A, 2023"]
    assert check(*shown, claim("A", None, 1, between=(290, 309))).is_safe


def test_a_rounded_rate_narrows_what_is_hidden_beside_it():
    hidden = claim("A", 3, hidden=True), claim("B", 30, hidden=True), claim("Town", 83), claim("C", 50)

    assert check(*hidden).is_safe
    assert names(*hidden, claim("B", None, 1, between=(29, 31))) == ["A, 2023"]
    assert check(*hidden, claim("B", None, 1, between=(20, 31))).is_safe


def test_those_counted_and_those_not_are_all_residents():
    wholes = {"all": ("ill", "well")}
    first = claim("A", 200, what="all"), claim("A", 197, hidden=True, what="ill")

    assert names(*first, claim("A", 3, 1, hidden=True, what="well"), wholes=wholes) == []
    assert names(*first, claim("A", 197, 1, what="ill"), wholes=wholes) == ["a part of A, 2023, all"]


def test_residents_of_three_years_are_no_sum_of_those_of_each():
    claims = claim("A", 500, 0, span(2021, 2023)), claim("A", 498, 1, YEARS[2021])

    assert len(names(*claims)) == 1
    assert names(*claims, stocks=[""]) == []


def test_groups_make_up_everybody_in_each_release():
    assert names(
        claim("A", 43), claim("A", 3, 0, group="male", hidden=True), claim("A", 40, 1, group="female")
    ) == ["A, 2023, male"]


def test_groups_of_the_town_and_of_neighbourhoods_are_joined():
    claims = [
        claim("Town", 45, group="male"),
        *(claim(area, 20, group="male") for area in "AB"),
        *(claim(area, None, group="female", hidden=True) for area in "ABC"),
    ]

    assert names(*claims, claim("C", 60, 1)) == []
    assert names(*claims, claim("C", 8, 1)) == ["C, 2023, female"]


def test_people_of_no_group_are_room_for_those_hidden():
    known = [claim("B", 100), claim("B", 60, group="male"), claim("B", 30, group="female")]
    hidden = claim("A", 43), claim("A", 3, group="male", hidden=True)

    assert names(*hidden, claim("A", 20, 1, group="female")) == []
    assert names(*known, *hidden, claim("A", 20, 1, group="female")) == []
    assert names(*hidden, claim("A", 40, 1, group="female")) == ["A, 2023, male"]


def test_the_few_who_live_in_no_neighbourhood_are_a_group():
    found = check(claim("A", 40), claim("B", 50), claim("C", 60), claim("Town", 153, 1))

    assert [one.name for one in found.found] == ["a part of Town, 2023"]


def test_a_total_that_is_less_than_its_parts_is_taken_by_itself_with_its_groups():
    claims = [
        *(claim(area, 50) for area in "ABC"),
        claim("Town", 143),
        claim("Town", 3, group="male", hidden=True),
    ]

    found = check(*claims, claim("Town", 140, 1, group="female"))

    assert found.apart == ("Town, 2023",)
    assert [one.name for one in found.found] == ["Town, 2023, male"]


def test_cell_shown_later_tells_the_hidden_one():
    first = claim("Town", 53), claim("A", 3, hidden=True), claim("B", 20, hidden=True), claim("C", 30)

    assert check(*first).is_safe
    assert names(*first, claim("B", 20, 1)) == ["A, 2023"]


def test_what_was_told_before_is_not_held_against_the_release():
    first = claim("Town", 53), claim("A", 3, hidden=True), claim("B", 20), claim("C", 30)

    found = check(*first, claim("B", 20, 1))

    assert (found.found, found.known, found.sentence) == ((), ("A, 2023",), "")


def test_three_releases_may_tell_what_no_two_do():
    first = [claim("Town", 53), *(claim(area, None, hidden=True) for area in "ABC")]
    second, third = claim("B", 20, 1), claim("C", 30, 2)

    assert check(*first, third).is_safe
    assert check(*first, second, third).found == (Told("A, 2023", "worked out", (0, 1, 2)),)


@pytest.mark.parametrize(("revised", "is_safe"), [(52, False), (53, True), (59, True), (55, False)])
def test_revised_total_tells_of_a_small_change(revised, is_safe):
    found = check(claim("Town", 53), claim("Town", revised, 1))

    assert found.is_safe == is_safe
    assert [one.name for one in found.found] == ([] if is_safe else ["the change in Town, 2023"])


def test_change_of_a_hidden_count_is_not_told():
    assert check(claim("A", 20, hidden=True), claim("A", 22, 1)).is_safe


def test_a_count_that_was_revised_and_hidden_is_no_longer_what_was_shown():
    first = claim("Town", 70), claim("A", 20), claim("B", 30, hidden=True), claim("C", 20)
    revised = claim("Town", 70, 1), claim("A", 47, 1, hidden=True), claim("B", 3, 1, hidden=True)

    assert check(*first, *revised).is_safe


def test_two_releases_that_tell_nothing_new_pass():
    assert check(claim("Town", 150), claim("A", 40, 1), claim("B", 50, 1)).is_safe


def test_zero_that_was_never_published_is_no_hidden_zero():
    assert check(claim("Town", 20), claim("A", 0, hidden=True), claim("B", 10, 1), claim("C", 10, 1)).is_safe


def test_a_small_count_that_is_shown_says_so():
    found = check(claim("A", 3))

    assert found.found == (Told("A, 2023", "shown", (0,)),)
    assert found.sentence == (
        "Together with what was published before, this release would tell too much about 1 small: A, 2023."
    )


def test_nothing_that_is_printed_tells_a_count():
    found = check(claim("Town", 87), claim("A", 3, hidden=True), claim("B", 30), claim("C", 54, 1))

    assert not {"87", "30", "54"} & set(str(found).replace(",", " ").split())


def test_what_hangs_together_with_too_much_is_not_certified():
    # Hidden so that every neighbourhood and every group hangs together, one of them told by its limits.
    areas = {"Town": [f"N{number}" for number in range(12)]}
    hidden = [claim(area, None, hidden=True) for area in areas["Town"]]
    total = claim("Town", 14, 1)

    assert {one.name for one in check(*hidden, total, areas=areas).found} == {one.name for one in hidden}
    found = check(*hidden, total, areas=areas, most_unknowns=5)
    assert (found.found, len(found.unsure), found.is_safe) == ((), 12, False)
    assert found.sentence.startswith("Too much hangs together to tell whether this is safe")


def test_what_is_large_and_proved_safe_by_one_programme_is_certified():
    areas = {"Town": [f"N{number}" for number in range(12)]}
    hidden = [claim(area, None, hidden=True) for area in areas["Town"]]

    assert check(*hidden, claim("Town", 140, 1), areas=areas, most_unknowns=5).is_safe


def test_figures_that_contradict_each_other_in_several_places_are_not_certified():
    areas = {"AB": "AB", "BC": "BC", "AC": "AC"}
    claims = claim("AB", 10), claim("BC", 10), claim("AC", 41)

    assert not check(*claims, areas=areas).is_safe


def test_no_new_release_is_refused():
    with pytest.raises(NotComputable, match="No statement is new"):
        differences([claim("A", 20)], new=[7], threshold=5)


@pytest.mark.parametrize("count", [-1, 2.5, None])
def test_broken_counts_are_refused_by_name(count):
    with pytest.raises(NotComputable, match=r"^The count of A, 2023 must be"):
        check(claim("A", count))


def test_order_of_claims_does_not_matter():
    claims = [claim("Town", 53), claim("A", 3, hidden=True), claim("C", 30), claim("B", 20, 1)]

    answers = {str(check(*order)) for order in (claims, claims[::-1], claims[2:] + claims[:2])}

    assert len(answers) == 1
