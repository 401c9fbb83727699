import pytest

from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.operations.note import NoteRefused, add_note
from fairplace.town.logicmodels.operations.version import ApprovalRefused, approve_version, make_version
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.people.models import AuditEvent
from tests.factories import make_history, make_person
from tests.factories.logicmodels import note, put_step

PAGE = "/logic-models/warm-homes/"


def test_a_note_keeps_author_day_and_reason(client, model, ada):
    client.post(
        f"{PAGE}notes/add/", {"what": "reading", "about": "homes", "value": "310", "reason": "Count of May"}
    )

    model.refresh_from_db()
    kept = get_state(model).notes[0]
    assert (kept.about, kept.what, kept.value, kept.reason, kept.by) == (
        "homes",
        "reading",
        "310",
        "Count of May",
        "Ada",
    )
    page = client.get(f"{PAGE}notes/").content.decode()
    for words in ("310", "Count of May", "Ada", "Homes mended"):
        assert words in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"what": "reading", "about": "homes", "value": "many"}, "A reading is a number, such as 310."),
        ({"what": "reading", "about": "warm", "value": "3"}, "Only an output has readings."),
        ({"what": "start", "about": "", "value": "soon"}, "Write the day as year-month-day: 2027-03-31."),
        (
            {"what": "rating", "about": "", "value": "Good", "reason": " "},
            "Give the reason or the source: others will ask for it.",
        ),
        ({"what": "", "about": "", "value": "Good"}, "Choose what you note."),
    ],
)
def test_a_note_that_says_nothing_is_refused_and_kept_in_the_form(client, model, ada, said, sentence):
    page = client.post(f"{PAGE}notes/add/", {"reason": "Kept reason", **said}).content.decode()

    assert sentence in page
    assert "Kept reason" in page or said.get("reason") == " "
    model.refresh_from_db()
    assert get_state(model).notes == ()


def test_a_note_about_nothing_is_refused(model, ada):
    with pytest.raises(NoteRefused, match="not there any more"):
        add_note(by=ada, model=model, about="gone", what="rating", value="1", reason="r")
    with pytest.raises(NoteRefused, match="no such memory"):
        add_note(by=ada, model=model, about="", what="mood", value="1", reason="r")


def test_a_note_cannot_be_taken_back(client, model, ada):
    add_note(by=ada, model=model, about="", what="rating", value="Good", reason="r")

    page = client.post(f"{PAGE}undo/", follow=True).content.decode()

    assert "There is no change of yours to take back." in page


def test_a_version_is_named_and_approved_once(client, model, ada):
    client.post(f"{PAGE}versions/", {"name": "As of March"})
    assert (
        "Write what the group said"
        in client.post(f"{PAGE}versions/1/approve/", {"words": "", "on": "2026-03-01"}).content.decode()
    )
    client.post(f"{PAGE}versions/1/approve/", {"words": "Agreed, minute 4.", "on": "2026-03-01"})

    version = model.versions.get()
    assert (version.number, version.name, version.seq, version.made_by) == (1, "As of March", model.seq, ada)
    assert (str(version.approved_on), version.approval, version.approved_by) == (
        "2026-03-01",
        "Agreed, minute 4.",
        ada,
    )
    assert client.get(f"{PAGE}versions/1/approve/").status_code == 404
    with pytest.raises(ApprovalRefused, match="approved already"):
        approve_version(by=ada, version=version, words="Again.")
    verbs = AuditEvent.objects.filter(kind="logic model").order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["named a version", "approved"]


def test_those_who_only_read_name_no_version(client, town, model):
    client.force_login(make_person("Ben", town, "contributor"))

    page = client.post(f"{PAGE}versions/", {"name": "Mine"}).content.decode()

    assert "Keep this version" not in page
    assert not model.versions.exists()


def test_two_moments_lie_side_by_side(client, model, ada):
    make_version(by=ada, model=model, name="First")
    add_events(
        by=ada,
        model=model,
        changes=[("put step", {"key": "visits", "text": "Visit more"}), put_step("x", "impact")],
    )

    page = client.get(f"{PAGE}compare/", {"one": "v1", "other": "now"}).content.decode()
    same = client.get(f"{PAGE}compare/", {"one": "now", "other": "now"}).content.decode()
    empty = client.get(f"{PAGE}compare/", {"one_day": "2020-01-01", "other": "v1"}).content.decode()

    for words in ("Visit homes", "Visit more", "Impact: Step x", "Version 1: First beside Now"):
        assert words in page
    assert "Nothing differs." in same
    assert "Activity: Visit homes" in empty
    assert client.get(f"{PAGE}compare/", {"one": "v7"}).status_code == 200


def test_promises_come_back_on_their_day(client, town, ada):
    make_history(town, "old", [put_step("a", "short", "Warmer"), note("", "start", "2020-01-01")])
    make_history(town, "new", [put_step("a", "long", "Less fuel poverty"), note("", "start", "2026-01-01")])

    page = client.get("/logic-models/promises/").content.decode()

    due, coming = page.split("Coming (1)")
    assert "“Warmer” can be judged since January 2021, and nobody has yet." in due
    assert "“Less fuel poverty” is too early until January 2036." in coming
