import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity import NotComputable
from fairplace.equity.stats.disclosure import (
    Dimension,
    add_up,
    audit,
    hierarchy,
    link_tables,
    primary,
    suppress,
    table_of,
    table_of_cells,
)
from tests.equity.stats.disclosure.tables import AREAS, PAIR, SEXES, list_possible, towns


def test_a_small_count_takes_three_others_with_it():
    found = suppress(towns([[20, 3], [15, 30], [12, 14]]), threshold=5)

    assert found.log == (
        "a, m: secondary: protects a, f",
        "a, f: primary: count below 5",
        "c, m: secondary: protects a, f",
        "c, f: secondary: protects a, f",
    )
    assert found.is_best
    assert np.isnan(found.counts[1, 2])
    assert found.counts[0].tolist() == [94, 47, 47]
    # c has 26 persons: f of c lies from 1 to 16 with what else adds up, and f of a with it.
    assert (found.audit.lower[1, 2], found.audit.upper[1, 2]) == (1, 16)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 3), min_size=6, max_size=6).filter(lambda inner: sum(inner) <= 9))
def test_no_hidden_small_count_can_be_told_by_trying_every_table(inner):
    table = towns(inner)
    counts = table.counts.reshape(table.shape)
    try:
        found = suppress(table, threshold=3, keep=[("All", "Persons")])
    except NotComputable:
        # Nothing that could be hidden with it would help: all else is a zero, which is shown.
        return

    possible = list_possible(table, found.hidden)
    small = primary(counts, threshold=3)
    assert found.hidden[small].all()
    assert found.audit.is_safe
    reach = possible.max(axis=0) - possible.min(axis=0)
    assert (reach[small] >= found.rule.width).all()


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 3), min_size=6, max_size=6).filter(lambda inner: sum(inner) <= 9),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_the_audit_says_what_trying_every_table_says(inner, marked):
    table = towns(inner)
    hidden = np.array(marked).reshape(table.shape) & (table.counts.reshape(table.shape) > 0)
    hidden[0, 0] = False

    found = audit(table, hidden, threshold=3)

    possible = list_possible(table, hidden)
    assert found.lower.tolist() == possible.min(axis=0).tolist()
    assert found.upper.tolist() == possible.max(axis=0).tolist()


def test_nothing_small_hides_nothing():
    found = suppress(towns([[20, 30], [15, 30], [12, 14]]), threshold=5)

    assert not found.hidden.any()
    assert (found.log, found.cost, found.is_best) == ((), 0, True)
    assert found.audit.sentence == ""


def test_zeros_are_shown_unless_they_tell_of_a_whole_group():
    table = towns([[20, 0], [15, 30], [12, 14]])

    assert not suppress(table, threshold=5).hidden.any()
    hidden = suppress(table, threshold=5, zeros="hidden").hidden
    assert hidden[1, 2]
    assert hidden.sum() == 4


def test_what_must_stay_visible_does():
    table = towns([[20, 3], [15, 30], [12, 14]])

    found = suppress(table, threshold=5, keep=[("c", "m"), ("c", "f")])

    assert not found.hidden[3].any()
    assert found.hidden[2, 1:].all()


def test_what_cannot_be_hidden_safely_is_refused():
    table = towns([[20, 3], [15, 30], [12, 14]])

    with pytest.raises(NotComputable, match="a, f cannot be hidden safely"):
        suppress(
            table, threshold=5, keep=[("a", "m"), ("b", "f"), ("c", "f"), ("a", "Persons"), ("All", "f")]
        )
    with pytest.raises(NotComputable, match="a, f has to be hidden, and cannot be kept visible"):
        suppress(table, threshold=5, keep=[("a", "f")])
    with pytest.raises(NotComputable, match="A zero cannot be hidden"):
        suppress(towns([[20, 0], [15, 30], [12, 14]]), threshold=5, also=[("a", "f")])


def test_a_cell_is_hidden_on_request_and_protected():
    found = suppress(towns([[20, 30], [15, 30], [12, 14]]), threshold=5, also=[("b", "f")])

    assert found.hidden[2, 2]
    assert found.hidden.sum() == 4
    assert "b, f: primary: hidden on request" in found.log


def test_the_fewest_people_are_hidden_where_that_is_asked():
    table = towns([[200, 3], [15, 14], [120, 140]])

    assert suppress(table, threshold=5, cost="counts").hidden[2, 1:].all()


