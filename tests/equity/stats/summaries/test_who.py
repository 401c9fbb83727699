"""WHO's measures against healthequal, and the defects of that peer that are avoided here."""

from functools import partial

import numpy as np
import pytest

from fairplace.equity import SUMMARIES, Breakdown, NotComputable
from fairplace.equity.stats.summaries.relative_concentration_index import relative_concentration_index
from fairplace.equity.stats.summaries.who_relative_index import who_relative_index
from fairplace.equity.stats.summaries.who_slope_index import who_slope_index
from tests.equity.vectors import by_case, needs_vectors, number, read

Z = 1.959963984540054
OURS = {
    "d": "difference",
    "r": "ratio",
    "aci": "absolute_concentration_index",
    "rci": "relative_concentration_index",
    "bgv": "between_group_variance",
    "bgsd": "between_group_standard_deviation",
    "cov": "coefficient_of_variation",
    "mdmu": "mean_difference_from_mean",
    "mdmw": "weighted_mean_difference_from_mean",
    "mdbu": "mean_difference_from_best",
    "mdbw": "weighted_mean_difference_from_best",
    "mdru": "mean_difference_from_reference",
    "mdrw": "weighted_mean_difference_from_reference",
    "idisu": "index_of_disparity",
    "idisw": "weighted_index_of_disparity",
    "ti": "theil_index",
    "mld": "mean_log_deviation",
    "par": "population_attributable_risk",
    "paf": "population_attributable_fraction",
    "par_setting_average": "population_attributable_risk",
    "paf_setting_average": "population_attributable_fraction",
}
FUNCTIONS = {name: SUMMARIES[code] for name, code in OURS.items()} | {
    "rci_wagstaff": partial(relative_concentration_index, kind="wagstaff"),
    "rci_erreygers": partial(relative_concentration_index, kind="erreygers"),
    "sii_linear": partial(who_slope_index, model="linear"),
    "rii_linear": partial(who_relative_index, model="linear"),
    "sii": partial(who_slope_index, weighting="heat"),
    "rii": partial(who_relative_index, weighting="heat"),
}
# The peer does not multiply these errors as it multiplies the estimate.
TIMES = {"ti": 1000, "mld": 1000, "paf": 100, "paf_setting_average": 100}
UNANSWERED = {"zero_population_subgroup", "two_missing_estimates_of_5", "two_subgroups"}
UNWEIGHTED = {
    "aci_unweighted": "absolute_concentration_index",
    "rci_unweighted": "relative_concentration_index",
}


def read_cases():
    """Return (rows, expected row) for every case and measure of the peer; rows in order of disadvantage."""
    inputs = by_case(read("who_measures/inputs.csv"))
    for file in ("expected.csv", "expected_monte_carlo.csv"):
        for wanted in read(f"who_measures/{file}"):
            rows = inputs[wanted["case_id"]]
            yield sorted(rows, key=lambda row: number(row["subgroup_order"])), wanted


def guessed_scale(rows):
    """Return the scale that the peer guesses from the highest estimate, where ours is said."""
    highest = np.nanmax([number(row["est"]) for row in rows])
    return next(one for one in (1, 100, 1000, 100_000) if highest <= one)


def breakdown_of(rows, measure):
    first = rows[0]
    values, errors, populations = ([number(row[name]) for row in rows] for name in ("est", "se", "pop"))
    scale = number(first["scaleval"])
    if measure in {"sii", "rii", "rci_wagstaff", "rci_erreygers"}:
        scale = guessed_scale(rows)
    reference = [row["subgroup"] for row in rows if row["reference_subgroup"] == "1"]
    return Breakdown(
        tuple(row["subgroup"] for row in rows),
        values,
        [1] * len(rows) if measure in UNWEIGHTED else populations,
        standard_errors=None if np.isnan(errors).all() else errors,
        ordered=first["ordered_dimension"] == "1",
        polarity="high" if first["favourable_indicator"] == "1" else "low",
        reference=reference[0] if measure.startswith("mdr") else None,
        per=scale,
        kind="proportion" if scale <= 100 or measure[:3] in {"sii", "rii", "rci"} else "mean",
        average=number(first["setting_average"]) if measure.endswith("average") else None,
    )


def all_cases(names):
    for rows, wanted in read_cases():
        measure = wanted["measure"]
        if measure in names and wanted["status"] == "ok" and not _is_ours_to_refuse(rows, measure):
            yield f"{wanted['case_id']} {measure}", rows, wanted


def _is_ours_to_refuse(rows, measure):
    """Return whether the peer answers what has no answer: nobody in a subgroup, or a ratio to zero."""
    return "zero_population" in rows[0]["tag"] or ("zero_estimate" in rows[0]["tag"] and measure == "r")


@needs_vectors
def test_every_estimate_equals_that_of_the_peer():
    seen = 0
    for case, rows, wanted in all_cases(FUNCTIONS):
        found = FUNCTIONS[wanted["measure"]](breakdown_of(rows, wanted["measure"])).value
        expected = number(wanted["estimate"])
        tolerance = 1e-7 if wanted["measure"] in {"sii", "rii"} else 1e-9
        scale = max(1, np.nanmax([number(row["est"]) for row in rows]))
        assert found == pytest.approx(expected, rel=tolerance, abs=tolerance * scale), case
        seen += 1
    assert seen > 350


