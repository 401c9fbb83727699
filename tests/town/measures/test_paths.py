from datetime import date

import pytest

from fairplace.town.measures.models import Marking, Target
from fairplace.town.measures.operations import PathTaken, add_marking, add_target, change_target
from fairplace.town.measures.queries import get_evidence, list_readings
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import ComparatorGroup
from fairplace.town.ui.charts import asking
from tests.factories import (
    make_indicator,
    make_measure,
    make_observations,
    make_person,
    make_place,
    make_town,
)

pytestmark = pytest.mark.django_db
CLIMB = [(10 + n, 9.8 + n, 10.2 + n) for n in range(6)]


@pytest.fixture
def town():
    town = make_town()
    town.promise_by = 2040
    town.save()
    return town


@pytest.fixture
def fay(client, town):
    person = make_person("Fay", town, "analyst")
    client.force_login(person)
    return person


@pytest.fixture
def measure(town):
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    return make_measure(town, indicator=indicator)


def typed(**fields):
    said = {
        "of": "level", "subgroup": "", "base_year": 2019.5, "base_value": 15, "year": 2040, "value": 20,
        "status": "proposed", "adopted_on": "", "source": "Ours.", "version": "",
    }  # fmt: skip
    return {**said, **fields}


def values(**fields):
    told = {key: value for key, value in typed(**fields).items() if key not in ("version", "adopted_on")}
    return {**told, "adopted_on": None}


def test_an_analyst_sets_a_path_and_the_page_says_what_it_takes(client, fay, measure):
    assert client.get("/measures/jobs/paths/add/").context["form"].initial["base_value"] == 15

    assert client.post("/measures/jobs/paths/add/", typed()).url == "/measures/jobs/"

    page = client.get("/measures/jobs/").content.decode()
    assert "from 15.0% in 2019 to 20.0% in 2040; our proposal, not adopted" in page
    # Five points in 21 years.
    assert "It takes each year, from the last figure (2019) on" in page
    assert "0.24 percentage points" in page
    # That figure is old: what it takes now is said too.
    assert f"If that begins only in {date.today().year}, each year" in page
    assert "The path is our proposal: the town has not adopted it." in page
    assert AuditEvent.objects.filter(kind="path", subject="jobs, level", verb="set", by=fay).exists()


def test_to_start_later_takes_more_each_year(client, fay, measure):
    add_target(by=None, measure=measure, values=values())

    page = client.get("/measures/jobs/?later=2").content.decode()

    year = date.today().year
    assert f"If that begins only in {year + 2}, each year" in page
    nonsense = client.get("/measures/jobs/?later=nonsense").content.decode()
    assert f"If that begins only in {year + 2}" not in nonsense
    assert f"If that begins only in {year}, each year" in nonsense


def test_a_later_start_is_in_the_drawing_of_the_curve_too(client, fay, measure, monkeypatch):
    add_target(by=None, measure=measure, values=values())
    asked = []
    monkeypatch.setattr(asking, "ask_for_picture", lambda *, chart, key: asked.append(chart.title))

    shown = client.get("/measures/jobs/?later=2")
    late = shown.context["drawings"]["level"].chart
    now = client.get("/measures/jobs/").context["drawings"]["level"].chart

    words = f"If that begins only in {date.today().year + 2}"
    assert late.notes[-1].startswith(f"{words}: the dotted line stays level")
    said = dict(shown.context["levels"][0][0].lines)[f"{words}, each year"]
    assert f"takes {said.lstrip('+−').split(' (')[0]} each year" in late.notes[-1]
    assert not any("dotted line stays level" in note for note in now.notes)
    # Nobody has seen this drawing yet: it is drawn while its figures are read.
    assert late.title in asked


def test_a_second_path_of_a_kind_is_refused_and_nothing_typed_is_lost(client, fay, measure):
    add_target(by=None, measure=measure, values=values())

    html = client.post("/measures/jobs/paths/add/", typed(source="Another paper.")).content.decode()

    assert "There is a path of this kind already" in html
    assert "Another paper." in html
    gap = add_target(by=None, measure=measure, values=values(of="absolute gap"))
    with pytest.raises(PathTaken):
        change_target(by=None, target=gap, version=1, values=values())


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"year": 2019}, "A path ends after it begins."),
        ({"of": "relative gap", "value": 0}, "A ratio is above zero"),
        ({"source": ""}, "Say where it was said"),
        ({"value": "low"}, "Write a number"),
    ],
)
def test_a_path_that_cannot_be_is_refused(client, fay, measure, wrong, says):
    assert says in client.post("/measures/jobs/paths/add/", typed(**wrong)).content.decode()
    assert not Target.objects.exists()


