"""The two packs that come with Fairplace, loaded together and opened page by page."""

import re

import pytest

from fairplace.town.framework.queries import get_framework
from fairplace.town.measures.queries import list_measures
from fairplace.town.packs.operations import load_pack
from fairplace.town.places.models import Place
from tests.definitions.published import ROOT

PACKS = ROOT / "definitions" / "packs"
PAGES = (
    "",
    "measures/",
    "recommendations/",
    "groups/",
    "partners/",
    "partners/map/",
    "neighbourhoods/",
    "deprivation/",
    "data/",
    "about/",
    "towns/",
)


def list_addresses(town):
    home = "/" if town.is_default else f"/towns/{town.slug}/"
    places = Place.objects.filter(parent=town.place, kind="neighbourhood").order_by("code")[:5]
    yield from (f"{home}{page}" for page in PAGES)
    yield from (f"{home}measures/{one.slug}/" for one in list_measures(town=town))
    yield from (f"{home}objectives/{one.code}/" for one in get_framework(town=town).objectives)
    yield from (f"{home}neighbourhoods/{one.code}/" for one in places)


def list_wrong(response):
    """Return what no reader should see; a definition card may say "None needed" or "None; a full count"."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.findall(r"\bNone\b(?! needed|;|\.)|\{\{|\{%|\bnan\b|\binf\b", words)


@pytest.mark.django_db
def test_every_measure_objective_and_neighbourhood_of_both_towns_opens(client):
    towns = [load_pack(folder=PACKS / name, by=None) for name in ("luton", "coventry")]

    addresses = [address for town in towns for address in list_addresses(town)]
    answers = {address: client.get(address) for address in addresses}

    assert len(addresses) > 90
    assert {address: one.status_code for address, one in answers.items() if one.status_code != 200} == {}
    assert {address: list_wrong(one) for address, one in answers.items() if list_wrong(one)} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("order", [("luton", "coventry"), ("coventry", "luton")])
def test_either_pack_may_be_loaded_first_and_each_again(order):
    first, second = (load_pack(folder=PACKS / name, by=None) for name in order)

    again = load_pack(folder=PACKS / order[0], by=None)

    assert (again.pk, again.is_default, second.is_default) == (first.pk, True, False)
