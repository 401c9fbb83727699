import csv
import io
from datetime import UTC, datetime

import pytest

from fairplace.town.people.models import AuditEvent
from tests.factories import make_person, make_town


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def ada(client, town):
    person = make_person("Ada", town, "programme-team")
    client.force_login(person)
    return person


def make_event(day=1, town="testham", verb="made", kind="thing", subject="this", **fields) -> AuditEvent:
    at = datetime(2026, 11, day, 12, tzinfo=UTC)
    return AuditEvent.objects.create(at=at, town=town, verb=verb, kind=kind, subject=subject, **fields)


def list_subjects(client, query="") -> list[str]:
    rows = client.get(f"/audit/audit.csv{query}").getvalue().decode("utf-8-sig")
    return [row["subject"] for row in csv.DictReader(io.StringIO(rows)) if row["kind"] != "sign-in"]


def test_record_shows_what_changed_side_by_side(client, ada):
    make_event(by=ada, before={"name": "Old", "same": 1}, after={"name": "New", "same": 1})

    page = client.get("/audit/").content.decode()

    assert "Ada made: this" in page
    assert '<th scope="row">name</th><td>Old\n</td><td>New\n</td>' in page
    assert "same" not in page


def test_what_fairplace_did_itself_says_so(client, ada):
    make_event()

    assert "Fairplace made: this" in client.get("/audit/").content.decode()


def test_record_of_another_town_is_not_shown(client, ada):
    make_event(town="elsewhere", subject="far away")

    assert list_subjects(client) == []
    assert "far away" not in client.get("/audit/").content.decode()


def test_newest_comes_first(client, ada):
    for day in (1, 3, 2):
        make_event(day, subject=f"day {day}")

    assert list_subjects(client) == ["day 3", "day 2", "day 1"]


def test_record_is_filtered_by_person_kind_verb_and_day(client, ada, town):
    ben = make_person("Ben")
    make_event(1, by=ben, subject="a")
    make_event(2, kind="other", subject="b")
    make_event(3, verb="changed", subject="c")

    assert list_subjects(client, f"?person={ben.pk}") == ["a"]
    assert list_subjects(client, "?kind=other") == ["b"]
    assert list_subjects(client, "?verb=changed") == ["c"]
    assert list_subjects(client, "?since=2026-11-02&until=2026-11-02") == ["b"]
    assert list_subjects(client, "?since=nonsense&until=2026-11-02") == ["b", "a"]


def test_filter_that_fits_nothing_says_so(client, ada):
    assert "Nothing fits" in client.get("/audit/?until=2000-01-01").content.decode()


def test_empty_record_says_so(client, ada, town):
    AuditEvent.objects.all()._raw_delete("default")

    assert "Nothing yet" in client.get("/audit/").content.decode()


def test_long_record_has_pages_that_keep_the_filter(client, ada):
    for n in range(51):
        make_event(subject=str(n))

    page = client.get("/audit/?kind=thing&page=2").content.decode()

    assert page.count("<article") == 1
    assert "kind=thing&amp;page=1" in page


def test_csv_holds_who_did_what_and_defuses_formulas(client, ada):
    make_event(by=ada, subject="=cmd()", before={"a": 1}, after=None)

    answer = client.get("/audit/audit.csv?kind=thing")

    assert answer["Content-Disposition"] == 'attachment; filename="audit-testham.csv"'
    assert answer.getvalue().decode("utf-8-sig").splitlines() == [
        "at,by,e_mail,verb,kind,subject,town,before,after",
        '2026-11-01T12:00:00+00:00,Ada,ada@example.org,made,thing,\'=cmd(),testham,"{""a"": 1}",',
    ]


@pytest.mark.parametrize("path", ["/audit/", "/audit/audit.csv"])
def test_record_is_only_for_those_who_may_read_it(client, town, path):
    assert client.get(path).status_code == 302
    client.force_login(make_person("Ben", town, "contributor"))

    assert client.get(path).status_code == 403


def test_record_needs_as_many_queries_for_three_rows_as_for_one(
    client, ada, django_assert_num_queries, django_assert_max_num_queries
):
    make_event(by=ada)
    with django_assert_max_num_queries(12) as one:
        client.get("/audit/")
    make_event(by=make_person("Ben"))
    make_event(by=make_person("Cy"))

    with django_assert_num_queries(len(one)):
        client.get("/audit/")
