import json
from datetime import UTC, date, datetime

import pytest

from fairplace.equity.sources import find_publisher
from fairplace.equity.sources.cards import cards_of
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.fingertips_next import FingertipsNext
from fairplace.equity.sources.http import open_client
from fairplace.equity.sources.port import Reply

from . import fake_fingertips_next
from .fake import client_of, serve
from .fake_fingertips_next import DECILE, point

NEXT = FingertipsNext()
ASKED = {"indicators": "41101", "areas": "E92000001,E06000032", "inequalities": "sex,deprivation"}


def fetch(asked=ASKED):
    with serve(fake_fingertips_next.answer) as fake, client_of(fake) as client:
        return fake, list(FingertipsNext(base=fake.base).fetch(asked, client))


def read(*points, said=None):
    area = {"areaCode": "E06000032", "areaName": "Luton", "healthData": list(points)}
    body = {"indicatorId": 41101, "areaHealthData": [area]} if said is None else said
    return NEXT.read([Reply("x", json.dumps(body).encode(), datetime.now(UTC))], {}).to_pylist()


def test_an_indicator_is_asked_for_by_area_and_inequality():
    fake, replies = fetch()

    assert [question.path for question in fake.asked] == [
        "/api/indicators/41101",
        "/api/indicators/41101/data",
    ]
    assert replies[1].address.endswith(
        "data?area_codes=E92000001&area_codes=E06000032&inequalities=sex&inequalities=deprivation"
    )
    assert cards_of(NEXT, replies) == {"41101": {"name": "Example, invented", "definition": "How many"}}


def test_without_inequalities_none_are_asked_for():
    fake, _ = fetch({"indicators": "41101", "areas": "E06000032"})

    assert fake.asked[1].params == {"area_codes": "E06000032"}


def test_a_point_becomes_a_figure():
    [figure] = read(point(2021, 20.0))

    assert (figure["indicator"], figure["place"], figure["place_name"]) == ("41101", "E06000032", "Luton")
    assert (figure["value"], figure["lower_95"], figure["upper_95"], figure["count"]) == (20, 19, 21, 200)
    assert (figure["sex"], figure["age"], figure["dimension"], figure["subgroup"]) == (
        "Persons",
        "All ages",
        "",
        "",
    )
    assert (figure["starts_on"], figure["ends_on"]) == (date(2021, 1, 1), date(2021, 12, 31))


def test_a_decile_is_a_subgroup():
    _, figure = read(point(2021, 20.0), point(2021, 30.0, DECILE))

    assert (figure["dimension"], figure["subgroup"]) == (
        "Deprivation deciles (IMD2019)",
        "Most deprived decile",
    )


def test_sex_and_age_are_read_as_text_too_and_a_point_may_say_its_days():
    said = point(2021, 20.0) | {"value": None, "sex": "All", "ageBand": "18+"}
    said["datePeriod"] = {"type": "Financial", "from": "2021-04-01", "to": "2022-03-31"}

    [figure] = read(said)

    assert (figure["sex"], figure["age"], figure["value"]) == ("Persons", "18+", None)
    assert (figure["starts_on"], figure["ends_on"]) == (date(2021, 4, 1), date(2022, 3, 31))


@pytest.mark.parametrize("said", [[], {"indicatorId": 1, "areaHealthData": [{"areaCode": "E1"}]}])
def test_json_of_another_shape_is_refused(said):
    with pytest.raises(NotLoaded, match="FingertipsNext sent JSON of another shape"):
        read(said=said)


def test_an_indicator_without_figures_is_named():
    reply = Reply("x", b'{"indicatorId": 1, "areaHealthData": []}', datetime.now(UTC))

    with pytest.raises(NotLoaded, match="FingertipsNext has no figures of 1 for these areas"):
        NEXT.read([reply], {"indicators": "1"})


def test_an_indicator_that_is_not_there_is_told():
    with pytest.raises(NotLoaded, match=r"refused the question \(404\). There is nothing at this address"):
        fetch(ASKED | {"indicators": "404"})


def test_areas_must_be_said():
    with pytest.raises(NotLoaded, match="FingertipsNext is asked for areas"):
        fetch({"indicators": "1"})


def test_it_has_no_address_unless_one_is_given():
    with pytest.raises(NotLoaded, match=r"no public address yet. Say where it is with --base"):
        open_client(find_publisher("fingertips-next"))
