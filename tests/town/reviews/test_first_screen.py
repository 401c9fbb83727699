"""The first screen of a review says what to do next, to each reader."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairplace.town.reviews.models import Review
from fairplace.town.reviews.operations.evidence import gather_evidence
from fairplace.town.reviews.operations.freezing import freeze_signed
from tests.factories import make_comment, make_indicator, make_measure, make_observations, make_review
from tests.factories.frozen import make_published_review, make_signed_review

pytestmark = pytest.mark.django_db


def read(client, address):
    return client.get(address).content.decode()


def test_the_list_says_what_waits_for_the_team(reviewed_town, ada, client):
    make_review(reviewed_town, state="moderation", days={"moderation": "2026-12-23"})
    client.force_login(ada)

    page = read(client, "/reviews/")

    assert "What you can do now" in page
    assert "Rate 3 measures, from Jobs on" in page
    assert "last day 23 December 2026" in page


def test_the_list_leads_a_reader_to_the_measures_of_the_open_review(reviewed_town, chair, client):
    make_review(reviewed_town, state="challenge")
    client.force_login(chair)

    assert 'href="/reviews/2026/#measures"' in read(client, "/reviews/")


def test_the_list_says_with_whom_a_step_is_where_nothing_waits(reviewed_town, chair, client):
    make_review(reviewed_town, state="moderation")
    client.force_login(chair)

    assert "Nothing waits for you. This step is with: The programme team." in read(client, "/reviews/")


def test_a_resident_finds_report_and_comment_on_the_list(reviewed_town):
    review = make_published_review(reviewed_town)

    page = read(Client(), "/reviews/")

    assert f'href="/frozen/{review.snapshot.slug}/report/"' in page
    assert 'href="/reviews/2026/comment/"' in page
    assert "What you can do now" not in page


def test_a_resident_finds_report_comment_and_dissent_before_the_words(reviewed_town):
    review = make_published_review(
        reviewed_town, dissent="I see it darker.", foreword="We began.", days={"published": "2027-02-17"}
    )

    page = read(Client(), "/reviews/2026/")

    before = page[: page.index("We began.")]
    for address in (
        f"/frozen/{review.snapshot.slug}/report/",
        "/reviews/2026/comment/",
        "#dissent",
        "#comments",
    ):
        assert f'href="{address}"' in before
    assert "Comments until 17 February 2027." in before


def test_the_list_leads_the_team_to_publish_what_is_frozen(reviewed_town, ada, client):
    freeze_signed(by=None, review=make_signed_review(reviewed_town), seen="sign-off")
    client.force_login(ada)

    page = read(client, "/reviews/")

    assert '<a href="/reviews/2026/#go-on">Publish it</a>' in page
    assert '<a href="#go-on">Publish it</a>' in read(client, "/reviews/2026/")
    assert 'id="go-on"' in read(client, "/reviews/2026/")


def test_the_list_leads_the_team_to_comments_and_to_the_answer_of_the_town(reviewed_town, ada, client):
    review = make_review(reviewed_town, 2025, "published")
    make_comment(review)
    make_comment(review)
    make_comment(review, state="shown")
    make_review(reviewed_town, state="moderation")
    client.force_login(ada)

    page = read(client, "/reviews/")

    assert '<a href="/reviews/2025/comments/">Read and answer 2 comments</a>' in page
    assert '<a href="/reviews/2025/response/">Write the town’s response</a>' in page
    assert "Rate 3 measures, from Jobs on" in page


def test_a_published_review_that_needs_nothing_more_than_closing_says_so(reviewed_town, ada, client):
    make_review(reviewed_town, 2025, "published", response="Thank you.")
    client.force_login(ada)

    assert '<a href="/reviews/2025/#go-on">Close it</a>' in read(client, "/reviews/")


def test_who_may_not_publish_or_answer_is_not_asked_to(reviewed_town, chair, client):
    make_comment(make_review(reviewed_town, 2025, "published"))
    make_review(reviewed_town, 2026, "frozen")
    client.force_login(chair)

    assert "What you can do now" not in read(client, "/reviews/")


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_takes_as_many_queries_for_three_as_for_one(reviewed_town, ada, client, count):
    for year in (2026, 2025, 2024)[:count]:
        make_comment(make_review(reviewed_town, year, state="published"))
    client.force_login(ada)

    with CaptureQueriesContext(connection) as asked:
        page = read(client, "/reviews/")

    assert page.count("Read and answer 1 comment<") == count
    assert len(asked) <= 15


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(reviewed_town, ada, client, count):
    for year in (2026, 2025, 2024)[:count]:
        make_review(reviewed_town, year, state="closed")
    client.force_login(ada)

    with CaptureQueriesContext(connection) as asked:
        read(client, "/reviews/")

    assert len(asked) <= 14


def test_without_a_number_of_the_country_another_place_is_no_answer_to_it(reviewed_town, ada, client):
    indicator = make_indicator("crowding")
    make_observations(indicator, reviewed_town.place, [(7, 6, 8)])
    make_measure(reviewed_town, "crowding", indicator)
    review = make_review(reviewed_town)
    client.force_login(ada)
    client.post("/reviews/2026/gather/")

    one = review.assessments.get(measure__slug="crowding")
    one.evidence["beside"] = [
        {"role": "similar", "subgroup": "", "period": "2014", "words": "We cannot tell it from Slough."}
    ]
    one.save()
    page = read(client, "/reviews/2026/crowding/")

    assert page.index("No number of the country stands beside it") < page.index(
        "We cannot tell it from Slough."
    )


def test_front_data_and_desk_lead_to_the_reviews(reviewed_town, ada, client):
    client.force_login(ada)

    assert 'href="/reviews/"' in read(Client(), "/")
    assert 'href="/restatements/"' in read(Client(), "/data/")
    desk = read(client, "/desk/")
    where = desk[desk.index("Where to go") : desk.index("<footer")]
    assert 'href="/reviews/"' in where
    assert 'href="/restatements/"' in where


def test_who_signs_reads_first_what_is_out_of_the_ordinary(signing, chair, client):
    jobs, air = (signing.assessments.get(measure__slug=slug) for slug in ("jobs", "air"))
    jobs.evidence = {"verdict": "worse"}
    jobs.save()
    air.rating, air.rating_because, air.decision = "off course", "We smell it.", "change"
    air.save()
    client.force_login(chair)

    page = " ".join(read(client, "/reviews/2026/sign/").split())

    first = page[page.index("Look at these first") : page.index("The measures</h2>")]
    assert '<a href="#of-jobs">Jobs</a>: the numbers get worse, by test' in first
    assert '<a href="#of-air">Air</a>: rated otherwise than the tests say; changed' in first
    assert "wages" not in first
    assert re.findall(r'<details class="signed"( open)?><summary><strong id="of-(\w+)"', page) == [
        (" open", "jobs"), ("", "wages"), (" open", "air"),
    ]  # fmt: skip
    assert re.findall(r"<h3>([^<]*)</h3>", page) == ["M1 Objective M1", "For the whole town"]


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_signed_takes_as_many_queries_for_three_measures_as_for_one(signing, chair, client, count):
    objective = signing.assessments.get(measure__slug="jobs").measure.objectives.get()
    signing.assessments.get(measure__slug="air").measure.objectives.add(objective)
    for one in signing.assessments.all()[count:]:
        one.delete()
    client.force_login(chair)

    with CaptureQueriesContext(connection) as asked:
        read(client, "/reviews/2026/sign/")

    assert len(asked) <= 16


def test_the_team_is_led_to_the_next_step_wherever_nothing_is_missing(reviewed_town, ada, chair, client):
    review = make_review(reviewed_town)
    client.force_login(ada)
    assert 'href="#gather">Bring the evidence in</a>' in read(client, "/reviews/2026/")
    client.force_login(chair)
    assert "#gather" not in read(client, "/reviews/2026/")

    client.force_login(ada)
    gather_evidence(by=ada, review=review)
    assert 'href="#go-on">Open it to challenge</a>' in read(client, "/reviews/2026/")
    assert 'href="/reviews/2026/#go-on">Open it to challenge</a>' in read(client, "/reviews/")


@pytest.mark.parametrize(
    ("state", "onward"),
    [("challenge", "Begin to moderate"), ("moderation", "Ask for signatures"), ("sign-off", "Freeze it")],
)
def test_the_team_goes_on_when_everything_is_there(reviewed_town, ada, client, state, onward):
    review = make_signed_review(reviewed_town)
    Review.objects.filter(pk=review.pk).update(state=state)
    client.force_login(ada)

    page = read(client, "/reviews/2026/")

    assert f'href="#go-on">{onward}</a>' in page
    assert "Nothing waits for you" not in page


def test_the_team_is_led_to_what_is_missing(reviewed_town, ada, client):
    review = make_signed_review(reviewed_town)
    review.assessments.filter(measure__slug="jobs").update(statement="")
    Review.objects.filter(pk=review.pk).update(state="moderation")
    client.force_login(ada)

    page = read(client, "/reviews/2026/")

    assert 'href="#missing">See what is missing</a>' in page
    assert 'href="#go-on"' not in page


def test_who_may_publish_can_read_first_what_is_published(reviewed_town, ada, client):
    review = make_signed_review(reviewed_town)
    snapshot = freeze_signed(by=ada, review=review, seen="sign-off")
    client.force_login(ada)

    assert f'href="/frozen/{snapshot.slug}/"' in read(client, "/reviews/2026/")
