import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairplace.equity import NotComputable, yearly_change
from fairplace.equity.stats.trend import chance_of_reaching, projection, together

YEARS = np.arange(2014, 2024)
NOISE = np.array([0.3, -0.4, 0.1, 0.5, -0.6, 0.2, 0.4, -0.3, -0.4, 0.2])
CLIMB = 20 + np.arange(10) + NOISE
# Student's t for 80% with 8 degrees of freedom, from any printed table.
T_EIGHT = 1.397
noise = st.lists(st.floats(-5, 5).map(lambda x: round(x, 3)), min_size=6, max_size=10, unique=True)


def test_without_autocorrelation_the_fan_is_that_of_the_ordinary_line(monkeypatch):
    monkeypatch.setattr(together, "STRONGEST", 1e-9)
    slope, level = np.polyfit(YEARS - 2018.5, CLIMB, 1)
    scatter = ((CLIMB - level - slope * (YEARS - 2018.5)) ** 2).sum() / 8

    fan = projection(YEARS, CLIMB, until=2030)

    ahead = np.arange(2024, 2031) - 2018.5
    reach = T_EIGHT * np.sqrt(scatter * (1 + 1 / 10 + ahead**2 / 82.5))
    assert fan.middle == pytest.approx(level + slope * ahead)
    assert fan.bands[1].upper - fan.middle == pytest.approx(reach, rel=1e-3)
    assert fan.years.tolist() == list(range(2024, 2031))


def test_bands_lie_within_each_other_and_widen():
    fan = projection(YEARS, CLIMB, until=2040)

    widths = np.array([band.upper - band.lower for band in fan.bands])
    assert [band.confidence for band in fan.bands] == [0.5, 0.8, 0.95]
    assert (np.diff(widths, axis=0) > 0).all()
    assert (np.diff(widths[:, 1:], axis=1) > 0).all()


@given(noise, st.floats(-100, 100), st.floats(0.1, 10))
def test_shift_and_scale_move_the_fan_with_them(values, shift, factor):
    years, values = range(len(values)), np.array(values)
    assume(np.abs(np.diff(values, 2)).max() > 0.01)
    here, there = (projection(years, each, until=15) for each in (values, values * factor + shift))

    assert there.bands[1].lower == pytest.approx(here.bands[1].lower * factor + shift, rel=1e-6, abs=1e-6)


def test_a_last_point_off_the_line_pulls_the_next_one_where_points_err_together():
    wave = 20 + np.array([0.5, 0.6, 0.4, 0.2, -0.1, -0.4, -0.6, -0.5, -0.3, 0.2, 0.6, 0.9])
    fan = projection(range(12), wave, until=30)

    slope, level = np.polyfit(range(12), wave, 1)
    assert fan.middle[0] > level + slope * 12 + 0.1


def test_published_limits_keep_the_fan_from_being_narrower_than_they_are():
    straight = 20 + np.arange(10.0)
    fan = projection(YEARS, straight, straight - 1.96, straight + 1.96, until=2024)

    assert (fan.bands[2].upper - fan.middle)[0] > 1.96
    assert fan.middle == pytest.approx([30])


@pytest.mark.parametrize(("scale", "per", "bounds"), [("logit", 100, (0, 100)), ("log", 1, (0, np.inf))])
def test_on_a_scale_the_fan_stays_within_bounds(scale, per, bounds):
    falling = np.array([9.0, 7.5, 5.5, 4.1, 3.2, 2.2, 1.9, 1.2])

    fan = projection(range(8), falling, until=40, scale=scale, per=per)

    assert (fan.bands[2].lower > bounds[0]).all()
    assert (fan.bands[2].upper < bounds[1]).all()
    assert projection(range(8), falling, until=40).middle[-1] < 0


