from datetime import date

import pytest

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.operations import (
    bring_back_measure,
    change_measure,
    retire_measure,
    save_measures,
)
from fairplace.town.measures.queries import list_measures, list_readings
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import ComparatorGroup
from fairplace.town.places.operations.saving import ChangedMeanwhile
from tests.factories import (
    make_group,
    make_indicator,
    make_measure,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def ada(client, town):
    person = make_person("Ada", town, "programme-team")
    client.force_login(person)
    return person


def typed(**fields):
    said = {
        "version": 1, "name": "Jobs", "question": "More?", "why": "", "kind": "in development",
        "needed": "A survey.", "caveat": "", "accountability": "service", "owner": "", "next_review_on": "",
        "judged_from": "", "beside": "",
    }  # fmt: skip
    return {**said, **fields}


def test_the_programme_team_says_who_owns_a_measure_and_when_it_is_judged(client, town, ada):
    measure = make_measure(town)
    slough = ComparatorGroup.objects.create(town=town, slug="airports", name="Airports", why="They fly.")
    said = typed(owner=ada.pk, next_review_on="2027-05-01", judged_from=2030, beside="airports")

    response = client.post("/measures/jobs/edit/", said)

    assert response.url == "/measures/jobs/"
    measure.refresh_from_db()
    assert (measure.owner, measure.next_review_on, measure.judged_from, measure.beside) == (
        ada,
        date(2027, 5, 1),
        2030,
        slough,
    )
    assert AuditEvent.objects.filter(kind="measure", subject="jobs", verb="changed", by=ada).count() == 1
    page = client.get("/measures/jobs/").content.decode()
    assert "Owner: Ada" in page
    assert "Next review on 1 May 2027" in page


def test_the_owner_is_not_shown_to_the_public(client, town):
    make_measure(town, owner=make_person("Dee", town, "analyst"))

    assert "Dee" not in client.get("/measures/jobs/").content.decode()


def test_two_who_change_a_measure_at_once_see_what_differs_and_lose_nothing(client, town, ada):
    measure = make_measure(town, needed="Money.")
    change_measure(by=None, measure=measure, version=1, values={"name": "Work"})

    response = client.post("/measures/jobs/edit/", typed(name="Good jobs"))

    assert response.status_code == 409
    html = response.content.decode()
    assert "Work" in html
    assert 'value="Good jobs"' in html
    assert client.post("/measures/jobs/edit/", typed(name="Good jobs", version=2)).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"needed": ""}, "Say what is needed to have a number."),
        ({"kind": "number"}, "No indicator is tied to this measure"),
        ({"name": ""}, "Give the measure a name."),
        ({"judged_from": "soon"}, "Write a year, such as 2030."),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(client, town, ada, wrong, says):
    make_measure(town)

    html = client.post("/measures/jobs/edit/", typed(why="Because.", **wrong)).content.decode()

    assert says in html
    assert "Because." in html


def test_a_retired_measure_leaves_the_lists_with_its_reason_and_comes_back(client, town, ada):
    make_measure(town)

    client.post("/measures/jobs/retire/", {"version": 1, "reason": "Nobody counts it any more."})

    assert list_measures(town=town) == []
    assert list_readings(town=town) == []
    assert "Nobody counts it any more." in client.get("/measures/jobs/").content.decode()
    assert "Jobs" in client.get("/measures/?retired=yes").content.decode()
    assert client.post("/measures/jobs/bring-back/").url == "/measures/jobs/"
    assert [one.slug for one in list_measures(town=town)] == ["jobs"]
    assert set(AuditEvent.objects.filter(kind="measure").values_list("verb", flat=True)) == {
        "retired",
        "brought back",
    }


