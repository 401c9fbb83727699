import numpy as np
import pytest

from fairplace.equity import Breakdown, relative_index, slope_index
from fairplace.equity.stats.slope.reliability import simulation_reliability
from tests.equity.stats.summaries.sii_vectors import breakdown_of, read_cases
from tests.equity.vectors import by_case, needs_vectors, number, read

INDICES = {"sii": slope_index, "rii": relative_index}


@needs_vectors
def test_it_is_what_the_peers_simulation_reports_on_average():
    reported = by_case(read("sii/expected_reliability_monte_carlo.csv"))
    for case, rows, options, _ in read_cases():
        for wanted in reported.get(case, []):
            # The peer turns the ratio's limits round here, and with them their differences.
            if "PEER" in rows[0]["tag"] and wanted["statistic"].startswith("rii"):
                continue
            name, confidence = wanted["statistic"].split("_", 1)[0], {"mad95_0": 0.95, "mad99_8": 0.998}
            expected = simulation_reliability(
                INDICES[name],
                breakdown_of(rows),
                confidence=confidence[wanted["statistic"].split("_", 1)[1]],
                repetitions=int(wanted["repetitions"]),
                **options,
            )
            error = number(wanted["sd_over_5_seeds"]) / np.sqrt(5)
            assert abs(expected - number(wanted["mean_over_5_seeds"])) <= 5 * error, (case, wanted)


def test_ten_times_as_many_draws_move_a_root_of_ten_less():
    five = Breakdown(("1", "2", "3", "4", "5"), (75, 76, 77, 78, 79), (1,) * 5, standard_errors=(0.5,) * 5)

    few, many = (simulation_reliability(slope_index, five, repetitions=n) for n in (1_000, 10_000))

    assert few / many == pytest.approx(10**0.5)


def test_the_density_at_a_normal_limit_is_that_of_the_normal():
    five = Breakdown(("1", "2", "3", "4", "5"), (75, 76, 77, 78, 79), (1,) * 5, standard_errors=(0.1,) * 5)
    deviation = 0.1 / 0.4**0.5
    density = np.exp(-(1.959963985**2) / 2) / np.sqrt(2 * np.pi) / deviation

    found = simulation_reliability(slope_index, five, repetitions=400)

    assert found == pytest.approx(2 / np.sqrt(np.pi) * np.sqrt(0.025 * 0.975 / 400) / density, rel=1e-4)
