import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity.sources import keys
from fairplace.equity.sources.comparison import compare
from fairplace.equity.sources.figures import KEY
from fairplace.equity.sources.keys import number_keys

from .rows import figures

ROWS = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b"]) for name in KEY})
VALUES = st.one_of(st.none(), st.sampled_from([1.0, 2.0]))
TABLES = st.dictionaries(st.tuples(*[st.sampled_from(["a", "b"])] * 3), VALUES, max_size=8)


@pytest.mark.parametrize("room", [keys.ROOM, 1])
@settings(max_examples=20)
@given(st.lists(ROWS, max_size=12), st.lists(ROWS, max_size=12))
def test_numbers_are_equal_exactly_where_keys_are(room, first, second):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "ROOM", room)
        numbers = number_keys(figures(*first), figures(*second))

    assert [len(some) for some in numbers] == [len(first), len(second)]
    found = [int(number) for some in numbers for number in some]
    texts = [tuple(row[name] for name in KEY) for row in first + second]
    assert len(set(zip(found, texts, strict=True))) == len(set(found)) == len(set(texts))


@settings(max_examples=30)
@given(TABLES, TABLES)
def test_comparing_agrees_with_looking_at_one_row_after_another(before, after):
    names = ("place", "sex", "period")

    def table(some):
        return figures(
            *[dict(zip(names, key, strict=True)) | {"value": value} for key, value in some.items()]
        )

    def key_of(rows):
        return {tuple(row[name] for name in names) for row in rows.to_pylist()}

    comparison = compare(table(before), table(after))

    assert key_of(comparison.added) == set(after) - set(before)
    assert key_of(comparison.withdrawn) == set(before) - set(after)
    both = set(before) & set(after)
    assert key_of(comparison.revised) == {key for key in both if before[key] != after[key]}
    assert comparison.unchanged == sum(before[key] == after[key] for key in both)
