"""What every answer carries, so that a browser refuses what the town never sends."""

from html.parser import HTMLParser

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
OPEN_TO_ALL = sorted(
    name
    for name, who in WHO.items()
    if who == ALL and not name.endswith(("_csv", "_docx", "_file", "_json", "_pdf", "_xlsx", "pack_public"))
)


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


EDITOR_POLICY = {
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'self'",
    "form-action 'self'",
    "base-uri 'none'",
}


def test_only_the_editor_may_run_the_scripts_it_writes_into_its_pages(client, db):
    town = make_town()
    client.force_login(make_person("Ada", town, "administrator", is_superuser=True))

    response = client.get("/manage/")

    assert response.status_code == 200
    assert set(response["Content-Security-Policy"].split("; ")) == EDITOR_POLICY
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(
    "address", ["/measures/", "/nothing/", "/towns/nowhere/", "/desk/", "/towns/other/", "/data/jobs.xml"]
)
def test_pages_errors_and_redirects_carry_the_strict_policy_too(client, db, address):
    make_town()
    make_town("other", "E06000002", "Otherham", is_default=False)

    headers = client.get(address).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


def test_reading_sets_no_cookie(client, db):
    make_town()

    for address in ("/", "/measures/", "/about/", "/privacy/"):
        assert client.get(address).cookies == {}


def test_no_page_holds_inline_script_or_style_or_another_host(people):  # noqa: F811  # the fixture
    found = {
        name: list_faults(people["Cy"].get(reverse(name, kwargs=KWARGS.get(name))).content.decode())
        for name in OPEN_TO_ALL
    }

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<p style=x>",
        "<a ONCLICK=x>",
        "<a href=' JavaScript:x'>",
        "<img src=//elsewhere.example/x>",
        "<link href='https://elsewhere.example/x'>",
        "<form action=https://elsewhere.example>",
    ],
)
def test_every_fault_is_found(html):
    assert len(list_faults(html)) == 1


def list_faults(html):
    parser = Faults()
    parser.feed(html)
    return parser.found


class Faults(HTMLParser):
    """Collects what the strict policy would stop, or what would tell another host of the reader."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = {name: (value or "").strip().lower() for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.found += [f"{tag} {name}" for name in given if given[name].startswith("javascript:")]
        fetched = {"src", "action", "formaction"} | ({"href"} if tag == "link" else set())
        self.found += [
            f"{tag} {name}"
            for name in fetched & set(given)
            if given[name].startswith(("http:", "https:", "//"))
        ]


@pytest.mark.parametrize("address", ["/deprivation/?q=%00", "/recommendations/?objective=a%00"])
def test_an_address_with_a_nul_is_refused_not_broken(client, db, address):
    make_town()

    assert client.get(address).status_code == 400