@needs_vectors
def test_every_error_from_a_formula_equals_that_of_the_peer_once_multiplied():
    """healthequal reports the errors of TI and MLD 1,000 times, those of PAF and SII 100 times too small."""
    for case, rows, wanted in all_cases(FUNCTIONS):
        if not wanted.get("se") or wanted["measure"] in {"r", "sii", "rii", "rii_linear"}:
            continue
        found = FUNCTIONS[wanted["measure"]](breakdown_of(rows, wanted["measure"]))
        if not found.has_interval:
            continue
        times = guessed_scale(rows) if wanted["measure"] == "sii_linear" else 1
        expected = number(wanted["se"]) * TIMES.get(wanted["measure"], times)
        scale = max(1, np.nanmax([number(row["est"]) for row in rows]))
        assert (found.upper - found.value) / Z == pytest.approx(expected, rel=1e-6, abs=1e-9 * scale), case


@needs_vectors
def test_the_limits_of_ratio_and_logit_equal_those_of_the_peer():
    for case, rows, wanted in all_cases({"r", "sii", "rii"}):
        found = FUNCTIONS[wanted["measure"]](breakdown_of(rows, wanted["measure"]))
        if found.has_interval and wanted["lowerci"]:
            wide = number(wanted["upperci"]) - number(wanted["lowerci"])
            assert abs(found.lower - number(wanted["lowerci"])) <= 1e-4 * wide + 1e-9, case
            assert abs(found.upper - number(wanted["upperci"])) <= 1e-4 * wide + 1e-9, case


@needs_vectors
def test_drawn_limits_lie_within_the_error_of_drawing():
    """The peer's IDISW keeps the observed mean in every draw; the definition takes that of the draw."""
    inputs = by_case(read("who_measures/inputs.csv"))
    for wanted in read("who_measures/high_precision_limits.csv"):
        rows = sorted(inputs[wanted["case_id"]], key=lambda row: number(row["subgroup_order"]))
        if wanted["measure"] not in FUNCTIONS or rows[0]["tag"] in UNANSWERED:
            continue
        found = FUNCTIONS[wanted["measure"]](breakdown_of(rows, wanted["measure"]))
        half_width = (number(wanted["upperci"]) - number(wanted["lowerci"])) / 2
        # One limit from a thousand draws has a standard error of about 4.5% of the half-width.
        for ours, name in ((found.lower, "lowerci"), (found.upper, "upperci")):
            assert abs(ours - number(wanted[name])) <= 0.25 * half_width, (
                wanted["case_id"],
                wanted["measure"],
            )


@needs_vectors
def test_what_the_peer_refuses_for_a_reason_is_refused_in_a_sentence():
    reasons = {"more_than_15_percent_missing", "two_or_fewer_subgroups"}
    for rows, wanted in read_cases():
        if wanted["reason"] in reasons and wanted["measure"] in FUNCTIONS:
            with pytest.raises(NotComputable, match=r"[.]$"):
                FUNCTIONS[wanted["measure"]](breakdown_of(rows, wanted["measure"]))


FIVE = ("1", "2", "3", "4", "5")
SMALL_AND_LARGE = Breakdown(
    FIVE, (52, 40, 61, 70, 66), (3000, 1500, 800, 400, 200), kind="proportion", per=100
)


def test_groups_weigh_once_unless_heats_figures_are_wanted():
    """healthequal gives the population twice: its SII here is -5.4, the fit weighted once says +10.5."""
    assert who_slope_index(SMALL_AND_LARGE).value == pytest.approx(10.5, abs=0.05)
    assert who_slope_index(SMALL_AND_LARGE, weighting="heat").value == pytest.approx(-5.4, abs=0.05)


def test_the_scale_is_said_and_not_guessed():
    """healthequal takes another scale as soon as one estimate passes 100."""
    near, beyond = (
        Breakdown(
            FIVE, (last - 20, last - 15, last - 10, last - 5, last), (1,) * 5, kind="proportion", per=1000
        )
        for last in (99, 101)
    )

    assert who_slope_index(near).value == pytest.approx(who_slope_index(beyond).value, rel=0.05)


def test_a_value_beyond_its_scale_has_no_logit():
    beyond = Breakdown(FIVE, (80, 90, 95, 99, 101), (1,) * 5, kind="proportion", per=100)

    with pytest.raises(NotComputable, match="between 0 and what they are given per"):
        who_slope_index(beyond)


def test_a_certain_value_outside_its_bounds_is_drawn_as_itself():
    """healthequal draws for ever where the error is zero and the value outside the bounds."""
    odd = Breakdown(("a", "b", "c"), (101, 50, 40), (1,) * 3, standard_errors=(0, 1, 1), ordered=False,
                    kind="proportion", per=100)  # fmt: skip

    assert SUMMARIES["mean_difference_from_mean"](odd).upper > 0


@pytest.mark.parametrize(
    "code", ["mean_difference_from_best", "ratio", "weighted_mean_difference_from_reference"]
)
def test_without_errors_there_are_no_limits_and_no_crash(code):
    """healthequal stops with "object not found", or takes a variable of the user's workspace instead."""
    plain = Breakdown(("a", "b", "c"), (1, 2, 4), (1,) * 3, ordered=False, polarity="high", reference="a")

    assert not SUMMARIES[code](plain).has_interval


def test_every_measure_is_as_sure_as_asked():
    """Ten measures of healthequal have no setting for the confidence."""
    plain = Breakdown(("a", "b", "c"), (10, 20, 40), (1, 2, 3), standard_errors=(1, 2, 1), ordered=False)

    usual, surer = (SUMMARIES["coefficient_of_variation"](plain, confidence=c) for c in (0.9, 0.998))

    assert surer.lower < usual.lower < usual.upper < surer.upper
