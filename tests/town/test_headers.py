"""What every answer carries, so that a browser refuses what the town never sends."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_person, make_town
from tests.town.test_urls import ALL, KWARGS, WHO, people  # noqa: F401  # a fixture with one of everything

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
OPEN_TO_ALL = sorted(name for name, who in WHO.items() if who == ALL and not name.endswith(("_csv", "_file")))


def test_public_pages_carry_the_strict_policy(client, db):
    make_town()

    headers = client.get("/").headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_only_the_editor_may_run_the_scripts_it_writes_into_its_pages(client, db):
    town = make_town()
    client.force_login(make_person("Ada", town, "administrator", is_superuser=True))

    headers = client.get("/manage/").headers

    assert "script-src 'self' 'unsafe-inline'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_reading_sets_no_cookie(client, db):
    make_town()

    for address in ("/", "/measures/", "/about/", "/privacy/"):
        assert client.get(address).cookies == {}


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_no_page_holds_inline_script_or_style_or_another_host(people, name):  # noqa: F811  # the fixture
    html = people["Cy"].get(reverse(name, kwargs=KWARGS.get(name))).content.decode()

    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style", html)
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"<(?:script|img|iframe|source)[^>]+src=\"(?:https?:)?//", html)
    assert not re.search(r"<link[^>]+href=\"(?:https?:)?//", html)
