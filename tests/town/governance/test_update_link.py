"""A link from a mail: one update, by one person, from one browser, once. And each refusal with its page."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import Update, UpdateLink
from fairplace.town.governance.operations.update import give_update, reassign
from fairplace.town.governance.operations.update_link import LinkRefused, hand_on, make_link, use_link
from fairplace.town.governance.rules.secret import digest_of
from fairplace.town.governance.rules.update_link import Standing, judge
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Strategy
from tests.factories import make_action, make_group, make_meeting, make_person, make_series, make_town

pytestmark = pytest.mark.django_db
SAID = {"state": "under way", "note": "Two rooms are open.", "seen": "0"}
FORBIDDEN = ["Sam Okoro", "sam okoro@example.org", "Warm rooms"]


@pytest.fixture
def town():
    cache.clear()
    return make_town()


@pytest.fixture
def sam(town):
    return make_person("Sam Okoro", town, "contributor")


@pytest.fixture
def action(town, sam):
    return make_action(make_group(town, "housing"), owner=sam, title="Warm rooms")


@pytest.fixture
def path(action, sam):
    return path_of(make_link(action=action, person=sam))


def path_of(address):
    return re.fullmatch(r"https?://[^/]+(/update/[\w-]{43}/)", address)[1]


def begin(path):
    """Return a browser that has opened the page."""
    browser = Client()
    assert browser.get(path).status_code == 200
    return browser


def text(response):
    return response.content.decode()


def test_only_a_digest_of_the_secret_is_kept(path):
    link = UpdateLink.objects.get()

    secret = path.split("/")[2]
    assert link.digest == digest_of(secret)
    assert secret not in str(vars(link))
    assert timedelta(days=20) < link.expires_at - timezone.now() < timedelta(days=22)


def test_from_mail_to_saved_update_in_one_page_without_signing_in(path, action, sam):
    browser = begin(path)

    answer = browser.post(path, SAID, follow=True)

    assert answer.redirect_chain == [(f"{path}thanks/", 302)]
    update, link = Update.objects.get(), UpdateLink.objects.get()
    assert (update.by, update.note, update.state, update.by_link) == (sam, SAID["note"], "under way", True)
    assert (link.update, link.used_at is not None) == (update, True)
    event = AuditEvent.objects.get(kind="action")
    assert (event.by, event.verb, event.after["by link"]) == (sam, "updated", True)
    assert "Two rooms are open." in text(answer)
    action.refresh_from_db()
    assert action.state == "under way"


def test_opening_the_page_uses_nothing_up(path):
    for _n in range(3):
        Client().get(path)
        Client().head(path)

    link = UpdateLink.objects.get()
    assert (link.held_by, link.used_at) == ("", None)
    assert begin(path).post(path, SAID).status_code == 302


@pytest.mark.parametrize("page", ["", "thanks/", "hand-on/"])
def test_no_page_of_a_link_is_kept_found_or_told_to_others(path, page):
    response = Client().get(path + page)

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]


def test_forged_forms_are_refused(path):
    browser = Client(enforce_csrf_checks=True)
    browser.get(path)

    for page in ("", "hold/", "hand-on/", "fresh/"):
        assert browser.post(path + page, SAID).status_code == 403
    assert not Update.objects.exists()


def test_the_page_asks_for_a_number_only_where_the_action_counts_something(path, action):
    assert 'name="count"' not in text(Client().get(path))
    action.counts_what, action.denominator, action.denominator_what = (
        "children reached",
        400,
        "children in town",
    )
    action.save()
    browser = begin(path)

    alone = browser.post(path, {**SAID, "count": "130", "denominator": ""})
    too_many = browser.post(path, {**SAID, "count": "500", "denominator": "400"})
    thanks = browser.post(path, {**SAID, "count": "130", "denominator": "400"}, follow=True)

    assert "Say out of how many." in text(alone)
    assert "Two rooms are open." in text(alone)
    assert "cannot be larger" in text(too_many)
    assert "130 of 400 children in town" in text(thanks)
    action.refresh_from_db()
    assert (action.count, action.denominator) == (130, 400)


def test_a_number_may_be_left_out(path, action):
    action.counts_what, action.denominator, action.denominator_what = "children", 400, "children in town"
    action.save()

    begin(path).post(path, {**SAID, "count": "", "denominator": "400"})

    assert Update.objects.get().count is None


def test_the_thanks_say_who_reads_it_and_what_comes_next(path, action):
    board = make_group(action.town, "board")
    cabinet = make_group(action.town, "cabinet", reports_to=board)
    board.reports_to = cabinet
    board.save()
    action.group.reports_to = board
    action.group.save()
    action.also_to.add(make_group(action.town, "scrutiny"), board)
    action.strategies.add(Strategy.objects.create(town=action.town, name="Fuel poverty plan"))
    series = make_series(action.group)
    make_meeting(series, datetime(2099, 3, 2, 13, tzinfo=UTC))
    make_meeting(series, datetime(2098, 3, 3, 13, tzinfo=UTC), state="cancelled")
    make_meeting(series, datetime(2020, 3, 3, 13, tzinfo=UTC))
    browser = begin(path)

    page = text(browser.post(path, SAID, follow=True))

    listed = re.findall(r"<li>(\w[^<]*)</li>", page)
    assert [one for one in listed if one in ("Housing", "Board", "Cabinet", "Scrutiny", "Fuel poverty plan")] == [
        "Housing", "Board", "Cabinet", "Scrutiny", "Fuel poverty plan",
    ]  # fmt: skip
    assert "One update serves every strategy and board" in page
    assert "Housing meets next on Monday 2 March 2099, 13:00." in page
    assert "The next update is due on" in page


def test_the_thanks_are_for_who_gave_the_update(path):
    begin(path).post(path, SAID)

    other = Client().get(f"{path}thanks/")

    assert other.status_code == 410
    assert "Two rooms" not in text(other)


def test_thanks_before_an_update_lead_to_the_form(path):
    assert Client().get(f"{path}thanks/").url == path


# --- Refusals ---------------------------------------------------------------------------------


def refused(response, status, words):
    """Check that a page refuses with help, and names nobody."""
    page = text(response)
    assert response.status_code == status
    assert words in page
    assert not [one for one in FORBIDDEN if one in page]
    return page


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


def test_what_came_meanwhile_is_shown_before_it_is_saved(path, action, town):
    browser = begin(path)
    give_update(by=make_person("Hal", town), action=action, note="We are stuck.", state="stuck")

    first = browser.post(path, SAID)
    seen = re.search(r'name="seen" value="(\d+)"', text(first))[1]
    second = browser.post(path, {**SAID, "seen": seen})

    assert first.status_code == 409
    assert "We are stuck." in text(first)
    assert "Two rooms are open." in text(first)
    assert second.status_code == 302
    assert list(Update.objects.order_by("pk").values_list("note", flat=True)) == [
        "We are stuck.",
        SAID["note"],
    ]


def test_a_form_with_nothing_in_it_keeps_what_there_was(path):
    page = text(begin(path).post(path, {**SAID, "state": ""}))

    assert "Choose how it goes." in page
    assert "Two rooms are open." in page
    assert UpdateLink.objects.get().used_at is None


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


# --- Handing on, and fresh links --------------------------------------------------------------


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


# --- The rule ---------------------------------------------------------------------------------

NOW = datetime(2026, 11, 2, tzinfo=UTC)
FINE = {
    "now": NOW, "person": 1, "reader": None, "held_by": "", "browser": "b", "is_used": False,
    "expires_at": NOW + timedelta(days=1), "is_theirs": True, "is_open": True,
}  # fmt: skip


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
