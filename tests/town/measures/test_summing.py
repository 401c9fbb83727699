import pytest

import fairplace.equity as eq
from fairplace.town.measures.rules.summing import Part, make_groups, sum_up_groups

SHARE = {"form": "proportion", "unit": "%", "per": 100, "polarity": "low", "is_ordered": False}
COUNTED = [
    Part("A", 33.3, 24, 43.7, 30, 90), Part("B", 20.0, 13, 29.2, 18, 90), Part("C", 10.0, 5.5, 17.4, 10, 100),
]  # fmt: skip
PUBLISHED = [Part("A", 33.3, 24, 43.7), Part("B", 20.0, 13, 29.2), Part("C", 10.0, 5.5, 17.4)]


def codes_of(found):
    return {one.summary.code for one in found}


def test_shares_are_worked_out_again_from_their_counts():
    groups = make_groups(COUNTED, **SHARE)

    assert groups.has_sizes
    assert groups.breakdown.values.tolist() == pytest.approx([100 / 3, 20, 10])
    found = {one.summary.code: one.estimate for one in sum_up_groups(groups)[0]}
    assert found.keys() == eq.summarise(groups.breakdown).keys()
    assert found["difference"].value == pytest.approx(100 / 3 - 10)
    assert all(one.has_interval for one in found.values())


def test_absolute_summaries_come_before_relative_ones():
    kinds = [one.summary.kind for one in sum_up_groups(make_groups(COUNTED, **SHARE))[0]]

    assert kinds == sorted(kinds)
    assert set(kinds) == {"absolute", "relative"}


def test_where_nobody_knows_how_many_people_are_in_each_group_none_is_weighted():
    found, reasons = sum_up_groups(make_groups(PUBLISHED, **SHARE))

    assert found
    assert not any(one.summary.weighted for one in found)
    why = "Theil index needs the number of people in each group, and it is not published."
    assert why in reasons


def test_what_needs_an_order_says_so():
    found, reasons = sum_up_groups(make_groups(COUNTED, **SHARE))

    assert "slope_index" not in codes_of(found)
    assert "Slope index of inequality needs subgroups in order of disadvantage." in reasons


def test_a_reference_is_held_against_only_where_one_is_chosen():
    groups = make_groups(COUNTED, **SHARE)

    assert "mean_difference_from_reference" not in codes_of(sum_up_groups(groups)[0])
    assert "mean_difference_from_reference" in codes_of(sum_up_groups(groups, "B")[0])


def test_every_summary_is_offered_or_its_refusal_is_said():
    for parts in (COUNTED, PUBLISHED, PUBLISHED[:2], [part._replace(lower=None) for part in PUBLISHED]):
        found, reasons = sum_up_groups(make_groups(parts, **SHARE))

        assert len(found) + len(reasons) == len(eq.SUMMARIES)


def test_limits_of_some_groups_only_are_limits_of_no_summary():
    found, _reasons = sum_up_groups(make_groups([*PUBLISHED[:2], Part("C", 10.0)], **SHARE))

    assert found
    assert not any(one.estimate.has_interval for one in found)


def test_a_ratio_to_nobody_says_why_it_is_not_there():
    nobody = [*COUNTED[:2], Part("C", 0.0, 0, 3.7, 0, 100)]

    found, reasons = sum_up_groups(make_groups(nobody, **SHARE))

    assert "ratio" not in codes_of(found)
    assert any(why.startswith("Ratio: ") for why in reasons)


def test_figures_outside_their_limits_are_refused():
    with pytest.raises(eq.NotComputable, match="between its limits"):
        make_groups([Part("A", 50, 10, 20), Part("B", 20, 10, 30)], **SHARE)
