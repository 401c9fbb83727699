"""The pages on which figures are sent in, checked, approved and unlocked, for each who does it."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from fairplace.town.feeds.models import PeriodLock, Submission, SubmittedRow
from fairplace.town.feeds.operations.submitted_row import save_rows
from fairplace.town.indicators.models import Indicator, Observation
from tests.factories import make_observations, make_person
from tests.factories.feeds import make_local_indicator, make_submission, make_typed


@pytest.fixture
def ben(town):
    return make_person("Ben", town, "contributor")


@pytest.fixture
def send(client, ben):
    client.force_login(ben)
    return client


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def as_posted(position=1, **cells):
    return {f"row-{position}-{name}": text for name, text in make_typed(**cells).items()}


def test_from_definition_to_publication_with_three_roles(town, ada, send):
    """A contributor sends in, an analyst returns and approves, an administrator unlocks."""
    make_observations(make_local_indicator(town, "other"), town.place, [1])
    card = {
        "name": "Feels safe", "definition": "Says so.", "kind": "percent", "numerator": "adults who say so",
        "denominator": "adults asked", "unit": "%", "per": "100", "decimals": "1", "polarity": "high",
        "threshold": "5", "source": "The survey.",
    }  # fmt: skip
    answer = send.post("/figures/define/", card)
    code = Indicator.objects.get(name="Feels safe").code
    assert answer.url == f"/figures/new/?indicator={code}"
    answer = send.post(
        "/figures/new/", {"indicator": code, "title": "Safe 2023", "source": "Survey.", "licence": "OGL"}
    )
    here = answer.url
    rows = f"{here}rows/"

    answer = send.post(rows, {"version": 1, **as_posted(value="lots")}, follow=True)
    assert "Write a number here, with digits alone." in answer.content.decode()
    assert 'value="lots"' in answer.content.decode()
    answer = send.post(rows, {"version": 2, **as_posted()}, follow=True)
    assert "No row has a fault." in answer.content.decode()
    send.post(f"{here}send-in/", {"version": 3, "note": "Counted by hand."})

    analyst, root = Client(), Client()
    analyst.force_login(ada)
    root.force_login(make_person("Root", town, "administrator"))
    assert "Safe 2023" in read(analyst, "/figures/?show=waiting")
    assert "No count is so small" in read(analyst, here)
    analyst.post(f"{here}return/", {"version": 4, "note": "Which adults?"})
    assert "Which adults?" in read(send, here)
    send.post(f"{here}send-in/", {"version": 5, "note": "All of them."})
    answer = analyst.post(f"{here}approve/", {"version": 6, "note": ""}, follow=True)

    assert "Approved and published." in answer.content.decode()
    assert Observation.objects.get(indicator__code=code).value == 40
    lock = PeriodLock.objects.get()
    assert read(analyst, f"/figures/locks/{lock.pk}/unlock/", 403)
    root.post(f"/figures/locks/{lock.pk}/unlock/", {"note": "A slip."})
    assert "A slip." in read(root, "/figures/locks/")


def test_an_empty_list_says_what_to_do(send):
    assert "No local figures yet" in read(send, "/figures/")
    assert "No local indicators yet" in read(send, "/figures/new/")
    assert "No period is locked" in read(send, "/figures/locks/")


def test_somebody_elses_figures_are_not_there(town, send):
    submission = make_submission(town, make_person("Cal", town, "contributor"), [make_typed()])

    for page in ("", "rows/", "file/", "change/", "template.xlsx", "rows.csv"):
        read(send, f"/figures/{submission.pk}/{page}", 404)
    assert submission.title not in read(send, "/figures/")


def test_two_who_change_rows_at_once_lose_nothing(town, ben, send):
    submission = make_submission(town, ben, [make_typed()])
    save_rows(
        by=ben,
        submission=submission,
        version=submission.version,
        typed={1: make_typed("41", "82")},
        drop=set(),
    )

    answer = send.post(
        f"/figures/{submission.pk}/rows/",
        {"version": submission.version, **as_posted(value="44", count="88")},
    )

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Somebody else saved this meanwhile" in shown
    assert 'value="44"' in shown
    assert "<td>41</td><td>44</td>" in shown


def test_a_note_that_comes_too_late_stands_in_its_field(town, ben, send):
    submission = make_submission(town, ben, [make_typed()])

    answer = send.post(f"/figures/{submission.pk}/send-in/", {"version": 1, "note": "My long note."})

    assert answer.status_code == 409
    assert "My long note." in answer.content.decode()


def test_a_file_that_is_no_template_is_explained(town, ben, send):
    submission = make_submission(town, ben)
    file = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")

    answer = send.post(f"/figures/{submission.pk}/file/", {"version": 1, "file": file})

    assert "no column" in answer.content.decode()


def test_whoever_checks_sees_what_would_be_hidden_and_why(town, ada, ben, client):
    submission = make_submission(town, ben, [make_typed("1.5", "3")])
    Submission.objects.update(state="submitted")
    client.force_login(ada)

    page = read(client, f"/figures/{submission.pk}/")

    assert "What will be hidden, and why" in page
    assert "Testham (E06000001), 2023, those counted: few people" in page


def test_the_sender_who_is_an_analyst_is_told_that_another_checks(town, ada, client):
    submission = make_submission(town, ada, [make_typed()])
    Submission.objects.update(state="submitted")
    client.force_login(ada)

    page = read(client, f"/figures/{submission.pk}/")
    answer = client.post(f"/figures/{submission.pk}/approve/", {"version": submission.version})

    assert "You prepared these figures" in page
    assert "somebody else has to check them" in answer.content.decode()
    assert Submission.objects.get().state == "submitted"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_of_rows_says_what_when_which_and_how_small_numbers_are_hidden(town, ben, send, kind):
    submission = make_submission(town, ben, [make_typed("1.5", "3"), make_typed("many", period="2022")])

    body = send.get(f"/figures/{submission.pk}/rows.{kind}?show=faults").content

    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    else:
        head, *lines = load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
        rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert [row["value"] for row in rows] == ["many"]
    assert rows[0]["rows_shown"] == "rows with faults"
    assert rows[0]["licence"] == "Not published: do not pass on."
    assert rows[0]["small_numbers"] == "Nothing is hidden yet. Counts below 5 are hidden on approval."
    assert rows[0]["exported_at"]


def test_after_approval_a_file_holds_nothing_that_is_hidden(town, ben, send):
    submission = make_submission(town, ben, [make_typed("1.5", "3")])
    hidden = [{"position": 1, "fields": ["value", "count"], "cell": "c", "reason": "small"}]
    Submission.objects.update(state="published", hidden=hidden)

    body = send.get(f"/figures/{submission.pk}/rows.csv").content.decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(body))
    assert (row["value"], row["count"], row["flag"]) == ("", "", "suppressed")
    assert "Counts of 1 to 4 are hidden" in row["small_numbers"]


@pytest.mark.parametrize("page", ["", "{pk}/", "{pk}/rows/"])
def test_a_page_asks_as_often_for_three_as_for_one(town, ben, send, page):
    indicator = make_local_indicator(town)
    one = make_submission(town, ben, [make_typed()], indicator)
    address = f"/figures/{page.format(pk=one.pk)}"
    read(send, address)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read(send, address)
        return len(asked)

    before = count()
    for year in ("2021", "2022"):
        make_submission(town, ben, [make_typed()], indicator)
        one.refresh_from_db()
        save_rows(
            by=ben,
            submission=one,
            version=one.version,
            typed={int(year): make_typed(period=year)},
            drop=set(),
        )

    assert count() == before


def test_a_row_stands_once_and_a_period_is_locked_once_at_a_time(town, ben):
    submission = make_submission(town, ben, [make_typed()])
    lock = {"town": town, "indicator": submission.indicator, "period": "2023"}
    PeriodLock.objects.create(**lock)

    with pytest.raises(IntegrityError), transaction.atomic():
        SubmittedRow.objects.create(submission=submission, position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodLock.objects.create(**lock)


def test_the_licence_is_shown_to_whoever_checks(town, client, ada, ben):
    submission = make_submission(town, ben, [make_typed()], licence="For use in Testham, with our name.")
    Submission.objects.update(state="submitted")
    client.force_login(ada)

    assert "For use in Testham, with our name." in read(client, f"/figures/{submission.pk}/")


def test_without_a_licence_nothing_is_begun(town, send):
    code = make_local_indicator(town).code

    answer = send.post("/figures/new/", {"indicator": code, "title": "A", "source": "B", "licence": " "})

    assert "Say on which terms everybody may use the figures." in answer.content.decode()
    assert not Submission.objects.exists()


def test_the_desk_shows_what_waits_for_its_reader(town, client, ada, ben):
    make_submission(town, ben, [make_typed()], title="To check")
    Submission.objects.update(state="submitted")
    client.force_login(ada)
    assert "To check" in read(client, "/desk/")
    client.force_login(ben)
    assert "To check" not in read(client, "/desk/")

    Submission.objects.update(state="returned")

    assert "To check" in read(client, "/desk/")


def test_the_first_screen_says_what_comes_next_to_each(town, ada, ben, send):
    asked = make_local_indicator(town)
    faulty = make_submission(town, ben, [make_typed(value="lots")], asked)
    whole = make_submission(town, ben, [make_typed()], asked)
    sent = make_submission(town, ben, [make_typed()], asked)
    send.post(f"/figures/{sent.pk}/send-in/", {"version": sent.version, "note": "Counted by hand."})
    analyst = Client()
    analyst.force_login(ada)

    for client, one, words in (
        (send, faulty, "Mend the 1 row with a fault. Then they can be sent in."),
        (send, whole, 'No row has a fault. <a href="#send">Send them in</a>'),
        (send, sent, "Somebody checks them now. You get a mail when they are approved or come back."),
        (analyst, sent, '<a href="#decide">Approve or return them</a>'),
    ):
        page = read(client, f"/figures/{one.pk}/")
        assert words in page[: page.index("Where they come from")]


def test_columns_that_are_left_out_of_a_file_are_named(town, ben, send):
    submission = make_submission(town, ben)
    body = b"place,period,value,count,denominator,denom,Mean age\nE06000001,2023,40,80,200,9,44\n"
    file = SimpleUploadedFile("a.csv", body)

    answer = send.post(f"/figures/{submission.pk}/file/", {"version": 1, "file": file}, follow=True)

    assert "were left out: denom, Mean age." in answer.content.decode()
