import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.agreement import cohen_kappa, cohen_kappa_of_table
from fairplace.equity.stats.errors import NotComputable
from tests.reference.agreement import (
    ABSTRACTORS,
    ABSTRACTORS_KAPPA,
    ABSTRACTORS_QUADRATIC,
    DIAGNOSES_BY_TWO,
    DIAGNOSES_KAPPA,
    DIAGNOSES_VARIANCE,
    DIAGNOSES_WEIGHTED_VARIANCE,
    DIAGNOSES_WEIGHTS,
    NINETEEN,
    NINETEEN_KAPPA,
    NINETEEN_LINEAR,
)

Z = 1.959963984540054
tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3).filter(
    lambda rows: np.sum(rows) > 0 and (np.sum(rows, axis=0) > 0).sum() > 1
)


def _numbers(estimate):
    return estimate.value, estimate.lower, estimate.upper


def _error(estimate):
    return (estimate.upper - estimate.value) / Z


def test_kappa_and_its_variance_in_fleiss_cohen_and_everitt():
    found = cohen_kappa_of_table(DIAGNOSES_BY_TWO)

    assert found.value == pytest.approx(DIAGNOSES_KAPPA, abs=5e-4)
    assert _error(found) ** 2 == pytest.approx(DIAGNOSES_VARIANCE, abs=5e-7)
    weighted = cohen_kappa_of_table(DIAGNOSES_BY_TWO, weights=DIAGNOSES_WEIGHTS)
    assert _error(weighted) ** 2 == pytest.approx(DIAGNOSES_WEIGHTED_VARIANCE, abs=5e-7)


def test_kappas_and_limits_printed_by_sas():
    assert _numbers(cohen_kappa_of_table(NINETEEN)) == pytest.approx(NINETEEN_KAPPA, abs=5e-5)
    assert _numbers(cohen_kappa_of_table(NINETEEN, weights="linear")) == pytest.approx(
        NINETEEN_LINEAR, abs=5e-5
    )


def test_kappas_and_errors_of_two_abstractors():
    plain, quadratic = (
        cohen_kappa_of_table(ABSTRACTORS, weights=weights) for weights in ("none", "quadratic")
    )

    assert (plain.value, _error(plain)) == pytest.approx(ABSTRACTORS_KAPPA, abs=5e-8)
    assert (quadratic.value, _error(quadratic)) == pytest.approx(ABSTRACTORS_QUADRATIC, abs=5e-5)


def test_ratings_one_by_one_are_those_of_their_table():
    first, second = zip(
        *[(row, column) for row in range(3) for column in range(3) for _ in range(NINETEEN[row][column])],
        strict=True,
    )

    found = cohen_kappa(first, second, weights="linear", categories=[0, 1, 2])

    assert _numbers(found) == pytest.approx(_numbers(cohen_kappa_of_table(NINETEEN, weights="linear")))
    assert found.count == 19
    assert found.method == "Cohen's kappa, weights: linear; limits by Fleiss, Cohen and Everitt"


def test_weights_may_be_a_table_of_agreements():
    first, second = [1, 2, 3, 3, 1, 2], [1, 3, 3, 2, 2, 2]
    linear = [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]

    found = cohen_kappa(first, second, weights=linear)

    assert _numbers(found) == pytest.approx(_numbers(cohen_kappa(first, second, weights="linear")))


def test_what_either_left_out_is_dropped():
    first, second = ["a", "b", "b", None, "a", "b"], ["a", "b", "a", "a", float("nan"), ""]

    found = cohen_kappa(first, second)

    assert found.count == 3
    assert found.value == pytest.approx(cohen_kappa_of_table([[1, 0], [1, 1]]).value)


def test_tens_stand_after_twos_even_as_text():
    first, second = ["1", "2", "10", "10", "2"], ["1", "10", "10", "2", "2"]

    as_text = cohen_kappa(first, second, weights="quadratic")

    places = {"1": 0, "2": 1, "10": 2}
    expected = cohen_kappa([places[r] for r in first], [places[r] for r in second], weights="quadratic")
    assert _numbers(as_text) == pytest.approx(_numbers(expected))


def test_words_need_an_order_for_weights():
    first, second = ["low", "high", "low", "middle"], ["low", "middle", "low", "high"]

    with pytest.raises(NotComputable, match="Text has no order of its own"):
        cohen_kappa(first, second, weights="linear")
    found = cohen_kappa(first, second, weights="linear", categories=["low", "middle", "high"])
    assert found.value == pytest.approx(cohen_kappa([0, 2, 0, 1], [0, 1, 0, 2], weights="linear").value)


