"""The peer's concentration indices: where it follows the definition, and where it does not."""

import numpy as np
import pytest
from scipy.special import stdtrit

from fairplace.equity.stats.persons import concentration_index
from tests.equity.stats.persons.strategies import error_of, jackknife_error
from tests.equity.vectors import by_case, needs_vectors, number, read

pytestmark = needs_vectors

KINDS = {"CI": "relative", "CIg": "generalised", "CIc": "erreygers", "CIw": "wagstaff"}
ERRORS = {"linreg_convenience": "regression", "linreg_delta": "delta", "direct": "linearised"}


def _cases():
    """Return the columns, tag and expected rows of every case, without persons that lack a number."""
    expected = by_case(read("concentration_index/expected.csv"))
    for case, rows in by_case(read("concentration_index/inputs.csv")).items():
        columns = [
            np.array([number(row[name]) for row in rows]) for name in ("outcome", "rank_variable", "weight")
        ]
        known = ~np.isnan(columns).any(axis=0)
        yield rows[0]["tag"], [column[known] for column in columns], expected[case]


def _in_order_of_rows(rank_by):
    """Return ranks without ties, as the peer has them: equals stand as their rows do."""
    places = np.empty(len(rank_by))
    places[np.argsort(rank_by, kind="stable")] = np.arange(len(rank_by))
    return places


def _unevenness(weights):
    """Return how much larger the peer takes a covariance for weights: 1 / (1 - sum of squared shares)."""
    return 1 / (1 - ((weights / weights.sum()) ** 2).sum())


def _ours(columns, kind, error="linearised"):
    outcome, rank_by, weights = columns
    bounds = (outcome.min(), outcome.max())
    return concentration_index(
        outcome, rank_by, weights=weights, kind=KINDS[kind], bounds=bounds, error=error
    )


def _peers(wanted, name, method, kinds=tuple(KINDS)):
    """Return the peer's numbers by kind for one method."""
    return {
        row["type"]: number(row[name]) for row in wanted if row["method"] == method and row["type"] in kinds
    }


def _error(estimate, size, error):
    return error_of(estimate, stdtrit(size - (1 if error == "linearised" else 2), 0.975))


def test_every_index_equals_the_peers_by_its_direct_method_where_nobody_is_tied():
    compared = 0
    for tag, columns, wanted in _cases():
        if tag in {"tied_ranks", "constant_outcome"}:
            continue
        for kind, value in _peers(wanted, "concentration_index", "direct").items():
            assert _ours(columns, kind).value == pytest.approx(value, rel=1e-9)
            compared += 1
    assert compared == 17


def test_other_methods_of_the_peer_drift_with_the_weights_and_ours_do_not():
    for tag, columns, wanted in _cases():
        if tag in {"tied_ranks", "constant_outcome"}:
            continue
        size, weights = len(columns[0]), columns[2]
        # Equal to 1 with equal weights: the factor should be left out, or be left out everywhere.
        drift = _unevenness(weights) * (size - 1) / size
        for method in ("linreg_convenience", "linreg_delta", "cov_convenience"):
            for kind, value in _peers(wanted, "concentration_index", method).items():
                ours = _ours(columns, kind).value
                assert ours * drift == pytest.approx(value, rel=1e-9)
                assert (drift == pytest.approx(1, abs=1e-12)) == (weights == weights[0]).all()


def test_the_peers_ranks_break_ties_by_the_order_of_rows_and_ours_do_not():
    for tag, (outcome, rank_by, weights), wanted in _cases():
        if tag != "tied_ranks":
            continue
        peers = _peers(wanted, "concentration_index", "direct")
        shuffled = np.random.default_rng(1).permutation(len(outcome))
        for kind, value in peers.items():
            ours = _ours((outcome, rank_by, weights), kind).value
            as_the_peer = _ours((outcome, _in_order_of_rows(rank_by), weights), kind).value
            of_other_rows = _ours((outcome[shuffled], rank_by[shuffled], weights[shuffled]), kind).value
            assert as_the_peer == pytest.approx(value, rel=1e-9)
            assert abs(ours / value - 1) > 1e-3
            assert of_other_rows == pytest.approx(ours, rel=1e-9)


