import hashlib
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.word import write_word
from fairplace.town.governance.highlight import make_highlight
from fairplace.town.governance.models import Action, Decision, HighlightReport, RiskChange, Update
from fairplace.town.governance.operations.highlight import (
    ReportRefused,
    begin_highlight,
    publish_highlight,
    write_highlight,
)
from fairplace.town.governance.operations.update import give_update
from fairplace.town.governance.queries.highlight import gather_highlights, propose_days
from fairplace.town.governance.rules.highlight import choose_measures, propose_period, shorten
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.operations.saving import ChangedMeanwhile
from tests.factories import (
    make_group,
    make_indicator,
    make_measure,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_town,
)
from tests.factories.governance import (
    make_action,
    make_decision,
    make_item,
    make_meeting,
    make_risk,
    make_series,
)
from tests.town.documents.samples import read_pdf
from tests.town.documents.verapdf import list_broken, needs_verapdf

WORDS = "We opened the warm rooms on time. Two more partners joined us. " * 5


def day(after: int) -> date:
    return timezone.localdate() + timedelta(days=after)


@pytest.fixture
def group(db):
    """A group as busy as groups are: decisions, actions, measures and risks of a quarter."""
    town = make_town()
    group = make_group(town)
    council = make_organisation(town)
    objective = make_objective(town)
    group.objectives.add(objective)
    indicator = make_indicator()
    make_observations(indicator, town.place, [(10 + n, 9 + n, 11 + n) for n in range(6)])
    make_measure(town, indicator=indicator, objectives=[objective])
    for number in (1, 2, 3):
        decide(make_decision(group, number, title=f"Decision number {number}", outcome="We open it in May."))
    for number in range(1, 5):
        make_action(group, number, title=f"Done thing {number}", state="done", organisation=council)
    owner = make_person("Deepika", town, "contributor")
    late = {"starts_on": day(-90), "due_on": day(-9), "owner": owner, "organisation": council}
    make_action(group, 5, title="Late thing", state="under way", **late)
    moving = make_action(
        group, 6, title="Moving thing", due_on=day(30), starts_on=day(-90),
        counts_what="children", denominator_what="under five",
    )  # fmt: skip
    give_update(by=owner, action=moving, note="Slowly.", state="stuck", count=130, denominator=400)
    for number in (1, 2, 3):
        make_risk(group, number, title=f"Risky thing {number}", likelihood=number + 1, impact=4)
    return group


def decide(decision: Decision, **fields) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Decision.objects.filter(pk=decision.pk).update(state="decided", decided_at=yesterday, **fields)


@pytest.fixture
def report(group):
    report = begin_highlight(by=None, group=group, since=day(-90), until=day(0))
    values = {
        "summary": WORDS,
        "next_steps": "- Ask the ward\n- Count again",
        "asks": "**Money** for two more rooms.",
    }
    return write_highlight(by=None, report=report, version=1, values=values)


def gather(group) -> dict:
    return gather_highlights(group, since=day(-90), until=day(0))


def lines(listed) -> list[str]:
    return [line["code"] for line in listed["lines"]]


def test_report_is_drawn_from_records(group):
    data = gather(group)

    assert lines(data["decisions"]) == ["D1", "D2", "D3"]
    assert lines(data["done"]) == ["A1", "A2", "A3", "A4"]
    assert lines(data["late"]) == ["A5"]
    assert lines(data["next"]) == ["A6"]
    assert lines(data["risks"]) == ["K3", "K2", "K1"]
    (changed,) = data["changed"]["lines"]
    assert changed["said"] == "now “Stuck: needs help”, before “Not started”; 130 children of 400 under five"
    (measure,) = data["measures"]
    assert measure["verdict"] in ("better", "worse", "cannot tell")
    assert "likely between" in measure["numbers"][0]


def test_what_lies_outside_the_days_is_left_out(group):
    Decision.objects.filter(number=1).update(decided_at=timezone.now() - timedelta(days=200))
    Action.objects.filter(number=1).update(state_since=timezone.now() - timedelta(days=200))
    Update.objects.update(at=timezone.now() - timedelta(days=200))

    data = gather(group)

    assert lines(data["decisions"]) == ["D2", "D3"]
    assert lines(data["done"]) == ["A2", "A3", "A4"]
    assert lines(data["changed"]) == []


def test_nothing_restricted_and_no_person_is_in_a_report(group):
    series = make_series(group)
    item = make_item(series, make_meeting(series), is_restricted=True)
    decide(make_decision(group, 7, title="Secret seven", is_restricted=True))
    decide(make_decision(group, 8, title="Secret eight", item=item))
    make_action(group, 9, title="Secret nine", state="done", item=item)
    make_action(group, 10, title="Secret ten", state="done", decision=Decision.objects.get(number=7))
    make_action(group, 11, title="Secret eleven", state="done", decision=Decision.objects.get(number=8))

    said = str(gather(group))

    assert "Done thing 4" in said
    assert "Secret" not in said
    assert "Deepika" not in said
    assert "Slowly" not in said


