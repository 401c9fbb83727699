import pytest

from fairplace.equity import SUMMARIES, Breakdown, NotComputable

LEVEL = Breakdown(("1", "2", "3", "4", "5"), (50,) * 5, (10, 20, 30, 20, 20), standard_errors=(1,) * 5)
RISING = Breakdown(("1", "2", "3", "4", "5"), (50, 51, 52, 53, 54), (100,) * 5, standard_errors=(0.1,) * 5)

every_summary = pytest.mark.parametrize("summary", SUMMARIES.values(), ids=SUMMARIES)


@every_summary
def test_without_inequality_each_is_what_the_register_says(summary):
    found = summary(LEVEL)

    assert found.value == pytest.approx(summary.no_inequality, abs=1e-9)
    assert not found.excludes(summary.no_inequality)


@every_summary
def test_the_register_says_rightly_which_way_to_read_it(summary):
    rises_with_advantage = summary(RISING).value > summary.no_inequality

    assert rises_with_advantage == ("rises from the most to the least" in summary.reading)


@every_summary
def test_the_register_says_rightly_whether_populations_weigh(summary):
    values = (50, 53, 51, 58, 60)
    one, other = (Breakdown(tuple("12345"), values, sizes) for sizes in ((100,) * 5, (500, 1, 9, 100, 3)))

    assert (summary(one).value != pytest.approx(summary(other).value)) == summary.weighted


@every_summary
def test_the_register_says_rightly_whether_an_order_is_needed(summary):
    with pytest.raises(NotComputable, match="order"):
        summary(Breakdown(("a", "b", "c"), (1, 2, 3), (1, 1, 1), ordered=False))
    assert summary.needs_ordered


@every_summary
def test_absolute_measures_scale_with_the_values_and_relative_ones_do_not(summary):
    doubled = Breakdown(RISING.subgroups, RISING.values * 2, RISING.populations)
    factor = 2 if summary.kind == "absolute" else 1

    assert summary(doubled).value == pytest.approx(summary(RISING).value * factor)


@every_summary
def test_more_confidence_needs_a_wider_interval(summary):
    usual, surer = summary(RISING), summary(RISING, confidence=99.8)

    assert surer.lower < usual.lower < usual.upper < surer.upper