@pytest.mark.parametrize("method", ["linreg_convenience", "linreg_delta"])
def test_regression_errors_equal_the_peers_but_for_its_variance_of_the_rank(method):
    for tag, (outcome, rank_by, weights), wanted in _cases():
        if tag == "constant_outcome":
            continue
        columns = outcome, _in_order_of_rows(rank_by), weights
        kinds = ("CI",) if method == "linreg_delta" else tuple(KINDS)
        for kind, variance in _peers(wanted, "variance", method, kinds).items():
            found = _ours(columns, kind, ERRORS[method])
            # The peer multiplies by the sample's variance of the rank where the index has the population's.
            expected = np.sqrt(variance) / _unevenness(weights)
            assert _error(found, len(outcome), ERRORS[method]) == pytest.approx(expected, rel=1e-9)


def test_cov_convenience_variance_of_the_peer_is_that_of_the_rank():
    for tag, (outcome, rank_by, weights), wanted in _cases():
        variance = _peers(wanted, "variance", "cov_convenience", ("CI",))["CI"]
        ranks = _in_order_of_rows(rank_by)
        shares = weights[np.argsort(ranks)] / weights.sum()
        middles = np.cumsum(shares) - shares / 2
        of_rank = (shares * (middles - 0.5) ** 2).sum() * _unevenness(weights)

        found = _ours((outcome, rank_by, weights), "CI")

        assert variance == pytest.approx(of_rank, rel=1e-9)
        # An error of 0.29 for any data whatever; ours is that of the index.
        assert _error(found, len(outcome), "linearised") ** 2 < variance / 5, tag


def test_direct_variances_equal_the_peers_without_weights_but_for_n_less_one():
    compared = 0
    for _, columns, wanted in _cases():
        size = len(columns[0])
        if (columns[2] != columns[2][0]).any():
            continue
        for kind, variance in _peers(wanted, "variance", "direct", ("CI",)).items():
            ours = _error(_ours(columns, kind), size, "linearised") ** 2
            assert ours * (size - 1) / size == pytest.approx(variance, rel=1e-9)
            compared += 1
    assert compared == 2


def test_weighted_direct_variance_of_the_peer_is_wrong_and_even_negative():
    for tag, columns, wanted in _cases():
        variance = _peers(wanted, "variance", "direct", ("CI",))["CI"]
        if (columns[2] == columns[2][0]).all() or tag == "tied_ranks":
            continue
        ours = _error(_ours(columns, "CI"), len(columns[0]), "linearised")
        if tag == "constant_outcome":
            assert variance < 0
            assert ours == pytest.approx(0, abs=1e-12)
            continue

        def measure(outcome, rank_by, weights):
            return concentration_index(outcome, rank_by, weights=weights).value

        expected = jackknife_error(measure, columns, range(len(columns[0])))
        assert ours == pytest.approx(expected, rel=0.05)
        assert abs(np.sqrt(variance) / expected - 1) > 0.1


def test_an_outcome_that_is_the_same_for_all_has_no_inequality():
    columns, wanted = next(
        (columns, wanted) for tag, columns, wanted in _cases() if tag == "constant_outcome"
    )

    assert _ours(columns, "CI").value == pytest.approx(0, abs=1e-12)
    assert _ours(columns, "CIg").value == pytest.approx(0, abs=1e-12)
    # The peer takes the bounds from the data, which leaves it 0/0 here; ours are given.
    assert not np.isfinite(_peers(wanted, "concentration_index", "direct", ("CIc",))["CIc"])
    given = concentration_index(columns[0], columns[1], weights=columns[2], kind="erreygers", bounds=(0, 10))
    assert given.value == pytest.approx(0, abs=1e-12)
