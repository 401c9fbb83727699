from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.governance.models import Aim, ChangeIdea, Driver
from fairplace.town.governance.models import TestCycle as Cycle
from fairplace.town.governance.operations.improvement import change_part
from fairplace.town.people.models import AuditEvent
from tests.factories import make_group, make_measure

pytestmark = pytest.mark.usefixtures("day")


def read(client, address="/groups/children/improvement/"):
    page = client.get(address)
    assert page.status_code == 200, address
    return " ".join(page.content.decode().split())


def make_diagram(group, name="1"):
    """Make an aim with a driver, an idea and a test."""
    aim = Aim.objects.create(group=group, text=f"Aim {name}")
    driver = Driver.objects.create(aim=aim, text=f"Driver {name}")
    idea = ChangeIdea.objects.create(driver=driver, text=f"Idea {name}")
    test = Cycle.objects.create(idea=idea, plan=f"Plan {name}", starts_on=date(2026, 3, 1))
    return {"aim": aim, "driver": driver, "idea": idea, "test": test}


CYCLE = {"starts_on": "2026-03-01", "plan": "Ten families.", "act": "open"}


def test_everybody_reads_the_diagram_and_nobody_outside_changes_it(client, town, group):
    make_measure(town)
    parts = make_diagram(group)
    Aim.objects.update(kind="measure", code="jobs", by_on=date(2027, 12, 31))

    page = read(client)

    for words in ("Aim 1", "Driver 1", "Idea 1", "Plan 1", "By 31 December 2027", "Still running"):
        assert words in page
    assert 'href="/measures/jobs/"' in page
    assert "Change<" not in page
    assert client.get(f"/groups/children/improvement/aim/{parts['aim'].pk}/").status_code == 302


def test_a_group_without_an_aim_says_so(client, group):
    assert "No aim yet" in read(client)


def test_an_aim_whose_measure_is_gone_says_so(client, group):
    make_diagram(group)
    Aim.objects.update(kind="measure", code="gone")

    assert "The measure that was to tell is not in force any more." in read(client)


def test_an_aim_a_driver_an_idea_and_a_test_are_added(town, group, as_ada):
    make_measure(town)
    base = "/groups/children/improvement"
    as_ada.post(
        f"{base}/aim/add/", {"text": "90% of two-year-olds", "by_on": "2027-12-31", "measure": "jobs"}
    )
    aim = Aim.objects.get()
    as_ada.post(f"{base}/driver/add/?to={aim.pk}", {"text": "Times that suit"})
    as_ada.post(f"{base}/idea/add/?to={Driver.objects.get().pk}", {"text": "Saturdays"})
    idea = ChangeIdea.objects.get()
    assert 'value="2026-11-30"' in read(as_ada, f"{base}/test/add/?to={idea.pk}")

    answer = as_ada.post(f"{base}/test/add/?to={idea.pk}", CYCLE)

    assert answer.url == f"{base}/"
    assert (aim.key, aim.by_on) == (("measure", "jobs"), date(2027, 12, 31))
    test = Cycle.objects.get()
    assert (test.idea.driver.aim, test.act, test.ended_on) == (aim, "", None)
    kinds = set(AuditEvent.objects.filter(verb="added").values_list("kind", flat=True))
    assert {"aim", "driver", "change idea", "test of change"} <= kinds


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"plan": ""}, "Say what you will do, and what you expect."),
        ({"act": "adopt", "ended_on": "2026-04-01"}, "Say what you saw"),
        ({"act": "adopt", "study": "Four of ten came."}, "Say when the test ended."),
        ({"ended_on": "2026-02-01"}, "A test cannot end before it begins."),
    ],
)
def test_a_test_is_judged_by_what_was_seen(group, as_ada, typed, says):
    test = make_diagram(group)["test"]

    page = as_ada.post(f"/groups/children/improvement/test/{test.pk}/", {**CYCLE, "version": 1, **typed})

    assert says in page.content.decode()
    assert Cycle.objects.get().version == 1


