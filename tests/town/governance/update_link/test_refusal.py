"""Each refusal of a link, with its page; and the rule behind them."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import Update, UpdateLink
from fairplace.town.governance.operations.update import give_update, reassign
from fairplace.town.governance.operations.update_link import LinkRefused, use_link
from fairplace.town.governance.rules.update_link import Standing, judge
from tests.factories import make_person, make_town
from tests.town.governance.update_link.conftest import SAID, begin, refused, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, tzinfo=UTC)
FINE = {
    "now": NOW, "person": 1, "reader": None, "held_by": "", "browser": "b", "is_used": False,
    "expires_at": NOW + timedelta(days=1), "is_theirs": True, "is_open": True,
}  # fmt: skip


def test_an_altered_link_is_unknown(path):
    altered = path[:-2] + ("A" if path[-2] != "A" else "B") + "/"

    page = refused(Client().post(altered, SAID), 404, "We do not know this link")

    assert "Two rooms are open." in page
    assert "Send a fresh link" not in page
    assert Client().post(f"{altered}hold/").status_code == 404
    assert Client().post(f"{altered}fresh/").status_code == 404


def test_a_link_of_another_town_is_unknown(path):
    make_town("other", "E06000002", "Otherham", is_default=False)

    assert Client().get(f"/towns/other{path}").status_code == 404


def test_an_expired_link_gives_back_what_was_typed_and_offers_a_fresh_one(path):
    browser = begin(path)
    UpdateLink.objects.update(expires_at=timezone.now())

    page = refused(browser.post(path, SAID), 410, "This link is too old")

    assert "Two rooms are open." in page
    assert "Under way" in page
    assert "Send a fresh link to the owner" in page
    assert not Update.objects.exists()


def test_a_used_link_shows_what_was_saved_to_its_browser_only(path):
    browser = begin(path)
    browser.post(path, SAID)

    own = browser.get(path)
    other = refused(Client().get(path), 410, "This link was used already")

    assert own.status_code == 410
    assert "Two rooms are open." in text(own)
    assert "Two rooms" not in other


def test_of_two_tabs_the_second_sees_what_the_first_saved_and_keeps_its_own_words(path):
    browser = begin(path)
    browser.get(path)
    browser.post(path, SAID)

    second = browser.post(path, {**SAID, "note": "Three rooms, I think."})

    assert second.status_code == 410
    assert "Two rooms are open." in text(second)
    assert "Three rooms, I think." in text(second)
    assert Update.objects.count() == 1


def test_somebody_signed_in_as_another_person_is_refused(path, town):
    ben = Client()
    ben.force_login(make_person("Ben", town, "contributor"))

    refused(ben.get(path), 403, "This link is for somebody else")
    refused(ben.post(path, SAID), 403, "This link is for somebody else")

    assert not Update.objects.exists()
    assert begin(path).post(path, SAID).status_code == 302


def test_the_browser_in_which_somebody_first_typed_keeps_the_link(path):
    first, second = begin(path), begin(path)

    assert first.post(f"{path}hold/").status_code == 204
    assert second.post(f"{path}hold/").status_code == 403
    page = refused(second.post(path, SAID), 403, "This link is open in another browser")
    refused(Client().get(path), 403, "This link is open in another browser")

    assert "Two rooms are open." in page
    assert first.post(path, SAID).status_code == 302


def test_a_cookie_that_somebody_made_up_holds_nothing(path):
    first, forged = begin(path), Client()
    first.post(f"{path}hold/")
    forged.cookies["update_browser"] = first.cookies["update_browser"].value + "x"

    assert forged.get(path).status_code == 403


def test_the_person_signed_in_may_go_on_in_another_browser(path, sam):
    begin(path).post(f"{path}hold/")
    signed_in = Client()
    signed_in.force_login(sam)

    assert signed_in.post(path, SAID).status_code == 302


def test_the_link_of_a_former_owner_is_refused(path, action, town):
    reassign(by=None, action=action, owner=make_person("Ben", town))

    page = refused(Client().post(path, SAID), 410, "Nothing more is needed from you")

    assert "Ben" not in page
    assert "Send a fresh link" not in page
    assert "Two rooms are open." in page


def test_the_link_of_somebody_who_left_is_refused(path, sam):
    sam.is_active = False
    sam.save()

    refused(Client().get(path), 410, "Nothing more is needed from you")


def test_a_link_to_what_was_closed_meanwhile_is_refused(path, action):
    browser = begin(path)
    give_update(by=None, action=action, note="All done.", state="done")

    page = refused(browser.post(path, SAID), 410, "Nothing more is needed")

    assert "Two rooms are open." in page
    assert "Send a fresh link" not in page


@pytest.mark.parametrize(
    ("so", "standing"),
    [
        ({}, Standing.OPEN),
        ({"held_by": "b"}, Standing.OPEN),
        ({"held_by": "c"}, Standing.OTHER_BROWSER),
        ({"held_by": "c", "reader": 1}, Standing.OPEN),
        ({"reader": 2, "is_used": True}, Standing.OTHER_PERSON),
        ({"expires_at": NOW}, Standing.EXPIRED),
        ({"is_used": True, "is_open": False}, Standing.USED),
        ({"is_theirs": False, "is_open": False}, Standing.OTHER_OWNER),
        ({"is_open": False, "expires_at": NOW}, Standing.CLOSED),
    ],
)
def test_how_a_link_stands(so, standing):
    assert judge(**{**FINE, **so}) == standing


def test_what_is_refused_under_the_lock_leaves_nothing_behind(path, action):
    link = UpdateLink.objects.get()
    UpdateLink.objects.update(expires_at=timezone.now())

    with pytest.raises(LinkRefused):
        use_link(link=link, reader=None, browser="b", seen=0, note="Late", state="done")

    assert not Update.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="The tests' SQLite lives in one thread's memory.")
def test_of_many_posts_at_once_one_is_saved(path):
    browser = begin(path)

    def post(n):
        tab = Client()
        tab.cookies = browser.cookies
        try:
            return tab.post(path, {**SAID, "note": f"Words {n}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as tabs:
        statuses = Counter(tabs.map(post, range(6)))

    assert statuses == {302: 1, 410: 5}
    assert Update.objects.count() == 1
