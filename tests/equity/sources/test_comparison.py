import pytest

from fairplace.equity.sources.comparison import compare

from .rows import figures


def places(many, **more):
    return [{"place": f"E{at:08}", "value": 10.0 + at} | more for at in range(many)]


def said(comparison):
    return [(caution.sentence, caution.is_blocking) for caution in comparison.warnings]


def test_nothing_is_said_of_two_that_are_the_same():
    table = figures(*places(3, count=5.0, denominator=50.0))

    comparison = compare(table, table)

    assert (comparison.rows, comparison.places, comparison.periods) == ((3, 3), (3, 3), (1, 1))
    assert (comparison.unchanged, comparison.revised.num_rows, comparison.added.num_rows) == (3, 0, 0)
    assert (comparison.counts, comparison.denominators) == ((15, 15), (150, 150))
    assert said(comparison) == []
    assert not comparison.is_blocked


def test_what_came_went_and_was_revised_is_told_by_key():
    before = figures({"period": "2019", "value": 1.0}, {"period": "2020", "value": 20.0})
    after = figures({"period": "2020", "value": 21.0}, {"period": "2021", "value": 3.0})

    comparison = compare(before, after)

    assert comparison.added["period"].to_pylist() == ["2021"]
    assert comparison.withdrawn["period"].to_pylist() == ["2019"]
    [change] = comparison.revised.to_pylist()
    assert (change["indicator"], change["place"], change["period"]) == ("1", "E06000032", "2020")
    assert (change["before"], change["after"], change["what"]) == (20, 21, "value")
    assert change["relative"] == pytest.approx(0.05)
    assert comparison.added.schema == after.schema


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"value": 2.0}, "value"),
        ({"value": None}, "value"),
        ({"flag": "provisional"}, "flag"),
        ({"denominator": 9.0}, "count"),
        ({"upper_998": 9.0}, "limits"),
    ],
)
def test_what_was_revised_is_named(change, what):
    comparison = compare(figures({"value": 1.0}), figures({"value": 1.0} | change))

    assert comparison.revised["what"].to_pylist() == [what]
    assert comparison.unchanged == 0


def test_from_zero_there_is_no_relative_change():
    [change] = compare(figures({"value": 0.0}), figures({"value": 1.0})).revised.to_pylist()

    assert change["relative"] is None


def test_far_fewer_rows_and_lost_places_are_blocking():
    comparison = compare(figures(*places(10)), figures(*places(8)))

    assert said(comparison) == [
        ("There are 8 rows where there were 10.", True),
        ("No longer there: place Luton (E00000008), Luton (E00000009).", True),
    ]
    assert comparison.is_blocked


def test_a_few_rows_less_are_told():
    lines = [{"place": f"E{at}", "sex": sex} for at in range(10) for sex in ("Male", "Female")]

    assert said(compare(figures(*lines), figures(*lines[:-1]))) == [
        ("There are 19 rows where there were 20.", False)
    ]


def test_a_lost_period_and_indicator_are_blocking():
    before = figures(*[{"indicator": one, "period": when} for one in "12" for when in ("2019", "2020")])
    after = figures({"indicator": "1", "period": "2020"}, {"indicator": "1", "period": "2021"})

    assert ("No longer there: indicator 2.", True) in said(compare(before, after))
    assert ("No longer there: period 2019.", True) in said(compare(before, after))


def test_many_that_are_lost_are_counted():
    [_, lost] = said(compare(figures(*places(9)), figures(*places(2))))

    assert lost[0].endswith("Luton (E00000006) and 2 more.")


def test_values_that_moved_far_are_told_and_blocking_when_most_did():
    before = figures(*places(6))
    some = [row | {"value": row["value"] * (1.5 if at == 0 else 1)} for at, row in enumerate(places(6))]
    most = [row | {"value": row["value"] * (1 + 0.3 * (at % 5))} for at, row in enumerate(places(6))]

    assert said(compare(before, figures(*some))) == [("1 of 6 values moved by more than 20%.", False)]
    assert ("4 of 6 values moved by more than 20%.", True) in said(compare(before, figures(*most)))


@pytest.mark.parametrize(
    ("factor", "sentence"),
    [
        (100, "The values of 1 are 100 times as large: its unit seems to have changed."),
        (1000, "The values of 1 are 1,000 times as large: its unit seems to have changed."),
        (0.01, "The values of 1 are 100 times smaller: its unit seems to have changed."),
    ],
)
def test_another_unit_is_noticed(factor, sentence):
    rows = [{"indicator": "2", "value": 7.0}, *places(3)]
    after = [rows[0], *[row | {"value": row["value"] * factor} for row in rows[1:]]]

    assert (sentence, True) in said(compare(figures(*rows), figures(*after)))


def test_one_value_ten_times_as_large_is_no_other_unit():
    sentences = [one for one, _ in said(compare(figures({"value": 1.0}), figures({"value": 10.0})))]

    assert not any("unit" in sentence for sentence in sentences)


def test_an_indicator_that_lost_all_its_limits_is_blocking():
    limits = {"lower_95": 1.0, "upper_95": 2.0}
    before = figures({"value": 1.5} | limits, {"value": 1.5, "indicator": "2"} | limits)
    after = figures({"value": 1.5}, {"value": 1.5, "indicator": "2"} | limits)

    assert said(compare(before, after)) == [("All limits are gone of 1.", True)]


def test_values_that_are_missing_now_are_counted():
    assert said(compare(figures({"value": 1.0}), figures({"flag": "suppressed"}))) == [
        ("1 values are missing that were there before.", False)
    ]


def test_totals_that_moved_are_told():
    before, after = (
        figures({"count": 100.0, "denominator": 50.0}),
        figures({"count": 89.0, "denominator": 50.0}),
    )

    assert said(compare(before, after)) == [("The total of counts was 100 and is 89.", False)]
