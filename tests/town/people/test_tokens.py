from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from fairplace.town.people.models import AccessToken, AuditEvent
from fairplace.town.people.operations import end_every_session, end_token, make_token
from fairplace.town.people.queries import find_token
from fairplace.town.people.rules import MOST_TOKENS, digest_token
from tests.factories import make_person, make_town

PAGE = "/account/tokens/"


@pytest.fixture
def ada(db):
    return make_person("Ada", make_town(), "programme-team")


@pytest.fixture
def hers(ada):
    client = Client()
    client.force_login(ada)
    return client


def read_secret(response) -> str:
    return response.content.decode().split('class="secret">')[1].split("<")[0]


def test_a_token_is_shown_once_and_only_its_digest_is_kept(ada, hers):
    secret = read_secret(hers.post(PAGE, {"label": "Report", "days": "90"}))

    token = AccessToken.objects.get()
    assert secret.startswith("fp_")
    assert len(secret) > 40
    assert (token.person, str(token), token.digest) == (ada, "Report", digest_token(secret))
    assert token.expires_at - token.made_at == timedelta(days=90)
    listed = hers.get(PAGE).content.decode()
    assert "Report" in listed
    assert secret not in listed


def test_making_and_ending_are_recorded_without_the_secret(ada, hers):
    secret = read_secret(hers.post(PAGE, {"label": "Report", "days": "30"}))
    hers.post(PAGE, {"token": AccessToken.objects.get().pk})

    made, ended = AuditEvent.objects.filter(kind="access token").order_by("pk")
    expires = timezone.localdate(AccessToken.objects.get().expires_at).isoformat()
    told = {"of": "Ada", "label": "Report", "expires": expires}
    assert (made.by, made.verb, made.subject, made.after) == (ada, "made an access token", "Report", told)
    assert (ended.verb, ended.before, ended.town) == ("ended an access token", told, "testham")
    assert secret not in str([made.after, ended.before])
    assert find_token(secret) is None
    assert "Report" not in hers.get(PAGE).content.decode()


@pytest.mark.parametrize(("label", "days"), [("", "30"), ("x" * 81, "30"), ("Report", "366"), ("Report", "")])
def test_what_cannot_be_made_is_said_and_nothing_typed_is_lost(hers, label, days):
    page = hers.post(PAGE, {"label": label, "days": days}).content.decode()

    assert "There is a problem" in page
    assert f'value="{label}"' in page or not label
    assert not AccessToken.objects.exists()


def test_sending_the_form_again_makes_no_second_token(hers):
    hers.post(PAGE, {"label": "Report", "days": "30"})

    again = hers.post(PAGE, {"label": "Report", "days": "30"}).content.decode()

    assert "You have a token of that name." in again
    assert AccessToken.objects.count() == 1


def test_a_person_has_so_many_tokens_and_no_more(ada, hers):
    for n in range(MOST_TOKENS):
        make_token(by=ada, label=f"Report {n}", days=30)

    assert "End one first." in hers.post(PAGE, {"label": "More", "days": "30"}).content.decode()


@pytest.mark.parametrize("days", [0, 366])
def test_no_token_holds_longer_than_a_year_or_for_no_time(ada, days):
    with pytest.raises(AssertionError, match="a year at most"):
        make_token(by=ada, label="Report", days=days)


def test_a_token_past_its_last_day_is_found_no_more(ada):
    _token, secret = make_token(by=ada, label="Report", days=30)
    AccessToken.objects.update(
        made_at=timezone.now() - timedelta(2), expires_at=timezone.now() - timedelta(1)
    )

    assert find_token(secret) is None


def test_the_database_keeps_a_token_in_its_time_and_its_name_apart(ada):
    token, _secret = make_token(by=ada, label="Report", days=30)

    with pytest.raises(IntegrityError, match=r"a_token_holds_for_a_time|CHECK"):
        AccessToken.objects.filter(pk=token.pk).update(expires_at=token.made_at)


def test_tokens_end_with_all_sessions(ada, hers):
    _token, secret = make_token(by=ada, label="Report", days=30)
    hers.post("/account/sessions/", {"session": "others"})
    assert find_token(secret) is None

    _token, second = make_token(by=ada, label="Report", days=30)
    end_every_session(by=None, person=ada)
    assert find_token(second) is None
    assert AuditEvent.objects.filter(verb="ended an access token").count() == 2


def test_a_person_who_may_not_sign_in_has_no_token(ada):
    _token, secret = make_token(by=ada, label="Report", days=30)
    ada.is_active = False
    ada.save()

    assert find_token(secret) is None


def test_somebody_elses_token_cannot_be_ended(ada):
    token, secret = make_token(by=ada, label="Report", days=30)
    ben = make_person("Ben")
    bens = Client()
    bens.force_login(ben)

    for chosen in (token.pk, "x", "", "9" * 30):
        assert bens.post(PAGE, {"token": chosen}).status_code == 302

    assert find_token(secret) == token
    with pytest.raises(AssertionError, match="their own"):
        end_token(by=ben, token=token)


def test_a_token_signs_nobody_in(ada, hers):
    secret = read_secret(hers.post(PAGE, {"label": "Report", "days": "30"}))

    response = Client().get("/account/", headers={"Authorization": f"Bearer {secret}"})

    assert response.status_code == 302
