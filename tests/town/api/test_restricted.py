import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.feeds.models import Submission
from fairplace.town.people.models import AccessToken
from fairplace.town.people.operations import end_token, make_token
from fairplace.town.places.models import Appointment
from tests.factories import make_person, make_town
from tests.factories.feeds import make_feed, make_load, make_local_indicator, make_submission, make_typed

INSIDE = "/api/restricted"
EVERYWHERE = (f"{INSIDE}/figures.json", f"{INSIDE}/feeds.json")


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "analyst")


@pytest.fixture
def ben(town):
    return make_person("Ben", town, "contributor")


@pytest.fixture
def waiting(town, ben):
    return make_submission(town, ben, [make_typed(), make_typed(place="E01000001", count="3", value="1.5")])


def show_token(person, **fields) -> Client:
    _token, secret = make_token(by=person, label=f"Report of {person}", days=30)
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("address", EVERYWHERE)
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer fp_wrong", "Basic YTpi", "fp_wrong"])
def test_without_a_token_that_holds_nothing_is_told(town, address, header):
    response = Client(headers={"Authorization": header} if header else {}).get(address)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="Fairplace"')
    assert response["Content-Type"] == "application/problem+json; charset=utf-8"
    assert response.json()["detail"].startswith("This needs an access token that holds")


@pytest.mark.parametrize("address", EVERYWHERE)
def test_a_session_is_no_token(ada, address):
    client = Client()
    client.force_login(ada)

    assert client.get(address).status_code == 401


def test_an_ended_token_is_refused(ada):
    client = show_token(ada)
    assert client.get(f"{INSIDE}/feeds.json").status_code == 200

    end_token(by=ada, token=AccessToken.objects.get())

    assert client.get(f"{INSIDE}/feeds.json").status_code == 401


def test_the_rights_are_those_of_this_moment_in_this_town(ada, town):
    client = show_token(ada)
    make_town("other", "E06000002", "Otherton", is_default=False)

    assert client.get("/towns/other/api/restricted/feeds.json").status_code == 403
    Appointment.objects.all().delete()

    refused = client.get(f"{INSIDE}/feeds.json")
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "Your token is right, but in this town you may not see the desk. Ask the people who run the programme.",
    )


def test_who_tries_wrong_tokens_again_and_again_is_told_to_wait(ada):
    cache.clear()
    stranger = Client(headers={"Authorization": "Bearer fp_guess"})

    statuses = [stranger.get(f"{INSIDE}/feeds.json").status_code for _ in range(31)]

    assert (set(statuses[:30]), statuses[30]) == ({401}, 429)
    assert show_token(ada).get(f"{INSIDE}/feeds.json").status_code == 200
    cache.clear()


def test_the_day_of_the_last_use_is_kept_and_written_once(ada):
    client = show_token(ada)
    client.get(f"{INSIDE}/feeds.json")
    assert AccessToken.objects.get().last_used_on == timezone.localdate()

    with CaptureQueriesContext(connection) as asked:
        client.get(f"{INSIDE}/feeds.json")

    assert not [one for one in asked if one["sql"].startswith("UPDATE") and "accesstoken" in one["sql"]]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_nobody_in_between_keeps_it_and_no_other_site_reads_it(ada, address):
    for client in (show_token(ada), Client()):
        response = client.get(address, headers={"Origin": "https://elsewhere.example"})

        assert response["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in response
        assert not response.cookies


def test_an_analyst_reads_what_waits_as_it_was_sent(ada, waiting):
    client = show_token(ada)
    (told,) = client.get(f"{INSIDE}/figures.json").json()["items"]

    figures = client.get(told["figures"]).json()

    assert (told["number"], told["indicator"], told["state"]) == (waiting.pk, "safe", "draft")
    assert (figures["count"], figures["terms"]) == (2, "Not published: do not pass on.")
    first = figures["items"][0]
    assert (first["value"], first["count"], first["denominator"]) == (40.0, 80.0, 200.0)
    assert first["place"] == {"code": "E06000001", "name": "Testham", "kind": "authority"}
    assert (first["period"]["kind"], first["release"], first["lower_95"]) == ("calendar year", None, None)
    assert client.get(told["csv"]).content == client_of(ada).get(f"/figures/{waiting.pk}/rows.csv").content
    assert client.get(told["xlsx"]).status_code == 200


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_what_waits_is_in_no_published_answer(client, town, waiting):
    for state in Submission.State.values:
        if state == "published":
            continue
        Submission.objects.update(state=state)
        for address in ("measures.json", "places.json", "releases.json", "reviews.json", "openapi.json"):
            assert b"Feeling safe" not in client.get(f"/api/{address}").content
        assert client.get("/api/measures/safe/figures.json").status_code == 404


def test_once_approved_what_is_to_be_hidden_is_hidden_here_too(ada, waiting):
    hidden = [
        {"position": 2, "cell": "c", "reason": "small", "fields": ["value", "lower_95", "upper_95", "count"]}
    ]
    Submission.objects.update(state="approved", hidden=hidden)

    second = show_token(ada).get(f"{INSIDE}/figures/{waiting.pk}.json").json()["items"][1]

    assert (second["value"], second["count"], second["quality"]["flag"]) == (None, None, "suppressed")


def test_others_see_only_their_own(town, waiting):
    client = show_token(make_person("Fay", town, "contributor"))

    assert client.get(f"{INSIDE}/figures.json").json()["items"] == []
    for kind in ("json", "csv", "xlsx"):
        assert client.get(f"{INSIDE}/figures/{waiting.pk}.{kind}").status_code == 404


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_what_does_not_wait_is_not_listed(ada, waiting, state):
    Submission.objects.update(state=state)

    assert show_token(ada).get(f"{INSIDE}/figures.json").json()["count"] == 0


def test_feeds_are_told_with_their_health(ada, town):
    make_load(make_feed(town, "fed"), state="failed", message="Nobody answered.")

    (told,) = show_token(ada).get(f"{INSIDE}/feeds.json").json()["items"]

    assert (told["publisher"], told["health"], told["failure"]) == (
        "fingertips",
        "failed",
        "Nobody answered.",
    )


@pytest.mark.parametrize("address", EVERYWHERE)
def test_the_number_of_questions_does_not_grow(ada, ben, town, address):
    client = show_token(ada)
    make_submission(town, ben, [make_typed()], indicator=make_local_indicator(town, "safe-0"))
    make_load(make_feed(town, "fed-0"), state="failed")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for n in (1, 2):
        make_submission(town, ben, [make_typed()], indicator=make_local_indicator(town, f"safe-{n}"))
        make_load(make_feed(town, f"fed-{n}"), state="failed")

    with CaptureQueriesContext(connection) as three:
        assert len(client.get(address).json()["items"]) == 3

    assert len(three) == len(one)