def test_score_that_moved_says_what_it_was(group):
    change = RiskChange.objects.create(
        risk=group.risks.get(number=3), kind="risk", likelihood=2, impact=2, state="open"
    )
    RiskChange.objects.filter(pk=change.pk).update(at=timezone.now() - timedelta(days=100))

    assert gather(group)["risks"]["lines"][0]["said"] == "16 of 25, before 4"


def test_long_lists_are_cut_and_counted():
    assert shorten({"code": str(n)} for n in range(7)) == {
        "lines": [{"code": str(n)} for n in range(5)],
        "more": 2,
    }


def test_measures_with_a_direction_come_first_and_the_rest_is_counted():
    verdicts = ["cannot tell"] * 12 + ["better", "worse"]

    chosen = choose_measures({"name": str(n), "verdict": verdict} for n, verdict in enumerate(verdicts))

    assert [one["verdict"] for one in chosen["measures"]] == ["worse", "better"] + ["cannot tell"] * 10
    assert chosen["more_measures"] == 2


def test_period_begins_after_the_last_report_or_with_the_last_meeting_or_90_days_ago():
    today = date(2026, 11, 30)

    def since(report, meeting):
        return propose_period(today=today, last_report=report, last_meeting=meeting)[0]

    assert since(date(2026, 9, 30), date(2026, 11, 1)) == date(2026, 10, 1)
    assert since(None, date(2026, 11, 1)) == date(2026, 11, 1)
    assert since(None, None) == date(2026, 9, 1)
    assert since(today, None) == today


def test_period_is_proposed_from_records(group):
    assert propose_days(group)[0] == day(-90)
    meeting = make_meeting(make_series(group), timezone.now() - timedelta(days=20))
    assert propose_days(group)[0] == timezone.localdate(meeting.starts_at)
    begin_highlight(by=None, group=group, since=day(-10), until=day(-5))
    assert propose_days(group) == (day(-4), day(0))


def test_report_fits_one_page(report):
    for is_inside in (True, False):
        assert len(read_pdf(write_pdf(make_highlight(report, is_inside=is_inside))).pages) == 1


def test_longest_lists_fit_two_pages(report, group):
    for number in range(20, 40):
        title = "A thing whose name runs on for a good while, since names of actions often do"
        make_action(
            group,
            number,
            title=title,
            state="done" if number % 2 else "under way",
            starts_on=day(-90),
            due_on=day(-1),
        )
        make_risk(group, number, title=title)
        decide(
            make_decision(
                group, number, title=title, outcome="Words of an outcome, in a sentence or two. " * 2
            )
        )

    assert len(read_pdf(write_pdf(make_highlight(report, is_inside=True))).pages) <= 2


def test_published_report_stays_the_same_whatever_happens_to_the_records(report, group):
    published = publish_highlight(by=None, report=report, version=report.version)
    before = [hashlib.sha256(one).hexdigest() for one in write_all(published)]

    Action.objects.update(title="Changed", state="stopped", due_on=day(300))
    Decision.objects.all().delete()
    group.name = "Renamed"
    group.save()

    again = HighlightReport.objects.get(pk=published.pk)
    assert [hashlib.sha256(one).hexdigest() for one in write_all(again)] == before


def write_all(report) -> list[bytes]:
    documents = [make_highlight(report, is_inside=is_inside) for is_inside in (True, False)]
    return [write(document) for document in documents for write in (write_pdf, write_word)]


def test_published_report_cannot_be_changed_or_published_again(report):
    published = publish_highlight(by=None, report=report, version=report.version)

    with pytest.raises(ReportRefused, match="stays as it is"):
        write_highlight(by=None, report=published, version=published.version, values={"summary": "New"})
    with pytest.raises(ReportRefused, match="stays as it is"):
        publish_highlight(by=None, report=published, version=published.version)

    assert AuditEvent.objects.filter(kind="highlight report", verb="published").count() == 1


def test_report_is_published_as_it_was_read_and_not_without_words(report):
    with pytest.raises(ChangedMeanwhile):
        publish_highlight(by=None, report=report, version=report.version - 1)
    write_highlight(by=None, report=report, version=report.version, values={"summary": " "})

    with pytest.raises(ReportRefused, match="what mattered"):
        publish_highlight(by=None, report=report, version=report.version + 1)


@pytest.fixture
def people(group):
    people = {name: Client() for name in ("Ada", "Ben", "Cy")}
    people["Ada"].force_login(make_person("Ada", group.town, "programme-team"))
    people["Ben"].force_login(make_person("Ben", group.town, "contributor"))
    return people


