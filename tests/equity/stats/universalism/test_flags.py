import numpy as np
import pytest

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.universalism import (
    UNIVERSALISM_FLAGS,
    proportionate_universalism_index,
    universalism_flag,
)

PEOPLE, NEED = (1000,) * 5, (0.40, 0.32, 0.24, 0.16, 0.08)
ERRORS = {"need_errors": (0.015,) * 5}
SERVICES = {
    "inverse care": (60, 90, 120, 150, 180),
    "universal only": (120, 120, 120, 120, 120),
    "less than need": (160, 145, 125, 110, 95),
    "in proportion to need": (4000, 3200, 2400, 1600, 800),
    "more than need": (250, 160, 120, 60, 40),
    "targeted only": (500, 90, 20, 5, 0),
    "cannot tell": (10, 7, 7, 3, 2),
}


@pytest.mark.parametrize(("flag", "reach"), SERVICES.items())
def test_each_flag_has_its_service(flag, reach):
    errors = {"need_errors": (0.005,) * 5} if flag == "in proportion to need" else ERRORS

    assert universalism_flag(reach, NEED, PEOPLE, reach_of="contacts", **errors) == flag


def test_the_example_of_the_reference_page():
    even = (120,) * 5

    index = proportionate_universalism_index(even, NEED, PEOPLE, **ERRORS)

    assert [round(number, 3) for number in (index.value, index.lower, index.upper)] == [0.267, 0.212, 0.321]
    assert universalism_flag(even, NEED, PEOPLE, **ERRORS) == "universal only"


def test_every_flag_is_in_the_list():
    assert sorted(SERVICES) == sorted(UNIVERSALISM_FLAGS)


def test_many_services_are_one_call():
    found = universalism_flag(
        [*SERVICES.values(), (0, 0, 0, 0, 0)], NEED, PEOPLE, reach_of="contacts", need_errors=(0.005,) * 5
    )

    assert found[:3].tolist() == ["inverse care", "universal only", "less than need"]
    assert found[-1] == "cannot tell"


@pytest.mark.parametrize("reach", SERVICES.values())
def test_a_flag_is_raised_exactly_where_the_limits_leave_out_zero(reach):
    index = proportionate_universalism_index(reach, NEED, PEOPLE, reach_of="contacts", **ERRORS)

    flag = universalism_flag(reach, NEED, PEOPLE, reach_of="contacts", **ERRORS)

    assert (flag not in {"cannot tell", "in proportion to need"}) == index.excludes(0)


def test_reach_that_favours_the_better_off_without_a_social_need_is_less_than_need():
    flat = (0.2,) * 5

    assert (
        universalism_flag(SERVICES["inverse care"], flat, PEOPLE, need_errors=(0.01,) * 5) == "less than need"
    )


def test_sameness_is_shown_not_assumed():
    few, many = ([one * 5, one * 4, one * 3, one * 2, one] for one in (10, 1000))

    found = [universalism_flag(reach, NEED, PEOPLE, reach_of="contacts") for reach in (few, many)]

    assert found == ["cannot tell", "in proportion to need"]
    assert universalism_flag(many, NEED, PEOPLE, reach_of="contacts", margin=0.001) == "cannot tell"


def test_money_without_any_error_cannot_be_tested():
    spend = (500, 90, 20, 5, 0)

    assert universalism_flag(spend, NEED, PEOPLE, reach_of="spend") == "cannot tell"
    assert universalism_flag([spend] * 2, NEED, PEOPLE, reach_of="spend").tolist() == ["cannot tell"] * 2
    assert universalism_flag(spend, NEED, PEOPLE, reach_of="spend", **ERRORS) == "targeted only"
    unsure = universalism_flag(spend, NEED, PEOPLE, reach_of="spend", reach_errors=(9,) * 5, **ERRORS)
    assert unsure == "targeted only"


def test_a_service_for_which_the_least_deprived_have_no_need_is_not_called_targeted():
    need = (0.4, 0.3, 0.2, 0.1, 0)

    assert universalism_flag((500, 90, 20, 5, 0), need, PEOPLE) == "more than need"


def test_more_confidence_raises_no_new_flag():
    random = np.random.default_rng(1)
    reach = random.poisson(np.array([40, 30, 25, 20, 15]), (300, 5))

    loose, strict = (
        universalism_flag(reach, NEED, PEOPLE, reach_of="contacts", confidence=c, **ERRORS) for c in (90, 99)
    )

    assert ((loose == "cannot tell") <= (strict == "cannot tell")).all()


def test_a_margin_of_nothing_is_refused():
    with pytest.raises(NotComputable, match="The margin must be above zero"):
        universalism_flag((3, 2, 1), (0.3, 0.2, 0.1), (9, 9, 9), margin=0)


def test_false_flags_are_as_rare_as_the_confidence_says():
    random = np.random.default_rng(2)
    reach = random.poisson(np.multiply(NEED, 100), (4000, 5))
    need = np.abs(random.normal(NEED, 0.015, (4000, 5)))

    found = universalism_flag(reach, need, PEOPLE, reach_of="contacts", **ERRORS)

    assert np.isin(found, ["cannot tell", "in proportion to need"]).mean() > 0.94
