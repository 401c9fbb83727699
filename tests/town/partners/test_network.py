"""The quick sums over a network agree with slow and plain ones, and with networks worked out on paper."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.partners.rules.network import (
    build_network,
    count_cut_off,
    judge,
    list_parts,
    measure_between,
    reach,
)

CODES = "abcdefg"
networks = st.sets(st.sampled_from(list(combinations(CODES, 2)))).map(
    lambda pairs: build_network(CODES, pairs)
)
# A kite: a square a-b-c-d with a tail d-e-f, and g alone.
KITE = build_network(CODES, [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d"), ("d", "e"), ("e", "f")])


def list_shortest(network, start, end):
    """Return every shortest way, by trying all."""
    ways = [[start]]
    while ways:
        if found := [way for way in ways if way[-1] == end]:
            return found
        ways = [[*way, other] for way in ways for other in network[way[-1]] if other not in way]
    return []


def between_slowly(network):
    shares = dict.fromkeys(network, 0.0)
    for start, end in combinations(network, 2):
        ways = list_shortest(network, start, end)
        for way in ways:
            for code in way[1:-1]:
                shares[code] += 1 / len(ways)
    pairs = (len(network) - 1) * (len(network) - 2) / 2
    return {code: share / pairs for code, share in shares.items()}


def cut_off_slowly(network):
    found = {}
    for code in network:
        part = next(part for part in list_parts(network) if code in part)
        rest = [one for one in part if one != code]
        pieces = list_parts({one: network[one] - {code} for one in rest})
        if len(pieces) > 1:
            found[code] = len(rest) - len(pieces[0])
    return found


@given(networks)
def test_betweenness_is_what_counting_every_shortest_way_gives(network):
    assert measure_between(network) == pytest.approx(between_slowly(network))


@given(networks)
def test_cut_off_is_what_taking_each_partner_out_gives(network):
    assert count_cut_off(network) == cut_off_slowly(network)


def test_the_middle_of_a_line_is_on_every_way():
    line = build_network("abc", [("a", "b"), ("b", "c")])

    assert measure_between(line) == {"a": 0, "b": 1, "c": 0}


def test_two_partners_have_nobody_between():
    assert measure_between(build_network("ab", [("a", "b")])) == {"a": 0, "b": 0}


def test_reach_says_how_many_steps():
    assert reach(KITE, "f", 2) == {"f": 0, "e": 1, "d": 2}
    assert reach(KITE, "g", 4) == {"g": 0}


def test_parts_stand_from_the_largest():
    assert list_parts(KITE) == [["a", "b", "c", "d", "e", "f"], ["g"]]


def test_ties_to_strangers_are_left_out():
    assert build_network("ab", [("a", "z")]) == {"a": frozenset(), "b": frozenset()}


def test_whoever_is_an_only_way_holds_the_map_together():
    standings = judge(KITE, dict.fromkeys(CODES, "nhs"))

    assert {code: one.only_way_for for code, one in standings.items() if one.is_bridge} == {"d": 2, "e": 1}
    assert (standings["d"].degree, standings["d"].part, standings["g"].part) == (3, 1, 2)
    assert next(iter(standings)) == "d"


def test_whoever_most_ways_lead_through_is_a_bridge_only_between_sectors():
    # Two rings that share two partners: nobody is an only way.
    pairs = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "e"), ("e", "f"), ("f", "c")]
    network = build_network("abcdef", pairs)

    alike = judge(network, dict.fromkeys("abcdef", "nhs"))
    mixed = judge(
        network, dict(zip("abcdef", ["nhs", "housing", "nhs", "council", "other", "other"], strict=True))
    )

    assert not any(one.is_bridge for one in alike.values())
    assert {code for code, one in mixed.items() if one.is_bridge} <= {"a", "c"}
    assert any(one.is_bridge for one in mixed.values())