def statuses(people, address) -> dict[str, int]:
    return {who: client.get(address).status_code for who, client in people.items()}


def test_draft_is_for_those_who_sign_in_and_the_published_report_for_all(report, people):
    address = f"/groups/{report.group.slug}/highlights/{report.pk}/"
    assert statuses(people, address) == {"Ada": 200, "Ben": 200, "Cy": 404}
    assert statuses(people, address + "report.pdf") == {"Ada": 200, "Ben": 200, "Cy": 404}

    answer = people["Ada"].post(address + "publish/", {"version": report.version}, follow=True)

    assert "The report is published." in answer.content.decode()
    assert statuses(people, address) == {"Ada": 200, "Ben": 200, "Cy": 200}
    assert statuses(people, address + "report.docx") == {"Ada": 200, "Ben": 200, "Cy": 200}
    assert "<li><a" in people["Cy"].get(f"/groups/{report.group.slug}/highlights/").content.decode()


def test_risks_are_shown_inside_only_and_said_to_be_not_public(report, people):
    publish_highlight(by=None, report=report, version=report.version)
    address = f"/groups/{report.group.slug}/highlights/{report.pk}/"

    inside, outside = (people[who].get(address).content.decode() for who in ("Ben", "Cy"))

    assert "Risks and issues (not public)" in inside
    assert "Risky thing 3" in inside
    assert "Risk" not in outside.split("<main", 1)[1].split("</main")[0]
    assert "Done thing 1" in outside
    assert "<strong>Money</strong>" in outside
    assert "Deepika" not in inside + outside


def test_reading_age_is_told_with_a_kind_hint_where_it_is_high(report, people):
    address = f"/groups/{report.group.slug}/highlights/{report.pk}/"
    easy = people["Ada"].get(address).content.decode()
    hard = "Notwithstanding organisational complexity, multidisciplinary collaboration necessitates comprehensive infrastructural transformation. "
    HighlightReport.objects.update(summary=hard * 8)

    told = people["Ada"].get(address).content.decode()

    assert "Reading age of the words written here: " in easy
    assert "Shorter sentences" not in easy
    assert "Shorter sentences and everyday words would let more people read it." in told


def test_short_words_are_too_short_to_tell(report, people):
    HighlightReport.objects.update(summary="Short.", next_steps="", asks="")

    page = people["Ada"].get(f"/groups/{report.group.slug}/highlights/{report.pk}/").content.decode()

    assert "too short to tell" in page


def test_chair_begins_a_report_with_the_days_proposed(group, people):
    page = people["Ada"].get(f"/groups/{group.slug}/highlights/add/").content.decode()
    assert f'value="{day(-90):%Y-%m-%d}"' in page

    answer = people["Ada"].post(
        f"/groups/{group.slug}/highlights/add/", {"since_on": day(-30), "until_on": day(0)}
    )

    report = HighlightReport.objects.get()
    assert answer["Location"] == f"/groups/{group.slug}/highlights/{report.pk}/change/"
    assert people["Ben"].get(f"/groups/{group.slug}/highlights/add/").status_code == 403


def test_last_day_comes_not_before_the_first(group, people):
    posted = {"since_on": day(0), "until_on": day(-1)}

    page = people["Ada"].post(f"/groups/{group.slug}/highlights/add/", posted).content.decode()

    assert "The last day comes before the first." in page


def test_two_who_write_at_once_are_told_and_lose_nothing(report, people):
    address = f"/groups/{report.group.slug}/highlights/{report.pk}/change/"
    days = {"since_on": report.since_on, "until_on": report.until_on}
    stale = {**days, "version": report.version, "summary": "Mine", "next_steps": "", "asks": ""}
    people["Ada"].post(address, {**stale, "summary": "Theirs"})

    clash = people["Ada"].post(address, stale)

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Somebody else saved this meanwhile" in page
    assert "Theirs" in page
    assert "Mine" in page
    again = people["Ada"].post(address, {**stale, "version": report.version + 1})
    assert again.status_code == 302
    assert HighlightReport.objects.get().summary == "Mine"


@needs_verapdf[0]
@needs_verapdf[1]
def test_report_keeps_pdf_ua(report, tmp_path):
    pdfs = {"report.pdf": write_pdf(make_highlight(report, is_inside=True))}

    assert list_broken(tmp_path, pdfs) == {"report.pdf": "kept"}


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_asks_the_database_as_often_for_three_rows_as_for_one(
    group, count, django_assert_max_num_queries
):
    keep = {"number__gt": count}
    group.decisions.filter(**keep).delete()
    group.risks.filter(**keep).delete()

    with django_assert_max_num_queries(12):
        gather(group)
