"""Figures that somebody sends in: read row by row, mended in place, checked by another, approved, locked."""

import pytest

from fairplace.equity.sources.template_writing import write_template
from fairplace.town.feeds.models import PeriodLock, Submission
from fairplace.town.feeds.operations.period_lock import unlock_period
from fairplace.town.feeds.operations.submission import NotMoved, change_submission, define_indicator
from fairplace.town.feeds.operations.submission_step import (
    approve_submission,
    return_submission,
    send_in,
    withdraw_submission,
)
from fairplace.town.feeds.operations.submitted_row import bring_rows, save_rows
from fairplace.town.feeds.queries.submission import get_submission, list_begun_rows, list_checkers
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.operations.saving import ChangedMeanwhile
from tests.factories import (
    make_measure,
    make_neighbourhoods,
    make_observations,
    make_organisation,
    make_person,
)
from tests.factories.feeds import make_local_indicator, make_submission, make_typed

HEAD = "place,period,value,lower_95,upper_95,count,denominator,dimension,subgroup,flag,note\n"


@pytest.fixture
def ben(town):
    return make_person("Ben", town, "contributor")


@pytest.fixture
def indicator(town):
    return make_local_indicator(town)


def sent(town, by, rows=None, **fields):
    """Return figures that were sent in."""
    submission = make_submission(town, by, rows or [make_typed()], **fields)
    send_in(by=by, submission=submission, version=submission.version, note="As counted.")
    submission.refresh_from_db()
    return submission


def first(submission):
    return submission.rows.get(position=1)


def faults(submission, position=1):
    return {one["column"]: one["do"] for one in submission.rows.get(position=position).faults}


def test_a_typed_row_keeps_what_was_typed_and_what_it_means(town, ben):
    submission = make_submission(town, ben, [make_typed("40%", sex="Persons", place="testham")])

    row = first(submission)
    assert row.typed["value"] == "40%"
    assert (row.values["place"], row.values["value"], row.values["denominator"]) == ("E06000001", 40, 200)
    assert row.faults == []


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"place": "E99"}, "place", ""),
        ({"value": "many"}, "value", "digits"),
        ({"value": "140", "count": "80"}, "value", "0 to 100"),
        ({"period": "2016-17"}, "period", ""),
        ({"denominator": ""}, "denominator", "few people"),
        ({"count": "79.5"}, "count", "whole number"),
        ({"age": "16 to 24"}, "age", "one group"),
        ({"value": "", "flag": "suppressed"}, "count", "Leave it empty"),
    ],
)
def test_a_fault_names_the_field_and_what_to_do(town, ben, cells, column, said):
    submission = make_submission(town, ben, [make_typed(**cells)])

    assert said in faults(submission)[column]
    assert first(submission).typed["period"]


def test_one_fault_does_not_hide_the_next(town, ben):
    submission = make_submission(town, ben, [make_typed(place="E99", value="many"), make_typed(value="lots")])

    assert {"place", "value"} <= faults(submission).keys()
    assert "value" in faults(submission, 2)


def test_a_row_that_says_the_same_twice_is_a_fault_until_one_is_left_out(town, ben):
    submission = make_submission(town, ben, [make_typed(), make_typed("41", "82")])
    assert "Row 1 is about the same" in faults(submission, 2)["place"]

    save_rows(by=ben, submission=submission, version=submission.version, typed={}, drop={1})

    assert faults(submission, 2) == {}


def test_the_same_days_are_called_the_same(town, ben, indicator):
    make_observations(indicator, town.place, [10], first=2023)

    submission = make_submission(
        town, ben, [make_typed(period="Calendar", starts_on="2023-01-01", ends_on="2023-12-31")], indicator
    )

    assert "“2023”" in faults(submission)["period"]


def test_flags_stay_as_they_are_with_their_note(town, ben):
    rows = [
        make_typed(flag="imputed", note="Filled in."),
        make_typed(period="2022", flag="provisional"),
        make_typed(period="2021", flag="carried-forward"),
        make_typed("", "", "200", period="2020", flag="suppressed", note="Too few."),
    ]
    submission = make_submission(town, ben, rows)

    kept = [(row.values["flag"], row.values["note"], row.values["value"]) for row in submission.rows.all()]
    assert kept == [
        ("imputed", "Filled in.", 40),
        ("provisional", "", 40),
        ("carried-forward", "", 40),
        ("suppressed", "Too few.", None),
    ]


def test_a_file_is_read_whole_and_its_faulty_rows_are_kept(town, ben):
    submission = make_submission(town, ben)
    body = HEAD + "E06000001,2023,40,,,80,200,,,,\nE06000001,2022,lots,,,80,200,,,,\n"

    bring_rows(by=ben, submission=submission, version=1, name="a.csv", content=body.encode())

    assert submission.rows.count() == 2
    assert faults(submission, 1) == {}
    assert "digits" in faults(submission, 2)["value"]
    assert submission.rows.get(position=2).typed["value"] == "lots"


