"""A link from a mail: one update, by one person, in one page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import Update, UpdateLink
from fairplace.town.governance.operations.update import give_update
from fairplace.town.governance.rules.secret import digest_of
from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Strategy
from tests.factories import make_group, make_meeting, make_person, make_series
from tests.town.governance.update_link.conftest import SAID, begin, text

pytestmark = pytest.mark.django_db


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
