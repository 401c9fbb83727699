"""What nobody had planned: anybody tells it, a moderator links it, and it counts apart from what was planned."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.workstreams.models import Contribution
from fairplace.town.workstreams.operations.contribution import ContributionRefused, set_aside_contribution
from fairplace.town.workstreams.queries.contribution import Coverage, count_coverage
from tests.factories import (
    make_alignment,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
TOLD = {
    "text": "We cook a warm meal.", "who": "Zoe Quill", "email": "zoe@example.org", "organisation": "Hat",
    "happened_on": "2026-01-01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def town():
    town = make_town()
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    make_recommendation(objective, "R2")
    return town


@pytest.fixture
def ada(town):
    client = Client()
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def tell(client, **other):
    return client.post("/tell-us/", TOLD | other)


def test_anybody_tells_of_what_helped(client, town):
    hat = make_organisation(town, "hat")

    assert tell(client).url == "/tell-us/thanks/"
    assert "Thank you" in client.get("/tell-us/thanks/").content.decode()

    one = Contribution.objects.get()
    assert (one.text, one.who, one.organisation, one.state) == (
        "We cook a warm meal.",
        "Zoe Quill",
        hat,
        "waiting",
    )
    event = AuditEvent.objects.get()
    assert (event.by, event.verb) == (None, "was told")
    assert "Zoe" not in str([event.subject, event.after])
    assert "zoe@" not in str([event.subject, event.after])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Write what you did."),
        ({"email": "zoe"}, "email address"),
        ({"happened_on": "soon"}, "Write the date as 2027-03-31."),
        ({"happened_on": str(timezone.localdate() + timedelta(days=2))}, "This day is still to come."),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_the_rest(client, town, wrong, sentence):
    html = tell(client, **wrong).content.decode()

    assert sentence in html
    assert "Zoe Quill" in html
    assert not Contribution.objects.exists()


def test_a_program_that_fills_in_the_hidden_field_is_thanked_and_forgotten(client, town):
    assert tell(client, website="https://spam.example").url == "/tell-us/thanks/"
    assert not Contribution.objects.exists()


def test_one_address_cannot_flood_the_town(client, town):
    for n in range(10):
        assert tell(client, text=f"Number {n}").status_code == 302

    assert tell(client).status_code == 429
    assert Contribution.objects.count() == 10


def test_until_it_is_linked_nothing_of_it_is_public(client, town):
    tell(client)

    for address in ("/recommendations/", "/objectives/M1/", "/workstreams/"):
        assert "warm meal" not in client.get(address).content.decode()


def test_what_is_linked_counts_as_found_apart_from_planned(
    client, ada, town, django_capture_on_commit_callbacks
):
    row, work = town.frameworks.get().items.get(code="R1"), make_workstream(town, "W1")
    other = town.frameworks.get().items.get(code="R2")
    make_alignment_of(row, work)
    make_alignment_of(other, make_workstream(town, "W2", archived_on="2026-01-01"))
    tell(client)
    one = Contribution.objects.get()
    typed = {"decision": "link", "recommendations": ["R1", "R2"], "answer": "Thank you!"}

    with django_capture_on_commit_callbacks(execute=True):
        assert ada.post(f"/contributions/{one.pk}/", typed).url == "/contributions/"

    assert count_coverage(town=town) == {row.pk: Coverage(1, 1), other.pk: Coverage(0, 1)}
    for address in ("/recommendations/", "/objectives/M1/"):
        html = client.get(address).content.decode()
        assert "Planned: 1 workstream carries it" in html
        assert "Planned: no workstream carries it yet" in html
        assert html.count("Found: 1 thing that helps") == 2
        assert "We cook a warm meal." in html
        assert not [word for word in ("Zoe", "zoe@") if word in html]
    assert "We cook a warm meal." in client.get("/recommendations/R2/").content.decode()
    assert [(m.to, "Thank you!" in m.body) for m in mail.outbox] == [(["zoe@example.org"], True)]
    one.refresh_from_db()
    assert (one.state, one.email) == ("linked", "")
    event = AuditEvent.objects.get(verb="linked")
    assert event.after == {"state": "linked", "recommendations": ["R1", "R2"], "answer": "Thank you!"}


def make_alignment_of(row, work):
    make_alignment(Recommendation.objects.get(pk=row.pk), work)


def test_what_is_set_aside_is_answered_kindly(client, ada, town, django_capture_on_commit_callbacks):
    tell(client, email="")
    one = Contribution.objects.get()
    assert (
        "Write a kind answer"
        in ada.post(f"/contributions/{one.pk}/", {"decision": "set aside"}).content.decode()
    )

    with django_capture_on_commit_callbacks(execute=True):
        ada.post(f"/contributions/{one.pk}/", {"decision": "set aside", "answer": "It is in a plan already."})

    one.refresh_from_db()
    assert (one.state, one.answer, one.read_by.name) == ("set aside", "It is in a plan already.", "Ada")
    assert mail.outbox == []
    assert "warm meal" not in client.get("/recommendations/").content.decode()
    assert "It is in a plan already." in ada.get(f"/contributions/{one.pk}/").content.decode()


def test_linking_to_nothing_gets_a_sentence(client, ada, town):
    tell(client)

    html = ada.post(f"/contributions/{Contribution.objects.get().pk}/", {"decision": "link"}).content.decode()

    assert "Tick at least one recommendation" in html


def test_finding_narrows_the_list_and_keeps_what_is_ticked(client, ada, town):
    tell(client)
    typed = {"decision": "link", "recommendations": ["R1"], "answer": "Thanks", "words": "r2", "find": "yes"}

    html = ada.post(f"/contributions/{Contribution.objects.get().pk}/", typed).content.decode()

    assert 'value="R1" checked' in " ".join(html.split())
    assert 'value="R2"' in html
    assert "Thanks" in html
    assert Contribution.objects.get().state == "waiting"


def test_two_moderators_do_not_undo_each_other_unawares(client, ada, town):
    tell(client)
    as_the_second_read_it = Contribution.objects.get()
    address = f"/contributions/{as_the_second_read_it.pk}/"
    ada.post(address, {"decision": "set aside", "answer": "First."})

    html = ada.post(address, {"decision": "set aside", "answer": "Second."}, follow=True).content.decode()
    assert "Somebody else decided on this meanwhile." in html
    with pytest.raises(ContributionRefused, match="meanwhile"):
        set_aside_contribution(by=Person.objects.get(), contribution=as_the_second_read_it, answer="Second.")

    assert Contribution.objects.get().answer == "First."


def test_the_list_shows_what_waits_and_never_an_address(client, ada, town):
    assert "Nothing waits" in ada.get("/contributions/").content.decode()
    assert "Nothing here" in ada.get("/contributions/?state=linked").content.decode()
    tell(client)

    for address in (
        "/contributions/",
        "/contributions/?state=all",
        f"/contributions/{Contribution.objects.get().pk}/",
    ):
        html = ada.get(address).content.decode()
        assert "We cook a warm meal." in html
        assert "zoe@example.org" not in html
    assert ada.get("/contributions/999/").status_code == 404
