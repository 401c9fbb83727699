"""Before any pack is loaded no address may break: it opens, leads on, or is not there."""

import pytest
from django.urls import reverse

from tests.factories import make_person
from tests.town.test_urls import ALL, KWARGS, WHO

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", sorted(WHO))
def test_no_address_breaks_without_a_town(client, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    address = reverse(name, kwargs=KWARGS.get(name))

    public = client.get(address).status_code
    client.force_login(make_person("Ada", is_superuser=True))
    administrator = client.get(address).status_code

    # Steps of a journey that nobody was led to answer 403 or 410.
    allowed = {200, 302, 404} if WHO[name] == ALL else {200, 302, 403, 404, 410}
    assert {public, administrator} <= allowed


@pytest.mark.parametrize(
    ("address", "status"),
    [("/towns/", 200), ("/towns/nowhere/", 404), ("/manage/", 302), ("/nothing/", 302)],
)
def test_what_stands_outside_of_towns_answers_too(client, address, status):
    assert client.get(address).status_code == status


def test_the_list_of_towns_says_that_there_is_none(client):
    assert "No town yet" in client.get("/towns/").content.decode()
