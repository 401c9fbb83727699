"""What must hold on every page: no barrier that axe can find, no other host, no complaint, nothing cut off."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.functional.test_journeys import PEOPLE, address_of, sign_in

pytestmark = pytest.mark.browser
WIDTHS = {"phone": {"width": 320, "height": 800}, "desk": {"width": 1280, "height": 900}}
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Many pages of one shape: three of each are looked at. Every measure of the first town is.
ALIKE = re.compile(
    r"^((?:/towns/[a-z-]+)?/neighbourhoods/|/towns/[a-z-]+/(?:measures|objectives)/|(?:/towns/[a-z-]+)?/partners/(?!map/))[^/]+/$"
)
TRACES = re.compile(r"^((?:/towns/[a-z-]+)?/trace/)[a-z]+/[^/]+(/(?:report/)?)$")
FILES = re.compile(r"\.(csv|json|svg|png|css|js|docx|xlsx|graphml)$")


def kind_of(path: str) -> str:
    match, trace = ALIKE.match(path), TRACES.match(path)
    if trace:
        return f"{trace[1]}*{trace[2]}"
    return f"{match[1]}*" if match else path


@pytest.fixture(scope="session")
def paths(browser, site) -> list[str]:
    """Follow every link from the front page, without its query, and return each page once."""
    page = browser.new_page(base_url=site.address)
    found, waiting, counts = [], ["/"], {}
    while waiting:
        path = waiting.pop(0)
        counts[kind_of(path)] = counts.get(kind_of(path), 0) + 1
        if counts[kind_of(path)] > 3:
            continue
        found.append(path)
        answer = page.goto(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        for link in page.locator("a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
            there = urlsplit(urljoin(f"{site.address}{path}", link))
            is_ours = f"{there.scheme}://{there.netloc}" == site.address and not FILES.search(there.path)
            if is_ours and there.path not in found and there.path not in waiting:
                waiting.append(there.path)
    page.close()
    return found


@pytest.fixture(scope="session")
def manager(browser, site) -> dict:
    """Sign the programme manager in once, and return what their browser keeps."""
    page = browser.new_page(base_url=site.address)
    sign_in(page, site, address_of(site, PEOPLE["manager"]))
    page.wait_for_url("**/desk/")
    state = page.context.storage_state()
    page.close()
    return state


def test_the_whole_site_can_be_walked(paths):
    assert len(paths) > 40
    assert {"/", "/measures/", "/neighbourhoods/", "/deprivation/", "/data/", "/towns/coventry/"} <= set(
        paths
    )


BEHIND_SIGN_IN = [
    "/desk/",
    "/plan/",
    "/plan/report/",
    "/people/",
    "/people/add/",
    "/audit/",
    "/account/",
    "/account/sessions/",
    "/account/password/set/",
    "/account/app/add/",
    "/account/passkeys/",
    "/account/passkeys/add/",
    "/account/logout/",
    "/partners/add/",
    "/partners/check-ins/",
    "/partners/map/draw/",
    "/partners/hatbourne-homes/change/",
    "/partners/hatbourne-homes/people/",
    "/partners/hatbourne-homes/groups/",
    "/partners/hatbourne-homes/pledges/add/",
]


def find_faults(watched, paths) -> list[str]:
    """Return what axe finds on each page, and each page that is wider than its window."""
    faults = []
    for path in paths:
        watched.page.goto(path)
        result = Axe().run(watched.page, options={"runOnly": RULES})
        faults += [
            f"{path}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in result.response["violations"]
        ]
        if watched.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{path}: wider than the window")

    return faults


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_free_of_faults(open_page, paths, width, mode):
    watched = open_page(viewport=WIDTHS[width], reduced_motion="reduce", **MODES[mode])

    assert find_faults(watched, paths) == []
    assert watched.complaints == []
    assert len(watched.hosts) == 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_behind_sign_in_is_free_of_faults(open_page, site, manager, width, mode):
    watched = open_page(viewport=WIDTHS[width], storage_state=manager, **MODES[mode])

    assert find_faults(watched, BEHIND_SIGN_IN) == []
    assert watched.complaints == []
    assert len(watched.hosts) == 1
