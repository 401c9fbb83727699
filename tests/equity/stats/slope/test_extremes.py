"""Legal numbers at the edge of sense: no warning escapes, and what cannot be told is missing with its reason."""

import warnings

import numpy as np
import pytest

from fairplace.equity import Breakdown, relative_index, slope_index
from fairplace.equity.stats.slope.chance import WIDEST

FIVE = np.array([10, 8, 6, 4, 2.0])
METHODS = ("exact", "fast", "normal", "simulation")
BOTH = pytest.mark.parametrize("index", [slope_index, relative_index])


def of(values, errors, people=None, kind="rate"):
    values = np.asarray(values, dtype=float)
    names = tuple(str(at) for at in range(values.shape[-1]))
    people = np.ones(values.shape[-1]) if people is None else people
    return Breakdown(names, values, people, kind=kind, standard_errors=errors)


PLACES = {
    "every error as wide as any": of(FIVE, FIVE * WIDEST),
    "one error wider than any": of(FIVE, FIVE * [1e9, 0.1, 0.1, 0.1, 0.1]),
    "errors hardly there": of(FIVE, FIVE * 1e-13),
    "one error beside none": of(FIVE, FIVE * [0, 0.3, 0, 0, 0]),
    "all people but a hair": of(FIVE, FIVE * 0.3, [1e-9, 1, 1e9, 1, 1e-9]),
    "all values the same": of(FIVE * 0 + 3, FIVE * 0 + 0.3),
    "twenty subgroups": of(np.arange(1.0, 21), np.arange(1.0, 21) * 0.2),
    "three subgroups": of([5, 4, 1], [0.5, 0.4, 0.1]),
    "shares near all": of([0.999, 0.9999, 0.99], [1e-3, 1e-4, 1e-2], kind="proportion"),
    "means about zero": of([-1, 0, 1, 0, -1], [1] * 5, kind="mean"),
}
ASKED = [(name, False) for name in PLACES] + [(name, True) for name in PLACES if PLACES[name].kind != "mean"]


@BOTH
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("place", "transform"), ASKED)
def test_no_warning_escapes_and_limits_stand_in_order_or_are_missing(index, place, method, transform):
    values = PLACES[place].values.copy()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = index(PLACES[place], method=method, transform=transform, confidence=99.9, repetitions=2_000)

    assert np.array_equal(PLACES[place].values, values)
    if np.isnan([found.lower, found.upper]).any():
        assert "cannot be told" in found.note
    else:
        assert found.lower <= found.upper


@BOTH
@pytest.mark.parametrize("method", METHODS)
def test_no_places_have_no_limits(index, method):
    found = index(of(np.empty((0, 5)), np.empty((0, 5))), method=method, repetitions=100)

    assert found.value.shape == found.lower.shape == found.upper.shape == (0,)


@BOTH
def test_many_places_get_what_each_gets_alone_in_any_order(index):
    random = np.random.default_rng(20_401_231)
    values = random.uniform(1, 20, (90, 6))
    errors = values * random.uniform(0, 0.9, (90, 1)) * random.uniform(0.5, 1, (90, 6))
    errors[7], values[11, 2] = 0, np.nan
    order = random.permutation(90)

    together = index(of(values, errors))
    shuffled = index(of(values[order], errors[order]))

    assert shuffled.lower == pytest.approx(together.lower[order], rel=1e-7, nan_ok=True)
    assert shuffled.upper == pytest.approx(together.upper[order], rel=1e-7, nan_ok=True)
    for at in (0, 7, 40, 89):
        alone = index(of(values[at], errors[at]))
        assert [together.lower[at], together.upper[at]] == pytest.approx([alone.lower, alone.upper], rel=1e-7)
    assert np.isnan(together.lower).nonzero()[0].tolist() == [11]


@BOTH
@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_another_unit_scales_the_gap_and_leaves_the_ratio(index, kind):
    shares, errors = FIVE / 20, FIVE / 100
    names = tuple("abcde")
    plain, thousands = (
        Breakdown(names, shares * per, [3, 2, 4, 1, 2], kind=kind, standard_errors=errors * per, per=per)
        for per in (1, 1000)
    )
    factor = 1000 if index is slope_index else 1

    found, wanted = index(thousands), index(plain)

    assert [found.lower, found.upper] == pytest.approx(
        [wanted.lower * factor, wanted.upper * factor], rel=1e-7
    )


@BOTH
def test_errors_of_many_places_are_answered_beside_values_that_all_share(index):
    found = index(of(FIVE, np.stack([FIVE * 0.1, FIVE * 0.2])))

    assert found.value.shape == found.lower.shape == found.upper.shape == (2,)