def test_a_measure_is_not_retired_without_a_reason_nor_over_what_somebody_else_saved(client, town, ada):
    measure = make_measure(town)

    assert (
        "Say why it is no longer watched."
        in client.post("/measures/jobs/retire/", {"version": 1}).content.decode()
    )
    change_measure(by=None, measure=measure, version=1, values={"name": "Work"})
    assert client.post("/measures/jobs/retire/", {"version": 1, "reason": "Old."}).status_code == 409
    with pytest.raises(ChangedMeanwhile):
        retire_measure(by=None, measure=measure, version=1, reason="Old.")
    with pytest.raises(ChangedMeanwhile):
        bring_back_measure(by=None, measure=measure, version=1)


def test_a_pack_that_is_loaded_again_leaves_what_people_changed():
    town = make_town()
    make_objective(town)
    entry = {
        "slug": "jobs", "name": "Jobs", "question": "More?", "kind": "in development", "status": "proposed",
        "needed": "A survey.", "indicator": None, "gap": None, "objectives": [], "targets": [],
        "markings": [{"kind": "notice", "since": date(2020, 3, 23), "text": "Closed."}],
    }  # fmt: skip
    save_measures(town=town, entries=[entry])
    measure = ImpactMeasure.objects.get()
    change_measure(by=None, measure=measure, version=1, values={"name": "Good jobs"})

    save_measures(town=town, entries=[{**entry, "name": "All jobs", "status": "confirmed"}])

    measure.refresh_from_db()
    assert (measure.name, measure.status) == ("Good jobs", "confirmed")
    assert measure.markings.count() == 1


def test_a_number_of_a_measure_in_development_is_never_shown_as_its_number(client, town):
    indicator = make_indicator()
    make_observations(indicator, town.place, [41, 42, 43])
    make_measure(town, indicator=indicator, kind="in development", needed="A survey.")

    page = client.get("/measures/jobs/").content.decode()

    assert "43.0%" not in page
    assert "A survey." in page
    assert "43.0%" not in client.get("/measures/").content.decode()


def test_members_of_a_group_that_shares_a_measure_add_notes_and_others_do_not(client, town):
    objective = make_objective(town)
    make_measure(town, objectives=[objective])
    group = make_group(town, objectives=[objective])
    ben, dee = make_person("Ben", town, "contributor"), make_person("Dee", town, "contributor")
    make_membership(group, make_organisation(town), person=ben)
    said = {"kind": "works", "text": "Apprenticeships for the young."}

    client.force_login(dee)
    assert client.post("/measures/jobs/notes/add/", said).status_code == 403
    client.force_login(ben)
    assert client.post("/measures/jobs/notes/add/", said).url == "/measures/jobs/"
    client.post("/measures/jobs/notes/add/", {**said, "text": "Buses to the airport at five."})

    page = client.get("/measures/jobs/").content.decode()
    assert page.index("Buses to the airport") < page.index("Apprenticeships")
    assert "What was said before (1 note)" in page
    assert "Ben," in page
    client.logout()
    public = client.get("/measures/jobs/").content.decode()
    assert "Apprenticeships" in public
    assert "Ben," not in public


def test_how_a_measure_stands_is_told_by_what_fits_its_kind(client, town, ada):
    make_measure(town, "strategy", kind="status")
    make_measure(town, "jobs", make_indicator())

    assert client.get("/measures/jobs/standings/add/").status_code == 404
    said = {"on": "2026-05-01", "state": "partly", "text": "Half of it.", "source": "The minutes."}
    assert client.post("/measures/strategy/standings/add/", said).url == "/measures/strategy/"
    page = client.get("/measures/strategy/").content.decode()
    assert "It is partly done, as told on 1 May 2026." in page
    assert "How we know: The minutes." in page
    late = client.post("/measures/strategy/standings/add/", {**said, "on": "2999-01-01"}).content.decode()
    assert "This day has not come yet." in late


def test_a_measure_that_does_not_exist_has_no_pages(client, town, ada):
    for page in ("edit/", "retire/", "notes/add/", "standings/add/"):
        assert client.get(f"/measures/nothing/{page}").status_code == 404
