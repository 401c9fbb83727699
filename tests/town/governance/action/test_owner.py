"""An action goes to somebody else."""

from datetime import UTC, date, datetime

from fairplace.town.governance.models import Action
from fairplace.town.governance.operations.update import reassign
from fairplace.town.people.models import AuditEvent
from tests.factories import make_action, make_person
from tests.town.governance.action.conftest import read


def test_an_action_goes_to_somebody_else_with_a_reason(group, ben, ada, as_ada):
    make_action(group, owner=ben)

    refused = as_ada.post("/actions/A1/owner/", {"owner": ada.pk, "because": ""})
    as_ada.post("/actions/A1/owner/", {"owner": ada.pk, "because": "Ben has moved on."})

    assert "Say in a few words" in refused.content.decode()
    assert Action.objects.get().owner == ada
    event = AuditEvent.objects.get(verb="gave to somebody else")
    assert event.after == {"owner": "Ada", "because": "Ben has moved on."}


def test_an_action_goes_to_somebody_new_or_to_nobody(group, ben, as_ada):
    make_action(group, owner=ben)
    new = {"owner": "new", "new_name": "Dee", "new_email": "dee@example.org", "because": "Ben is ill."}

    as_ada.post("/actions/A1/owner/", new)
    assert Action.objects.get().owner.email == "dee@example.org"

    as_ada.post("/actions/A1/owner/", {"owner": "", "because": "Dee is ill too."})
    one = Action.objects.get()
    assert (one.owner, one.with_chair_because) == (None, "Dee is ill too.")


def test_an_action_does_not_go_to_somebody_who_left(group, ben, as_ada):
    make_person("Ann", group.town, is_active=False)
    make_action(group, owner=ben)
    sent = {"owner": "new", "new_name": "Ann", "new_email": "ann@example.org", "because": "Why not."}

    page = as_ada.post("/actions/A1/owner/", sent).content.decode()

    assert "Ann has left" in page
    assert Action.objects.get().owner == ben


def test_reassigning_starts_the_rhythm_anew(group, ben, ada, as_ben, monkeypatch):
    action = make_action(
        group, owner=ben, starts_on=date(2026, 1, 1), owned_since=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert "3 updates missed" in read(as_ben, "/actions/")

    reassign(by=ada, action=action, owner=ada, because="Ben is ill.")

    assert "missed" not in read(as_ben, "/actions/")
