import numpy as np
import pytest
from scipy.special import pdtr

from fairplace.equity import NotComputable, funnel_of_counts, funnel_of_proportions, place_in_funnel
from tests.equity.vectors import by_case, needs_vectors, number, read
from tests.reference.counts import EXACT

WORDS = {
    "High (0.001)": "far above",
    "High (0.025)": "above",
    "Not significant": "within",
    "Low (0.025)": "below",
    "Low (0.001)": "far below",
}


def read_cases(name):
    """Return (rows of the places, expected rows) for every case."""
    inputs = by_case(read("funnel/inputs.csv"))
    return [(inputs[case], wanted) for case, wanted in by_case(read(f"funnel/{name}")).items()]


def counts_and_denominators(rows):
    """Return the events and what they are among; where only a rate is known, what it implies."""
    counts = np.array([number(row["numerator"]) for row in rows])
    if rows[0]["denominator"]:
        return counts, np.array([number(row["denominator"]) for row in rows])
    rates = np.array([number(row["rate"]) for row in rows])
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts, counts / rates * number(rows[0]["multiplier"])


@needs_vectors
@pytest.mark.parametrize("peer", ["expected_limits.csv", "expected_limits_phstatsmethods.csv"])
def test_limits_equal_those_of_the_peers(peer):
    for rows, wanted in read_cases(peer):
        counts, among = counts_and_denominators(rows)
        known = np.isfinite(among)
        axis = np.array([number(row["axis_value"]) for row in wanted])
        per, baseline = number(rows[0]["multiplier"]), counts[known].sum() / among[known].sum()
        statistic = rows[0]["statistic"]
        for confidence, name in ((0.95, "2s"), (0.998, "3s")):
            theirs = [
                np.array([number(row[f"{side}_{name}_limit"]) for row in wanted])
                for side in ("lower", "upper")
            ]
            if statistic == "proportion":
                found = funnel_of_proportions(axis, baseline, per=per, confidence=confidence)
                # The peer stops at 100 whatever the multiplier: at 1,000 below its own baseline.
                ours = [found.lower, np.minimum(found.upper, 100)]
                tolerance = {"abs": 1e-7}
            else:
                found = funnel_of_counts(
                    axis, 1 if statistic == "ratio" else baseline, per=per, confidence=confidence
                )
                excess = 1 if rows[0]["type"] == "count" else 0
                ours = [found.lower - excess, found.upper - excess]
                tolerance = {"rel": 1e-4, "abs": 1e-4}
            for mine, his in zip(ours, theirs, strict=True):
                assert list(mine) == pytest.approx(list(his), **tolerance), rows[0]["case_id"]


@needs_vectors
@pytest.mark.parametrize("peer", ["expected_significance.csv", "expected_significance_phstatsmethods.csv"])
def test_places_lie_where_the_peers_put_them(peer):
    for rows, wanted in read_cases(peer):
        counts, among = counts_and_denominators(rows)
        statistic = rows[0]["statistic"]
        baseline = 1.0 if statistic == "ratio" else np.nansum(counts) / np.nansum(among)
        kind = "proportion" if statistic == "proportion" else "rate"
        found = place_in_funnel(counts, np.where(np.isfinite(among), among, 1), baseline, kind=kind)
        places = dict(
            zip([row["area"] for row in rows], zip(found, np.isfinite(among), strict=True), strict=True)
        )
        for row in wanted:
            word, is_known = places[row["area"]]
            if is_known and row["significance"] in WORDS:
                assert word == WORDS[row["significance"]], (rows[0]["case_id"], row["area"])


@needs_vectors
def test_upper_limits_per_thousand_are_not_clamped_at_100_as_the_peers_are():
    clamped = [
        (rows, wanted)
        for rows, wanted in read_cases("expected_limits.csv")
        if "PEER_CLAMPS" in rows[0]["tag"]
    ]
    for rows, wanted in clamped:
        counts, among = counts_and_denominators(rows)
        baseline, axis = counts.sum() / among.sum(), [number(row["axis_value"]) for row in wanted]
        found = funnel_of_proportions(axis, baseline, per=1000)
        assert {number(row["upper_2s_limit"]) for row in wanted} == {100}
        assert (found.upper > 1000 * baseline).all()
        # Away from 0 and 1 the right limit is as far above the average as the lower one is below it.
        inside = found.upper < 1000
        assert inside.any()
        assert list((found.upper + found.lower)[inside]) == pytest.approx([2000 * baseline] * inside.sum())
    assert clamped


def test_the_limits_of_a_proportion_reach_the_value_of_one():
    """PHEindicatormethods stops them at 100, which per 1,000 lies below a baseline of 947."""
    found = funnel_of_proportions([10], 0.947, per=1000)

    assert found.upper == pytest.approx([1000])
    assert found.value == pytest.approx([947])


def test_a_place_on_the_limit_of_counts_has_exactly_its_chance():
    found = funnel_of_counts(20)

    assert pdtr(20, 20 / found.lower) == pytest.approx(0.025)
    assert 1 - pdtr(19, 20 / found.upper) == pytest.approx(0.025)


@pytest.mark.parametrize(("count", "lower", "upper"), EXACT[1:])
def test_a_count_meets_the_funnel_where_the_published_limits_of_the_count_meet_the_average(
    count, lower, upper
):
    """Spiegelhalter (2005): a place is beyond the funnel when the average is beyond its own limits."""
    found = funnel_of_counts(count)

    assert (count / found.lower, count / found.upper) == pytest.approx((upper, lower), abs=6e-4)
    assert place_in_funnel(count, upper * 1.001, 1, kind="rate") == "below"
    assert place_in_funnel(count, upper * 0.999, 1, kind="rate") == "within"


def test_places_with_too_few_events_cannot_be_told():
    found = place_in_funnel([3, 300], [100, 100], 1, kind="rate", fewest=10)

    assert found.tolist() == ["cannot tell", "far above"]


def test_nobody_is_below_a_funnel_wider_for_fewer():
    wide, narrow = funnel_of_proportions(10, 0.5), funnel_of_proportions(1000, 0.5)

    assert wide.lower < narrow.lower < 0.5 < narrow.upper < wide.upper
    assert place_in_funnel(5, 10, 0.5, kind="proportion") == "within"


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: funnel_of_proportions(10, 1.2), "from 0 to 1"),
        (lambda: funnel_of_proportions(0, 0.2), "sizes above zero"),
        (lambda: funnel_of_counts(0), "above zero"),
        (lambda: place_in_funnel(-1, 1, 1, kind="rate"), "zero or more"),
        (lambda: place_in_funnel(1, 1, 1, kind="odds"), "proportion or rate"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, why):
    with pytest.raises(NotComputable, match=why):
        ask()
