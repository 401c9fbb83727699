"""Outlines and lookups from an invented portal, over HTTP on loopback, as the page and the worker bring them."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.utils import timezone

from fairplace.town.feeds.operations.portal import run_portal_fetch
from fairplace.town.feeds.queries.portal import list_portal_fetches
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import Boundary, BoundarySet, Succession
from tests.equity.sources.fake import serve
from tests.equity.sources.fake_open_geography import CODES, LAYER, Server
from tests.factories import make_geography, make_person

pytestmark = pytest.mark.django_db
PAGE = "/geography/portal/"
LOOKUP = "LSOA_Invented_Lookup"


@dataclass
class Lookup(Server):
    """A lookup of all the country's neighbourhoods: one pair is ours only by its newer code."""

    pairs: tuple[tuple[str, str], ...] = ()

    def answer(self, question):
        asked = {**question.params, **dict(parse_qsl(question.body.decode()))}
        if not question.path.endswith("/query"):
            fields = [{"name": name} for name in ("LAD22CD", "LSOA11CD", "LSOA21CD")]
            return self.json({"maxRecordCount": 100, "fields": fields})
        at = 0 if asked["where"].startswith("LSOA11CD") else 1
        rows = [pair for pair in self.pairs if f"'{pair[at]}'" in asked["where"]]
        if asked.get("returnCountOnly"):
            return self.json({"count": len(rows)})
        told = [{"LAD22CD": "E06000032", "LSOA11CD": before, "LSOA21CD": after} for before, after in rows]
        return self.json({"features": [{"attributes": one} for one in told]})


@pytest.fixture
def portal(town, settings):
    town.place.code = CODES[0]
    town.place.save()
    make_geography(town)
    with serve(Server().answer) as fake:
        settings.SOURCE_ADDRESSES = {"open-geography": fake.base}
        yield fake


@pytest.fixture
def ana(client, town):
    client.force_login(make_person("Ana", town, "analyst"))
    return client


def send(client, **told):
    return client.post(PAGE, {"what": "boundaries", "layer": LAYER, **told}, follow=True)


def work(town):
    """Do what the worker would, and return how it ended."""
    run_portal_fetch(pk=list_portal_fetches(town=town)[0].pk)
    return list_portal_fetches(town=town)[0]


def test_outlines_of_this_town_only_are_asked_for_and_loaded_with_their_terms(ana, town, portal):
    waits = send(ana).content.decode()

    ended = work(town)

    assert "It waits for its turn." in waits
    assert (ended.is_good, ended.sentence[:12]) == (True, "1 outlines o")
    assert [row.code for row in Boundary.objects.all()] == [town.place.code]
    made = BoundarySet.objects.get()
    assert made.address == f"{portal.base}{LAYER}/FeatureServer/0"
    assert made.attribution.endswith("database right 2024")
    where = {one.params["where"] for one in portal.asked if "where" in one.params}
    assert where == {f"LAD24CD IN ('{town.place.code}')"}
    assert ended.sentence in ana.get(PAGE).content.decode()
    events = AuditEvent.objects.filter(kind="portal").order_by("pk")
    assert [(event.verb, event.by.name) for event in events] == [("asked for", "Ana"), ("loaded from", "Ana")]


def test_a_lookup_is_asked_for_by_the_older_and_the_newer_codes(ana, town, data, settings):
    places = make_geography(town)
    pairs = [(places[name].code, places[name].code) for name in "abdef"]
    pairs += [(places["c"].code, places["c1"].code), (places["c"].code, places["c2"].code)]
    pairs += [("E01009999", "E01009998")]
    Succession.objects.all().delete()
    with serve(Lookup(pairs=tuple(pairs)).answer) as fake:
        settings.SOURCE_ADDRESSES = {"open-geography": fake.base}
        send(ana, what="lookup", layer=LOOKUP, field="LSOA11CD", newer="LSOA21CD")
        ended = work(town)

    assert ended.sentence == "7 rows of the lookup are loaded."
    assert sorted(Succession.objects.filter(change="S").values_list("weight", flat=True)) == [0.4, 0.6]


def test_a_lookup_that_crosses_the_edge_of_the_town_is_refused_as_it_is_from_a_file(
    ana, town, data, settings
):
    places = make_geography(town)
    pairs = [(places["a"].code, places["a"].code), ("E01009999", places["b"].code)]
    before = list(Succession.objects.values_list())
    with serve(Lookup(pairs=tuple(pairs)).answer) as fake:
        settings.SOURCE_ADDRESSES = {"open-geography": fake.base}
        send(ana, what="lookup", layer=LOOKUP, field="LSOA11CD", newer="LSOA21CD")
        ended = work(town)

    assert "E01009999 is no neighbourhood that is known here" in ended.sentence
    assert list(Succession.objects.values_list()) == before


@pytest.mark.parametrize(
    ("fault", "layer", "field", "said"),
    [
        ("500", LAYER, "", "answered 500"),
        ("cut without a word", LAYER, "", "cut short"),
        ("", "Nothing_Like_It", "", "Invalid URL"),
        ("", LAYER, "WD24CD", "has no field WD24CD"),
    ],
)
def test_a_fault_is_one_sentence_and_what_is_loaded_stays(ana, town, portal, fault, layer, field, said):
    send(ana)
    work(town)
    before = list(Boundary.objects.values_list())
    if fault:
        portal.break_with(fault)

    send(ana, layer=layer, field=field)
    ended = work(town)

    assert (ended.is_running, ended.is_good) == (False, False)
    assert said in ended.sentence
    assert list(Boundary.objects.values_list()) == before
    assert "Failed." in ana.get(PAGE).content.decode()


def test_a_town_that_is_offline_asks_nobody_and_points_to_files(ana, town, portal, settings):
    settings.ASKS_PUBLISHERS = False

    shown = ana.get(PAGE).content.decode()
    refused = send(ana).content.decode()

    assert "This town does not ask publishers by itself" in shown
    assert "/geography/boundaries/add/" in shown
    assert "This town does not ask publishers. Load the areas from a file." in refused
    assert (portal.asked, list_portal_fetches(town=town)) == ([], [])


def test_one_at_a_time_is_asked_for_and_done_once(ana, town, portal):
    send(ana)

    assert "The portal is being asked already." in send(ana).content.decode()
    work(town)
    asked = len(portal.asked)
    work(town)
    assert len(portal.asked) == asked


def test_what_nobody_takes_up_ends_with_a_sentence(ana, town, portal, monkeypatch):
    send(ana)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("fairplace.town.feeds.operations.portal.timezone.now", lambda: later)

    assert "the worker does not run" in ana.get(PAGE).content.decode()


@pytest.mark.parametrize("layer", ["", "../admin", "a/b?x=1"])
def test_what_is_no_name_of_a_layer_is_refused_at_once(ana, town, portal, layer):
    answer = send(ana, layer=layer)

    assert answer.context["form"].errors["layer"]
    assert list_portal_fetches(town=town) == []


def test_geography_and_the_desk_lead_there(ana, town):
    assert PAGE in ana.get("/geography/").content.decode()
    assert 'href="/geography/"' in ana.get("/desk/").content.decode()