def test_a_test_ends_with_what_follows(group, as_ada):
    test = make_diagram(group)["test"]
    typed = {"study": "Four of ten came.", "act": "adapt", "ended_on": "2026-03-20", "version": 1}

    as_ada.post(f"/groups/children/improvement/test/{test.pk}/", {**CYCLE, **typed})

    assert (Cycle.objects.get().act, Cycle.objects.get().ended_on) == ("adapt", date(2026, 3, 20))
    assert "Adapt it and test again" in read(as_ada)


@pytest.mark.parametrize("kind", ["aim", "driver", "idea", "test"])
def test_two_who_change_one_part_see_both_texts(group, as_ada, kind):
    parts = make_diagram(group)
    part, field = parts[kind], "plan" if kind == "test" else "text"
    change_part(by=None, group=group, part=part, version=1, values={field: "Theirs"})
    address = f"/groups/children/improvement/{kind}/{part.pk}/"
    typed = {**CYCLE, field: "Mine", "version": 1}

    clash = as_ada.post(address, typed)

    assert clash.status_code == 409
    assert "Theirs" in clash.content.decode()
    assert "Mine" in clash.content.decode()
    assert as_ada.post(address, {**typed, "version": 2}).status_code == 302
    part.refresh_from_db()
    assert getattr(part, field) == "Mine"


def test_what_something_hangs_on_is_kept(group, as_ada):
    parts = make_diagram(group)
    base = "/groups/children/improvement"

    page = as_ada.post(f"{base}/driver/{parts['driver'].pk}/remove/", follow=True).content.decode()
    assert "Something hangs on it." in page
    for kind in ("test", "idea", "driver", "aim"):
        as_ada.post(f"{base}/{kind}/{parts[kind].pk}/remove/")

    assert not Aim.objects.exists()
    assert AuditEvent.objects.filter(verb="removed").count() == 4


def test_an_aim_ends_and_is_taken_up_again(group, as_ada):
    aim = make_diagram(group)["aim"]
    make_diagram(group, "2")
    address = f"/groups/children/improvement/aim/{aim.pk}/end/"

    for _twice in range(2):
        as_ada.post(address, {"end": "yes"})
    assert Aim.objects.get(pk=aim.pk).ended_on == date(2026, 11, 30)
    assert AuditEvent.objects.filter(verb="ended", kind="aim").count() == 1
    page = read(as_ada)
    assert page.index("Aim 2") < page.index("Aim 1")
    assert "ended on 30 November 2026" in page

    as_ada.post(address, {"end": "no"})
    assert Aim.objects.get(pk=aim.pk).ended_on is None


@pytest.mark.parametrize(
    "address", ["driver/add/", "driver/add/?to=x", "driver/add/?to=99", "wish/add/", "aim/99/"]
)
def test_what_belongs_to_nothing_is_not_found(group, as_ada, address):
    assert as_ada.get(f"/groups/children/improvement/{address}").status_code == 404


def test_a_part_of_another_group_is_not_found(town, group, as_ada):
    driver = make_diagram(make_group(town, "other"))["driver"]

    assert as_ada.get(f"/groups/children/improvement/driver/{driver.pk}/").status_code == 404


def test_the_number_of_questions_does_not_grow_with_the_diagram(town, group, as_ada):
    make_measure(town)

    def fill(numbers):
        for n in numbers:
            make_diagram(group, str(n))
            first = make_diagram(group, f"more {n}")["aim"]
            Driver.objects.create(aim=first, text="Another")
            Aim.objects.update(kind="measure", code="jobs")

    fill([1])
    read(as_ada)

    with CaptureQueriesContext(connection) as one:
        read(as_ada)
    fill([2, 3])
    with CaptureQueriesContext(connection) as three:
        read(as_ada)

    assert len(three) == len(one)