def test_a_file_that_cannot_be_read_changes_nothing(town, ben):
    submission = make_submission(town, ben, [make_typed()])

    with pytest.raises(NotMoved, match="no column"):
        bring_rows(
            by=ben, submission=submission, version=submission.version, name="a.csv", content=b"a,b\n1,2\n"
        )

    assert submission.rows.count() == 1


def test_the_template_comes_begun_with_places_and_the_next_period(town, ben, indicator):
    make_observations(indicator, town.place, [10], first=2022)
    submission = make_submission(town, ben, indicator=indicator)
    begun = list_begun_rows(submission=submission)

    body = write_template(
        "percent", [{**one, "value": "40", "count": "80", "denominator": "200"} for one in begun]
    )
    bring_rows(by=ben, submission=submission, version=1, name="a.xlsx", content=body)

    assert begun == [{"place": "E06000001", "period": "2023", "dimension": "", "subgroup": ""}]
    assert first(submission).values["period"] == "2023"
    assert faults(submission) == {}


def test_warnings_put_last_year_beside(town, ben, indicator):
    make_observations(indicator, town.place, [(20, 18, 22)], first=2022, count=20, denominator=100)

    submission = make_submission(town, ben, [make_typed()], indicator)

    row = first(submission)
    assert row.values["last"]["value"] == 20
    said = " ".join(row.warnings)
    assert "differs from 2022 by 100%" in said
    assert "denominator differs from 2022 by 100%" in said
    assert "limits of its likely range are missing" in said


def test_a_value_far_from_other_places_is_odd(town, ben, indicator):
    make_neighbourhoods(town, 5)
    rows = [make_typed(str(40 + n), str(80 + 2 * n), place=f"E0100000{n}") for n in range(5)]

    submission = make_submission(town, ben, [*rows, make_typed("95", "190")], indicator)

    assert "far from other places" in " ".join(submission.rows.get(position=6).warnings)
    assert not any("far from" in one for one in first(submission).warnings)


def test_nothing_is_sent_in_with_a_fault_or_odd_without_a_word(town, ben, indicator):
    make_observations(indicator, town.place, [10], first=2022)
    submission = make_submission(town, ben, [make_typed(value="many")], indicator)
    with pytest.raises(NotMoved, match="Mend the rows"):
        send_in(by=ben, submission=submission, version=submission.version, note="Fine.")

    now = save_rows(
        by=ben, submission=submission, version=submission.version, typed={1: make_typed()}, drop=set()
    )
    with pytest.raises(NotMoved, match="Say in a sentence why they are right"):
        send_in(by=ben, submission=submission, version=now.version, note=" ")

    send_in(by=ben, submission=submission, version=now.version, note="A new survey.")
    assert Submission.objects.get().state == "submitted"


def test_every_step_is_written_down_and_whoever_acts_next_has_a_letter(town, ada, ben):
    submission = sent(town, ben)
    assert list(Letter.objects.values_list("person__name", flat=True)) == ["Ada"]

    return_submission(by=ada, submission=submission, version=submission.version, note="Which ages?")
    submission.refresh_from_db()

    assert Letter.objects.filter(person=ben, body__contains="Which ages?").count() == 1
    assert [(one.before, one.after) for one in submission.steps.all()] == [
        ("", "draft"),
        ("draft", "submitted"),
        ("submitted", "returned"),
    ]
    verbs = AuditEvent.objects.filter(kind="submission").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["began", "changed rows of", "sent in", "returned"]


def test_nobody_approves_or_returns_what_they_prepared(town, ada, ben):
    own = sent(town, ada)
    with pytest.raises(NotMoved, match="somebody else has to check them"):
        approve_submission(by=ada, submission=own, version=own.version)

    council = make_organisation(town)
    council.seats.create(name="Ada", person=ada)
    bens = make_submission(town, ben, [], own.indicator, organisation=council)
    save_rows(by=ada, submission=bens, version=1, typed={1: make_typed(period="2022")}, drop=set())
    bens.refresh_from_db()
    send_in(by=ben, submission=bens, version=bens.version)
    bens.refresh_from_db()
    with pytest.raises(NotMoved, match="somebody else has to check them"):
        return_submission(by=ada, submission=bens, version=bens.version, note="No.")


def test_an_administrator_checks_where_the_only_analyst_is_the_sender(town, ada):
    admin = make_person("Root", town, "administrator")

    submission = sent(town, ada)

    assert list_checkers(submission=submission) == [admin]
    approve_submission(by=admin, submission=submission, version=submission.version)
    assert Submission.objects.get().approved_by == admin


