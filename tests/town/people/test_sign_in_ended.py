"""Whoever wrote while their sign-in ended gets their words back."""

import pytest
from django.test import Client

from tests.factories import make_person, make_town

pytestmark = pytest.mark.django_db
WORDS = "What we heard from residents, <b>at length</b>."


@pytest.fixture
def address():
    make_person("Ada", make_town(), "programme-team")
    return "/decisions/add/"


def test_words_come_back_when_the_sign_in_ended(address):
    posted = {"title": WORDS, "csrfmiddlewaretoken": "a b", "password": "my own secret", "state": "open"}

    response = Client().post(address, posted)

    page = response.content.decode()
    assert response.status_code == 401
    assert "Nothing was saved, and nothing is lost." in page
    assert f">{WORDS.replace('<', '&lt;').replace('>', '&gt;')}</textarea>" in page
    assert f'href="/account/login/?next={address}"' in page
    assert page.count("<textarea") == 1, "Neither secrets nor choices are shown."


def test_who_wrote_nothing_is_sent_to_sign_in(address):
    response = Client().post(address, {"state": "open"})

    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={address}")
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("sent", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
def test_words_come_back_from_a_page_that_was_open_too_long(address, sent):
    response = Client(enforce_csrf_checks=True).post(address, {"title": WORDS}, headers=sent)

    assert response.status_code == 403
    assert "at length&lt;/b&gt;.</textarea>" in response.content.decode()


@pytest.mark.parametrize("sent", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://bad.example"}, {}])
def test_what_another_site_sends_is_not_shown(address, sent):
    response = Client(enforce_csrf_checks=True).post(address, {"title": WORDS}, headers=sent)

    assert response.status_code == 403
    assert "at length" not in response.content.decode()