def test_a_category_nobody_used_still_counts_for_the_distance():
    first, second = [1, 2, 2, 4], [1, 2, 4, 4]

    with_all = cohen_kappa(first, second, weights="linear", categories=[1, 2, 3, 4])
    without = cohen_kappa(first, second, weights="linear")

    assert with_all.value != pytest.approx(without.value)


@given(tables, st.permutations(range(3)))
def test_names_and_order_of_categories_do_not_matter_without_weights(rows, order):
    table = np.array(rows, dtype=float)
    try:
        plain = _numbers(cohen_kappa_of_table(table))
    except NotComputable:
        return

    assert _numbers(cohen_kappa_of_table(table[order][:, order])) == pytest.approx(plain, nan_ok=True)
    assert _numbers(cohen_kappa_of_table(table.T)) == pytest.approx(plain, nan_ok=True)


@given(tables)
def test_weights_of_none_linear_and_quadratic_agree_on_two_categories_and_turned_round(rows):
    table = np.array(rows, dtype=float)
    two = table[:2, :2] + 1
    kappas = [_numbers(cohen_kappa_of_table(two, weights=w)) for w in ("none", "linear", "quadratic")]

    assert kappas[0] == pytest.approx(kappas[1])
    assert kappas[0] == pytest.approx(kappas[2])
    turned = cohen_kappa_of_table(table[::-1, ::-1] + 1, weights="linear")
    assert turned.value == pytest.approx(cohen_kappa_of_table(table + 1, weights="linear").value)


def test_independent_raters_agree_by_chance_only():
    assert cohen_kappa_of_table(np.outer([1, 2, 7], [3, 3, 4])).value == pytest.approx(0, abs=1e-12)


def test_full_agreement_is_one_and_its_limits_are_not_told():
    found = cohen_kappa(["a", "b", "b"], ["a", "b", "b"])

    assert found.value == 1
    assert not found.has_interval
    assert found.note == "All ratings agree, so how far chance may carry the value cannot be told from them."


@pytest.mark.parametrize(("first", "second"), [(["a"] * 3, ["a"] * 3), ([1, 1], [1, None])])
def test_one_category_for_everything_tells_nothing(first, second):
    with pytest.raises(NotComputable, match="Everything was put in one category"):
        cohen_kappa(first, second)


def test_many_tables_are_one_call():
    found = cohen_kappa_of_table([[[5, 0], [0, 0]], [[5, 0], [0, 3]], [[5, 1], [1, 3]], [[0, 0], [0, 0]]])

    assert np.isnan(found.value).tolist() == [True, False, False, True]
    assert np.isnan(found.lower).tolist() == [True, True, False, True]
    assert found.value[1] == 1
    assert [note.split(",")[0] for note in found.note] == [
        "Everything was put in one category",
        "All ratings agree",
        "",
        "No unit was rated by both.",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"second": ["a", "b"]}, "The raters must rate the same units."),
        ({"first": "a"}, "The raters must rate the same units."),
        ({"first": [None] * 3}, "No unit was rated by both."),
        ({"weights": "cubic"}, "The weights are one of none, linear, quadratic, or a table."),
        ({"categories": ["a", "c"]}, "The rating b is not among the categories."),
        ({"categories": ["a", "a", "b"]}, "Each category must be named, and once only."),
        ({"categories": ["a", None]}, "Each category must be named, and once only."),
        ({"categories": [1, 2]}, "The rating . is not among the categories."),
    ],
)
def test_what_has_no_kappa_is_refused_in_a_sentence(changes, sentence):
    given_ratings = {"first": ["a", "b", "b"], "second": ["a", "b", "a"]} | changes

    with pytest.raises(NotComputable, match=f"^{sentence}$"):
        cohen_kappa(**given_ratings)


@pytest.mark.parametrize(
    ("table", "weights"),
    [
        ([[1, 2, 3], [4, 5, 6]], "none"),
        ([1, 2], "none"),
        ([[1, -1], [1, 1]], "none"),
        ([[1, None], [1, 1]], "none"),
        ([[1, 2], [3, 4]], [[1, 0], [0, 0.5]]),
        ([[1, 2], [3, 4]], [[1, 2], [0, 1]]),
        ([[1, 2], [3, 4]], [1, 0]),
        ([[1, 2], [3, 4]], "cubic"),
    ],
)
def test_what_is_no_table_of_two_raters_is_refused(table, weights):
    with pytest.raises(NotComputable):
        cohen_kappa_of_table(table, weights=weights)


def test_limits_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(4)
    # Seen 0.7, by chance 0.5: kappa 0.4.
    found = cohen_kappa_of_table(random.multinomial(150, [0.35, 0.15, 0.15, 0.35], 4000).reshape(-1, 2, 2))

    inside = ((found.lower <= 0.4) & (found.upper >= 0.4)).mean()

    assert 0.935 < inside < 0.965
