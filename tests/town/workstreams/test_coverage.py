from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.workstreams.models import Fit
from fairplace.town.workstreams.rules.coverage import CARRYING, FITS, best_fit, is_weak, total

fits = st.lists(st.sampled_from(FITS))


def test_the_fits_counted_are_the_fits_that_a_cell_can_have():
    assert list(FITS) == Fit.values


def test_none_is_judged_but_carries_nothing():
    told = total(["none", "none"])

    assert (told.carried, told.best) == (0, "none")
    assert told.counts == (("full", 0), ("part", 0), ("touches", 0), ("none", 2))


def test_where_nobody_judged_there_is_no_best_fit():
    assert (total([]).carried, total([]).best) == (0, "")


def test_a_total_counts_each_fit_and_names_the_strongest():
    told = total(["touches", "full", "none", "part", "part"])

    assert (told.carried, told.best) == (4, "full")
    assert told.counts == (("full", 1), ("part", 2), ("touches", 1), ("none", 1))


def test_what_nobody_carries_or_only_touches_is_weak():
    assert [is_weak(best) for best in ("", "none", "touches", "part", "full")] == [True] * 3 + [False] * 2


@given(fits)
def test_every_cell_is_counted_once_and_the_best_is_among_them(told):
    found = total(told)

    assert sum(number for _fit, number in found.counts) == len(told)
    assert found.carried == sum(fit in CARRYING for fit in told)
    assert (found.best in told) if told else (found.best == "")


@given(fits, st.sampled_from(FITS))
def test_one_more_judgement_never_lowers_the_best_fit(told, more):
    before, after = best_fit(told), best_fit([*told, more])

    assert not before or FITS.index(after) >= FITS.index(before)