def test_limits_on_a_scale_weigh_the_points_unless_one_lies_on_the_bound():
    values = np.array([9.0, 7.5, 5.5, 4.1, 3.2, 2.2])
    weighted = projection(range(6), values, values - 1, values + 1, until=8, scale="logit", per=100)
    bounded = projection(range(6), values, values - values, values + 1, until=8, scale="logit", per=100)
    plain = projection(range(6), values, until=8, scale="logit", per=100)

    assert weighted.middle[0] != plain.middle[0]
    assert bounded.middle == pytest.approx(plain.middle)


def test_chances_add_up_and_follow_the_bands():
    fan = projection(YEARS, CLIMB, until=2040)
    high, low = (chance_of_reaching(fan, 35, polarity) for polarity in ("high", "low"))

    assert high + low == pytest.approx(np.ones(17))
    assert chance_of_reaching(fan, fan.bands[1].upper[-1], "high", year=2040) == pytest.approx(0.1)
    assert chance_of_reaching(fan, fan.middle[3], "low", year=2027) == pytest.approx(0.5)
    assert isinstance(chance_of_reaching(fan, 35, "high", year=2040), float)


def test_a_target_beyond_what_is_possible_is_certain_or_out_of_reach():
    fan = projection(range(6), [9, 7.5, 5.5, 4.1, 3.2, 2.2], until=8, scale="logit", per=100)

    assert chance_of_reaching(fan, 0, "low").tolist() == [0, 0, 0]
    assert chance_of_reaching(fan, 100, "low").tolist() == [1, 1, 1]
    assert chance_of_reaching(fan, 101, "high").tolist() == [0, 0, 0]
    assert chance_of_reaching(fan, -1, "high").tolist() == [1, 1, 1]


def test_carried_forward_values_are_no_ground_for_a_fan():
    flags = [""] * 10 + ["carried-forward"]

    fan = projection([*YEARS, 2024], [*CLIMB, 29.2], flags=flags, until=2025)

    assert fan.middle == pytest.approx(projection(YEARS, CLIMB, until=2025).middle)


@pytest.mark.parametrize("carried", [0, 0.3])
def test_drawn_series_fall_into_the_bands_as_often_as_the_bands_say(carried):
    random = np.random.default_rng(11)
    errors = random.normal(size=(300, 13))
    for year in range(1, 13):
        errors[:, year] = carried * errors[:, year - 1] + errors[:, year] * np.sqrt(1 - carried**2)
    inside = []
    for series in errors:
        bands = projection(range(10), series[:10], until=12).bands
        inside.append([band.lower[2] <= series[12] <= band.upper[2] for band in bands])

    assert np.mean(inside, axis=0) == pytest.approx([0.5, 0.8, 0.95], abs=0.08)


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: projection(YEARS, CLIMB, until=2023), "nothing to project"),
        (lambda: projection(YEARS[:4], CLIMB[:4], until=2030), "at least 5"),
        (lambda: projection(YEARS, [CLIMB, CLIMB], until=2030), "one series at a time"),
        (lambda: projection(YEARS, CLIMB, until=2030, scale="root"), "plain, log or logit"),
        (lambda: projection(YEARS, CLIMB, until=2030, scale="logit"), "bounds of the logit"),
        (lambda: projection(YEARS, CLIMB - 21, until=2030, scale="log"), "bounds of the log"),
        (lambda: projection(YEARS, CLIMB, until=2030, fan=(0.5, 1)), "between 0 and 1"),
        (lambda: projection(YEARS, np.arange(10.0), until=2030), "without any scatter"),
        (lambda: chance_of_reaching(projection(YEARS, CLIMB, until=2030), 1, "none"), "which way"),
        (lambda: chance_of_reaching(projection(YEARS, CLIMB, until=2030), 1, "low", year=2031), "not among"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, why):
    with pytest.raises(NotComputable, match=why):
        ask()


def test_the_middle_goes_where_the_yearly_change_goes():
    fan = projection(YEARS, CLIMB, until=2040)

    assert np.diff(fan.middle)[-1] == pytest.approx(yearly_change(YEARS, CLIMB).value, abs=0.02)