def test_a_contributor_approves_nothing(town, ben):
    cal = make_person("Cal", town, "contributor")
    submission = sent(town, ben)

    with pytest.raises(NotMoved, match="Only an analyst or an administrator"):
        approve_submission(by=cal, submission=submission, version=submission.version)


def test_a_version_that_is_not_the_newest_is_refused_for_rows_and_notes(town, ada, ben):
    submission = make_submission(town, ben, [make_typed()])
    with pytest.raises(ChangedMeanwhile):
        save_rows(by=ben, submission=submission, version=1, typed={1: make_typed("41")}, drop=set())
    with pytest.raises(ChangedMeanwhile):
        change_submission(by=ben, submission=submission, version=1, values={"title": "Other"})
    with pytest.raises(ChangedMeanwhile):
        send_in(by=ben, submission=submission, version=1)

    assert first(submission).values["value"] == 40


def test_approving_hides_small_counts_and_logs_no_value(town, ada, ben):
    submission = sent(town, ben, [make_typed("1.5", "3")])

    approve_submission(by=ada, submission=submission, version=submission.version)

    submission.refresh_from_db()
    assert submission.hidden[0]["reason"] == "small"
    assert submission.hidden[0]["cell"] == "Testham (E06000001), 2023, those counted"
    assert "1.5" not in str(submission.hidden)


def test_approved_periods_are_locked_and_unlocked_with_a_reason(town, ada, ben):
    root = make_person("Root", town, "administrator")
    submission = sent(town, ben)
    approve_submission(by=ada, submission=submission, version=submission.version)
    lock = PeriodLock.objects.get()

    again = make_submission(town, ben, [make_typed("41", "82")], submission.indicator)
    assert "approved and locked" in faults(again)["period"]
    assert "administrator can unlock" in faults(again)["period"]
    with pytest.raises(NotMoved, match="Only an administrator"):
        unlock_period(by=ada, lock=lock, because="A slip.")
    with pytest.raises(NotMoved, match="why it is unlocked"):
        unlock_period(by=root, lock=lock, because=" ")

    unlock_period(by=root, lock=lock, because="A slip in the survey.")

    save_rows(by=ben, submission=again, version=again.version, typed={}, drop=set())
    assert faults(again) == {}
    assert AuditEvent.objects.filter(kind="period lock", verb="unlocked", by=root).count() == 1


def test_withdrawing_what_is_approved_lifts_its_locks(town, ada, ben):
    submission = sent(town, ben)
    approve_submission(by=ada, submission=submission, version=submission.version)
    submission.refresh_from_db()

    withdraw_submission(by=ben, submission=submission, version=submission.version, note="Wrong year.")

    assert not PeriodLock.objects.filter(unlocked_at=None).exists()
    assert Submission.objects.get().state == "withdrawn"


def test_what_is_not_published_is_seen_by_those_with_rights_on_it_alone(town, ada, ben):
    council = make_organisation(town)
    mate, owner, cal = (make_person(name, town, "contributor") for name in ("Mat", "Olu", "Cal"))
    council.seats.create(name="Mat", person=mate)
    submission = make_submission(town, ben, [make_typed()], organisation=council)
    make_measure(town, "safe", submission.indicator, owner=owner)

    seen = {
        one.name: get_submission(town=town, person=one, pk=submission.pk) is not None
        for one in (ada, ben, mate, owner, cal)
    }

    assert seen == {"Ada": True, "Ben": True, "Mat": True, "Olu": True, "Cal": False}


def test_an_indicator_of_the_same_name_is_refused(town, ben):
    values = {
        "name": "Feels safe", "short": "Feels safe", "definition": "D", "kind": "percent", "per": 100.0,
        "unit": "%", "decimals": 1, "polarity": "high", "threshold": 10, "numerator": "a", "denominator": "b",
        "source": "c",
    }  # fmt: skip
    made = define_indicator(by=ben, town=town, values=values)

    assert (made.town, made.threshold, made.form) == (town, 10, "proportion")
    with pytest.raises(NotMoved, match="of this name"):
        define_indicator(by=ben, town=town, values=values)


def test_a_file_may_name_a_place_instead_of_its_code(town, ben):
    submission = make_submission(town, ben)
    body = f"place,period,value,count,denominator\n{town.place.name},2023,40,80,200\nNowhere,2023,40,80,200\n"

    bring_rows(by=ben, submission=submission, version=1, name="a.csv", content=body.encode())

    assert faults(submission, 1) == {}
    assert first(submission).values["place"] == town.place.code
    assert "place" in faults(submission, 2)