def test_a_path_is_changed_and_taken_away_in_its_version(client, fay, measure):
    target = add_target(by=None, measure=measure, values=values())
    address = f"/measures/jobs/paths/{target.pk}/"

    assert client.post(address, typed(value=25, version=1)).status_code == 302
    assert client.post(address, typed(value=30, version=1)).status_code == 409
    assert client.post(f"{address}remove/", {"version": 1}).url == address
    assert client.post(f"{address}remove/", {"version": 2}).url == "/measures/jobs/"
    assert client.get(address).status_code == 404
    assert list(AuditEvent.objects.filter(kind="path").order_by("pk").values_list("verb", flat=True)) == [
        "set",
        "changed",
        "removed",
    ]


def test_a_proposal_has_no_day_of_adoption(client, fay, measure):
    client.post("/measures/jobs/paths/add/", typed(adopted_on="2026-01-01"))

    assert Target.objects.get().adopted_on is None


def test_nothing_before_a_marked_change_of_definition_is_judged(client, fay, measure):
    said = {"kind": "break", "on": "2017-01-01", "text": "Counted anew."}

    client.post("/measures/jobs/marks/add/", said)

    [reading] = list_readings(town=measure.town)
    assert reading.judgements[0].first == "2017"
    assert reading.verdict == "cannot tell"
    page = client.get("/measures/jobs/").content.decode()
    assert "Counted anew." in page
    assert "The definition changes within the last five points." in page
    marking = Marking.objects.get()
    assert client.post(f"/measures/jobs/marks/{marking.pk}/remove/").status_code == 302
    assert list_readings(town=measure.town)[0].verdict == "better"
    assert client.post(f"/measures/jobs/marks/{marking.pk}/remove/").status_code == 404


def test_marks_and_targets_stand_on_the_trend(client, measure):
    add_marking(by=None, measure=measure, kind="proxy", on=date(2016, 7, 1), text="Another series.")
    add_target(by=None, measure=measure, values=values(status="adopted"))

    page = client.get("/measures/jobs/").content.decode()

    assert "stand-in figures: Another series." in page
    assert "2040, target 20.0%: Ours." in page


def test_places_are_put_together_with_a_reason_and_stand_beside_a_measure(client, fay, measure):
    slough, crawley = make_place("E06000039", "Slough"), make_place("E07000226", "Crawley")
    make_observations(measure.indicator, slough, [(9, 8, 10)], first=2019)
    said = {"name": "Airports", "why": "They fly.", "places": "Slough\nE07000226"}

    assert client.post("/comparators/add/", said).url == "/comparators/"

    group = ComparatorGroup.objects.get()
    assert set(group.places.all()) == {slough, crawley}
    measure.beside = group
    measure.save()
    assert "Airports" in client.get("/comparators/").content.decode()
    assert [(one.place, one.role, one.difference) for one in get_evidence(measure=measure).beside] == [
        (slough, "own", "better")
    ]


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ("Nowhere", "These are no other places that we know: Nowhere."),
        ("Testham", "These are no other places that we know: Testham."),
        ("Newtown", "More than one place is called so"),
        ("", "Name one place at least."),
        ("\n".join(str(n) for n in range(41)), "At most 40 places"),
    ],
)
def test_lines_that_name_no_place_or_two_are_said(client, fay, places, says):
    for code in ("E06000101", "E06000102"):
        make_place(code, "Newtown")

    html = client.post("/comparators/add/", {"name": "A", "why": "B", "places": places}).content.decode()

    assert says in html
    assert not ComparatorGroup.objects.exists()


def test_a_group_of_places_is_changed_and_taken_away_in_its_version(client, fay, town):
    make_place("E06000039", "Slough")
    said = {"name": "Airports", "why": "They fly.", "places": "Slough"}
    client.post("/comparators/add/", said)

    assert client.post("/comparators/airports/", {**said, "version": 1, "why": "Jets."}).status_code == 302
    assert client.post("/comparators/airports/", {**said, "version": 1, "why": "Noise."}).status_code == 409
    assert client.post("/comparators/airports/remove/", {"version": 1}).url == "/comparators/airports/"
    assert client.post("/comparators/airports/remove/", {"version": 2}).url == "/comparators/"
    assert not ComparatorGroup.objects.exists()


def test_a_page_without_any_change_writes_nothing_down(client, fay, town):
    make_place("E06000039", "Slough")
    said = {"name": "Airports", "why": "They fly.", "places": "Slough"}
    client.post("/comparators/add/", said)

    client.post("/comparators/airports/", {**said, "version": 1})

    assert ComparatorGroup.objects.get().version == 1
    assert AuditEvent.objects.filter(kind="comparator group").count() == 1