def test_three_levels_of_areas_protect_each_other():
    tree = hierarchy({"Town": {"North": ["n1", "n2"], "South": ["s1", "s2"]}})
    table = add_up([[2, 9], [14, 11], [13, 12], [15, 10]], tree, SEXES)

    found = suppress(table, threshold=5)

    assert tree.categories == ("Town", "North", "n1", "n2", "South", "s1", "s2")
    # North's own count stays: hidden within it, n2 stands in for n1.
    assert sorted(line.split(":")[0] for line in found.log) == ["n1, f", "n1, m", "n2, f", "n2, m"]
    assert found.audit.is_safe


def test_two_tables_that_share_cells_are_protected_together():
    by_sex = table_of_cells({"all": 30, "m": 26, "f": 4}, [("all", ["m", "f"])])
    by_age = table_of_cells({"all": 30, "young": 20, "old": 10}, [("all", ["young", "old"])])

    both = suppress(link_tables(by_sex, by_age), threshold=5)

    # m alone would give f away through the total, unless the total goes too: and then by age as well.
    assert {line.split(":")[0] for line in both.log} == {"m", "f"}
    assert (both.audit.lower[2], both.audit.upper[2]) == (1, 29)


def test_the_order_of_rows_and_columns_changes_nothing_that_is_hidden():
    inner = np.array([[20, 3], [15, 30], [12, 14]])
    turned = Dimension(("All", "c", "b", "a"), (("All", ("c", "b", "a")),))

    first, second = (
        suppress(towns(inner), threshold=5),
        suppress(add_up(inner[::-1], turned, SEXES), threshold=5),
    )

    assert {line.split(":")[0] for line in first.log} == {line.split(":")[0] for line in second.log}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: table_of([[5, 2, 2], [5, 2, 3]], PAIR, PAIR), "one axis for each dimension"),
        (lambda: table_of([5, 2, 2], PAIR), "The parts of Both do not add up to it"),
        (lambda: add_up([-1, 2], PAIR), "whole numbers of zero or above"),
        (lambda: add_up([1.5, 2], PAIR), "whole numbers of zero or above"),
        (lambda: add_up([np.nan, 2], PAIR), "none missing"),
        (lambda: Dimension(("a", "a")), "named once only"),
        (lambda: Dimension(("a", "b"), (("c", ("a",)),)), "c is not among the categories"),
        (lambda: hierarchy({"a": "b"}), "lists of names"),
        (lambda: suppress(towns([[9, 9]] * 3), threshold=0), "whole number of 1 or above"),
        (lambda: suppress(towns([[9, 9]] * 3), threshold=5, zeros="lost"), "either shown or hidden"),
        (lambda: suppress(towns([[9, 9]] * 3), threshold=5, also=[("z", "m")]), "no cell called z, m"),
        (lambda: suppress(towns([[9, 9]] * 3), threshold=5, cost="people"), "The cost is"),
        (lambda: primary([-1], threshold=5), "cannot be below zero"),
    ],
)
def test_what_makes_no_sense_is_said(make, sentence):
    with pytest.raises(NotComputable, match=sentence):
        make()


def test_an_empty_table_and_one_of_a_single_cell_have_nothing_to_protect_them():
    assert suppress(table_of_cells({"all": 40}), threshold=5).counts.tolist() == [40]
    # A small count on its own is in no equation: hidden, it can be anything.
    alone = suppress(table_of_cells({"all": 4}), threshold=5)
    assert alone.hidden.all()
    assert np.isinf(alone.audit.upper).all()


def test_the_callers_counts_are_not_changed():
    inner = np.array([[20, 3], [15, 30], [12, 14]])
    before = inner.copy()

    suppress(add_up(inner, AREAS, SEXES), threshold=5)

    assert (inner == before).all()


def test_where_there_is_no_time_for_the_best_answer_a_quick_one_protects_and_says_so():
    random = np.random.default_rng(1)
    inner = random.poisson(random.gamma(2, 6, size=(14, 8, 2)))
    areas = hierarchy({"All": [f"a{at}" for at in range(14)]})
    ages = hierarchy({"Ages": [f"b{at}" for at in range(8)]})

    found = suppress(add_up(inner, areas, ages, SEXES), threshold=5, time_limit=0.05)

    assert not found.is_best
    assert "one cell after another" in found.method
    small = primary(found.table.counts.reshape(found.table.shape), threshold=5)
    assert found.hidden[small].all()
