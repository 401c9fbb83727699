"""What statements tell together, beside a slow twin that lists every way in which they could be true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity.stats.disclosure import Same, Statement, Told, ranges, together
from fairplace.equity.stats.disclosure.ranges import is_told
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.together import MOST_TRACED
from fairplace.equity.stats.errors import NotComputable

ATOMS = "abcd"
MOST = 4


@st.composite
def releases(draw):
    """Draw a truth, what two releases state of it, and which of their counts are hidden."""
    truth = dict(zip(ATOMS, draw(st.lists(st.integers(0, MOST), min_size=4, max_size=4)), strict=True))
    sets = st.sets(st.sampled_from(ATOMS), min_size=1).map(sorted).map(tuple)
    chosen = draw(st.lists(st.tuples(sets, st.integers(0, 1), st.booleans()), min_size=1, max_size=6))
    # All together are stated, so that there is an end to the ways.
    chosen.append((tuple(ATOMS), 1, False))
    return truth, [
        Statement("".join(atoms), atoms, release, sum(truth[one] for one in atoms), is_hidden)
        for atoms, release, is_hidden in chosen
    ]


def list_ways(statements, most):
    """Return every table of whole numbers, a row each, that agrees with what somebody outside is told."""
    ways = np.indices((most + 1,) * len(ATOMS)).reshape(len(ATOMS), -1).T
    for one in statements:
        sums = add(ways, one.atoms)
        ways = ways[sums >= (one.count > 0) if one.is_hidden else sums == one.count]
    return ways


def add(ways, cell):
    return ways[:, [ATOMS.index(atom) for atom in cell]].sum(axis=1)


def list_told(statements, rule):
    """Return every set of atoms that is stated, or set apart, of which the ways tell too much."""
    ways = list_ways(statements, max(one.count for one in statements))
    cells = {frozenset(one.atoms): one.count for one in statements}
    signs = {atom: tuple(atom in one.atoms for one in statements) for atom in ATOMS}
    for sign in set(signs.values()):
        cells.setdefault(frozenset(atom for atom in ATOMS if signs[atom] == sign), np.nan)
    sums = {cell: add(ways, cell) for cell in cells}
    return {cell for cell, found in sums.items() if is_told(found.min(), found.max(), cells[cell], rule)}


@settings(deadline=None, max_examples=80)
@given(releases())
def test_what_is_told_is_what_all_ways_agree_on(drawn):
    _truth, statements = drawn

    found = together(statements, new=[1], threshold=3)

    told = [*(one.name for one in found.found), *found.known]
    expected = {"".join(sorted(cell)) for cell in list_told(statements, Rule(3))}
    stated = {one.name for one in statements}
    parts = [name for name in told if name.startswith("a part of")]
    assert sorted(set(told) - set(parts)) == sorted(expected & stated)
    assert len(parts) == len(expected - stated)
    assert not found.unsure


@settings(deadline=None, max_examples=30)
@given(releases())
def test_what_is_new_was_not_told_by_the_release_before(drawn):
    _truth, statements = drawn
    before = [one for one in statements if one.release == 0]

    found = together(statements, new=[1], threshold=3)

    if before:
        first = together(before, new=[0], threshold=3)
        told = {one.name for one in first.found if not one.name.startswith("a part of")}
        assert not {one.name for one in found.found} & told


@settings(deadline=None, max_examples=30)
@given(releases())
def test_releases_that_are_named_tell_it_and_none_can_be_spared(drawn):
    _truth, statements = drawn

    for one in together(statements, new=[0, 1], threshold=3).found:
        if one.why == "worked out" and not one.name.startswith("a part of"):
            few = [each for each in statements if each.release in one.releases]
            cell = next(each for each in statements if each.name == one.name)
            few += [] if cell in few else [cell._replace(is_hidden=True, release=few[0].release)]
            assert one.name in {told.name for told in together(few, new=one.releases, threshold=3).found}


@given(st.permutations(ATOMS))
def test_names_of_atoms_do_not_matter(order):
    rename = dict(zip(ATOMS, order, strict=True))
    statements = [
        Statement("ab", "ab", 0, 40),
        Statement("abc", "abc", 1, 43),
        Statement("d", "d", 1, 2, True),
    ]
    other = [one._replace(atoms=tuple(rename[atom] for atom in one.atoms)) for one in statements]

    assert together(other, new=[1], threshold=5) == together(statements, new=[1], threshold=5)


def test_what_is_the_same_joins_two_divisions():
    statements = [Statement("men", "m", 0, 40), Statement("young", "y", 0, 43)]

    assert together(statements, new=[0], threshold=5).is_safe
    found = together(statements, new=[0], threshold=5, same=[Same("mw", "y")])

    assert found.found == (Told("a part of young", "worked out", (0,)),)


def test_hidden_zeros_may_be_among_the_hidden():
    statements = [
        Statement("all", "ab", 0, 4),
        Statement("a", "a", 0, 0, True),
        Statement("b", "b", 0, 4, True),
    ]

    assert {one.name for one in together(statements, new=[0], threshold=3, zeros="hidden").found} == set()
    assert {one.name for one in together(statements, new=[0], threshold=7, zeros="hidden").found} == {
        "all", "a", "b",
    }  # fmt: skip


def test_protection_is_the_width_between_the_limits():
    statements = [Statement("all", "ab", 0, 9), *(Statement(one, one, 0, 4, True) for one in "ab")]

    assert together(statements, new=[0], threshold=5).is_safe
    assert not together(statements, new=[0], threshold=5, protection=8).is_safe


def test_rows_that_are_far_apart_are_not_looked_at():
    old = [Statement("all", "ab", 0, 3), Statement("a", "a", 0, 2)]

    assert together([*old, Statement("c", "c", 1, 40)], new=[1], threshold=5).known == ()


def test_nothing_tells_nothing():
    assert together([], new=[0], threshold=5).is_safe


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (Statement("a", "", 0, 3), "no atoms"),
        (Statement("a", "bb", 0, 3), "twice"),
        (Statement("a", "b", 0, between=(3, 2)), "No count of a lies in its range"),
    ],
)
def test_statements_that_make_no_sense_are_refused(statement, said):
    with pytest.raises(NotComputable, match=said):
        together([statement], new=[0], threshold=5)


def test_few_who_are_in_a_whole_and_in_none_of_its_parts_are_told():
    parts = [Statement("a", "a", 0, 20), Statement("b", "b", 0, 30)]
    whole = Statement("all", "ab", 1, 53)

    found = together([*parts, whole], new=[1], threshold=5)

    assert (found.found, found.apart) == ((Told("a part of all", "worked out"),), ("all",))
    again = whole._replace(release=2)
    assert together([*parts, whole, again], new=[2], threshold=5).is_safe


def test_of_very_many_only_the_first_are_traced():
    pairs = [
        (
            Statement(f"{number} and more", (number, "more", -number), 0, 43),
            Statement(f"{number}", (number,), 1, 40),
        )
        for number in range(1, 25)
    ]

    found = together([one for pair in pairs for one in pair], new=[1], threshold=5).found

    assert len([one for one in found if one.releases]) == MOST_TRACED
    assert {one.why for one in found} == {"worked out"}


def test_what_no_programme_answers_in_time_is_not_certified(monkeypatch):
    statements = [Statement("all", "ab", 0, 4), *(Statement(one, one, 0, None, True) for one in "ab")]
    late = type("Late", (), {"x": np.zeros(2), "status": 1, "fun": 0.0})()
    never = type("Never", (), {"x": None, "status": 1})()

    for answer in (late, never):
        monkeypatch.setattr(ranges, "solve", lambda *_args, answer=answer, **_more: answer)
        monkeypatch.setattr(ranges, "ROUNDS", 0)

        assert together(statements, new=[0], threshold=5).unsure == ("all", "a", "b")
