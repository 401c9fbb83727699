"""An action is handed on by its link, and a fresh link is sent."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import UpdateLink
from fairplace.town.governance.operations.update import reassign
from fairplace.town.governance.operations.update_link import LinkRefused, hand_on, make_link
from fairplace.town.governance.rules.secret import digest_of
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent
from tests.factories import make_person
from tests.town.governance.update_link.conftest import SAID, begin, path_of, refused, text

pytestmark = pytest.mark.django_db


def test_using_one_link_ends_the_older_ones(path, action, sam):
    older = path_of(make_link(action=action, person=sam))
    begin(path).post(path, SAID)

    refused(Client().get(older), 410, "This link is too old")


def test_a_helper_can_use_a_link_and_not_hand_it_on(action, town):
    helper = make_person("Hal", town)
    action.helpers.add(helper)
    path = path_of(make_link(action=action, person=helper))
    browser = begin(path)

    assert "not the right person" not in text(browser.get(path))
    assert browser.post(f"{path}hand-on/", {"note": ""}).status_code == 410
    assert browser.post(path, SAID).status_code == 302
    action.refresh_from_db()
    assert action.owner is not None


@pytest.mark.parametrize("is_after_an_update", [False, True])
def test_an_owner_can_hand_it_on_to_the_chairs_list(path, action, sam, is_after_an_update):
    browser = begin(path)
    if is_after_an_update:
        browser.post(path, SAID)

    assert browser.get(f"{path}hand-on/").status_code == 200
    answer = browser.post(f"{path}hand-on/", {"note": "Ask the landlords’ forum."})

    assert "It is now on the list of the chair of Housing" in text(answer)
    action.refresh_from_db()
    assert action.owner is None
    assert action.with_chair_since is not None
    assert "Ask the landlords’ forum." in action.with_chair_because
    assert AuditEvent.objects.filter(by=sam, verb="gave to somebody else").count() == 1
    assert browser.post(f"{path}hand-on/", {"note": "Again"}).status_code == 410


def test_nobody_else_can_hand_it_on_after_an_update(path, action):
    begin(path).post(path, SAID)

    assert Client().post(f"{path}hand-on/", {"note": ""}).status_code == 410
    with pytest.raises(LinkRefused):
        hand_on(link=UpdateLink.objects.get(), reader=None, browser=digest_of("other"), note="")
    action.refresh_from_db()
    assert action.owner is not None


def test_a_fresh_link_goes_to_the_person_of_the_old_one_and_works(path, sam):
    UpdateLink.objects.update(expires_at=timezone.now())

    answer = Client().post(f"{path}fresh/")

    letter = Letter.objects.get()
    assert (letter.to, letter.person) == (sam.email, sam)
    assert sam.email not in text(answer)
    fresh = re.search(r"https?://[^/]+(/update/[\w-]+/)", letter.body)[1]
    assert fresh not in text(answer)
    assert begin(fresh).post(fresh, SAID).status_code == 302


def test_one_fresh_link_an_hour_is_sent_and_asking_is_limited(path):
    UpdateLink.objects.update(expires_at=timezone.now())

    statuses = [Client().post(f"{path}fresh/").status_code for _n in range(4)]

    assert statuses == [200, 200, 200, 429]
    assert (Letter.objects.count(), UpdateLink.objects.count()) == (1, 2)


def test_no_fresh_link_is_sent_for_what_is_not_theirs_any_more(path, action, town):
    reassign(by=None, action=action, owner=make_person("Ben", town))

    assert Client().post(f"{path}fresh/").status_code == 200
    assert not Letter.objects.exists()
