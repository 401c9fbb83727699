"""What must hold on every page: no barrier that axe can find, no other host, no complaint, nothing cut off."""

import re
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.functional.people import PEOPLE, address_of, sign_in

pytestmark = pytest.mark.browser
YEAR = date.today().year
WIDTHS = {"phone": {"width": 320, "height": 800}, "desk": {"width": 1280, "height": 900}}
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
# What a mode changes are colours, whatever the width: each width has one of them besides light.
LOOKS = [("light", "phone"), ("light", "desk"), ("dark", "phone"), ("forced", "desk")]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a mode of colours can change: the rest is the same in all modes, and looked at in light.
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Many pages of one shape: three of each are looked at. Every measure of the first town is.
SHAPES = (
    "neighbourhoods/|wards/|areas/(?!add/)|recommendations/|workstreams/(?!scale/)|partners/(?!map/)"
    "|frozen/[0-9-]+/(?!report/|compare/)"
)
ALIKE = re.compile(rf"^((?:/towns/[a-z-]+)?/(?:{SHAPES})|/towns/[a-z-]+/(?:measures|objectives)/)[^/]+/$")
TRACES = re.compile(r"^((?:/towns/[a-z-]+)?/trace/)[a-z-]+/[^/]+(/(?:report/)?)$")
FILES = re.compile(r"\.(csv|json|svg|png|css|js|docx|pdf|xlsx|graphml|ics)$")
# Pages of one group, meeting, decision or logic model: what stands behind it says which page of it.
NOUNS = "groups|meetings|series|agenda|decisions|actions|risks|strategies|logic-models"
ONES = re.compile(rf"^((?:/towns/[a-z-]+)?/(?:{NOUNS})/)[^/]+(/.*)$")
DEEPER = re.compile(r"^((?:/towns/[a-z-]+)?/measures/)[^/]+(/.+)$")
MEASURES = re.compile(r"^/measures/[^/]+/$")


def kind_of(path: str) -> str:
    match, trace = ALIKE.match(path), TRACES.match(path)
    one = ONES.match(path) or DEEPER.match(path)
    if trace:
        return f"{trace[1]}*{trace[2]}"
    if one:
        return f"{one[1]}*" + re.sub(r"\d+", "*", one[2])
    return f"{match[1]}*" if match else path


def pick(paths: list[str], mode: str) -> list[str]:
    """Return the pages that a mode is looked at in: all in light, else the first of each kind."""
    if mode == "light":
        return paths
    kinds = {"measures" if MEASURES.match(path) else kind_of(path): path for path in reversed(paths)}
    return list(reversed(kinds.values()))


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
    "/duties/",
    "/groups/housing-and-health/",
    "/groups/housing-and-health/change/",
    "/groups/housing-and-health/members/",
    "/groups/housing-and-health/plan/",
    "/groups/housing-and-health/risks/",
    "/groups/housing-and-health/highlights/add/",
    "/groups/children-and-young-people/improvement/",
    "/meetings/1/",
    "/meetings/4/",
    "/meetings/4/papers/",
    "/meetings/4/papers/add/",
    "/decisions/D1/",
    "/decisions/D1/review/",
    "/decisions/D5/decide/",
    "/actions/",
    "/actions/add/",
    "/actions/A1/",
    "/actions/A1/change/",
    "/actions/A1/update/",
    "/actions/A1/owner/",
    "/risks/add/",
    "/risks/K1/",
    *(f"/reviews/{path}" for path in ("", "open/", f"{YEAR}/", f"{YEAR}/change/", f"{YEAR}/seats/")),
    *(f"/reviews/{YEAR}/{path}" for path in ("reopen/", "sign/", "self-harm/", "self-harm/moderate/")),
    *(f"/reviews/{YEAR}/{path}" for path in ("self-harm/challenge/", "challenges/1/")),
    "/frozen/make/",
    "/restatements/explain/",
    "/people/5/handover/",
    "/plan/",
    "/plan/report/",
    "/people/",
    "/people/add/",
    "/audit/",
    "/account/",
    "/account/sessions/",
    "/account/tokens/",
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
    "/partners/map/?focus=hatbourne-homes",
    "/recommendations/",
    "/recommendations/LUT-M1-2/response/",
    "/response/",
    "/framework/",
    "/framework/levels/",
    "/framework/levels/3/add/",
    "/framework/editions/add/",
    "/framework/items/LUT-M1-2/",
    "/framework/items/LUT-M1-2/succeed/",
    "/areas/add/",
    "/workstreams/",
    "/workstreams/W01/",
    "/workstreams/W01/change/",
    "/contributions/",
    "/sheets/recommendations/",
    "/sheets/mapping/",
    "/mapping/",
    "/mapping/?tick=1",
    "/mapping/LUT-M1-2/",
    "/mapping/LUT-M1-2/W02/",
    "/mapping/LUT-M1-3/W01/",
    "/mapping/link/",
    "/mapping/suggestions/",
    "/mapping/gaps/",
    "/mapping/rounds/",
    "/mapping/rounds/add/",
    "/decisions/",
    "/decisions/add/",
    "/letters/",
    "/groups/health-and-wellbeing-board/owners/",
    "/trace/recommendation/LUT-M1-2/",
    "/logic-models/",
    "/logic-models/add/",
    "/logic-models/in/",
    "/logic-models/promises/",
    "/logic-models/warm-and-healthy-homes/",
    "/logic-models/warm-and-healthy-homes/canvas/",
    "/logic-models/warm-and-healthy-homes/?on=2025-11-01",
    "/logic-models/warm-and-healthy-homes/guide/short/",
    "/logic-models/streets-to-walk-and-breathe-in/guide/links/",
    "/logic-models/warm-and-healthy-homes/guide/measures/",
    "/logic-models/warm-and-healthy-homes/steps/add/?kind=output",
    "/logic-models/warm-and-healthy-homes/steps/fuel/",
    "/logic-models/warm-and-healthy-homes/steps/round/points/",
    "/logic-models/warm-and-healthy-homes/links/mended-warmth/",
    "/logic-models/warm-and-healthy-homes/links/mended-warmth/claims/add/",
    "/logic-models/warm-and-healthy-homes/texts/problem/",
    "/logic-models/warm-and-healthy-homes/notes/",
    "/logic-models/warm-and-healthy-homes/notes/add/",
    "/logic-models/warm-and-healthy-homes/versions/",
    "/logic-models/warm-and-healthy-homes/versions/1/approve/",
    "/logic-models/warm-and-healthy-homes/compare/?one=v1&other=now",
    "/measures/worry/contribution/",
]
# Each form, and the button that sends it empty.
FORMS = {
    "/tell-us/": "Send",
    "/partners/add/": "Save",
    "/workstreams/add/": "Save",
    "/framework/levels/3/add/": "Save",
    "/framework/items/LUT-M1-2/succeed/": "Save",
    "/recommendations/LUT-M1-2/response/": "Save the response",
    "/mapping/LUT-M1-3/W01/": "Save",
    "/mapping/link/": "Map them",
    "/logic-models/add/": "Begin",
    "/logic-models/in/": "See what it holds",
    "/logic-models/warm-and-healthy-homes/steps/add/": "Save",
    "/logic-models/warm-and-healthy-homes/links/add/": "Save",
    "/logic-models/warm-and-healthy-homes/notes/add/": "Note it",
    "/mapping/rounds/add/": "Open the round",
    "/sheets/recommendations/": "See what would change",
}
FAULTY = b"Code,Recommendation,Objective\nX-1,Open a warm room.,M5\nX-1,Again.,M5\nX-2,,M99\n"


def find_faults(watched, paths, mode: str) -> list[str]:
    """Return what is wrong with each page."""
    faults = []
    for path in paths:
        watched.page.goto(path)
        faults += look_at(watched.page, path, RULES if mode == "light" else OF_COLOURS)
    return faults


def look_at(page, name: str, rules=RULES) -> list[str]:
    """Return what axe finds on the page that is open, and whether it is wider than its window."""
    result = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    faults = [
        f"{name}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in result.response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append(f"{name}: wider than the window")
    return faults


def look_at_widths(page, name: str) -> list[str]:
    """Look at the page that is open at each width, without loading it again."""
    faults = []
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)
        faults += look_at(page, f"{name} ({width})")
    return faults


@pytest.mark.parametrize(("mode", "width"), LOOKS)
def test_every_page_is_free_of_faults(open_page, paths, width, mode):
    watched = open_page(viewport=WIDTHS[width], reduced_motion="reduce", **MODES[mode])

    assert find_faults(watched, pick(paths, mode), mode) == []
    assert watched.complaints == []
    assert len(watched.hosts) == 1


@pytest.mark.parametrize(("mode", "width"), LOOKS)
def test_every_page_behind_sign_in_is_free_of_faults(open_page, site, manager, width, mode):
    watched = open_page(viewport=WIDTHS[width], storage_state=manager, **MODES[mode])

    assert find_faults(watched, pick(BEHIND_SIGN_IN, mode), mode) == []
    assert watched.complaints == []
    assert len(watched.hosts) == 1


def test_every_form_that_fails_is_free_of_faults(open_page, manager):
    watched = open_page(storage_state=manager, reduced_motion="reduce")
    page, faults = watched.page, []

    for path, button in FORMS.items():
        page.goto(path)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("alert"), path).to_be_visible()
        faults += look_at_widths(page, path)

    assert faults == []
    assert watched.complaints == []


def test_a_sheet_with_faults_is_free_of_others(open_page, manager):
    watched = open_page(storage_state=manager)
    page = watched.page

    page.goto("/sheets/recommendations/")
    page.get_by_label("Spreadsheet").set_input_files(
        {"name": "faulty.csv", "mimeType": "text/csv", "buffer": FAULTY}
    )
    page.get_by_role("button", name="See what would change").click()

    expect(page.get_by_text("2 rows to mend")).to_be_visible()
    assert look_at_widths(page, "the sheet") == []
    assert watched.complaints == []


def test_mapping_many_at_once_and_undoing_it_are_free_of_faults(open_page, manager):
    watched = open_page(storage_state=manager)
    page = watched.page

    page.goto("/mapping/link/?recommendations=P-M6-1&workstreams=W03")
    page.get_by_label("Touches: it helps").check()
    page.get_by_role("button", name="Map them").click()
    faults = look_at_widths(page, "what was mapped")
    page.get_by_role("button", name="Undo all of it").click()
    faults += look_at_widths(page, "what was undone")

    assert faults == []
    assert watched.complaints == []


def test_marking_in_pairs_is_free_of_faults(open_page, manager):
    watched = open_page(storage_state=manager)
    page = watched.page

    page.goto("/mapping/rounds/add/")
    page.get_by_label("Name of the round").fill("Looked at")
    page.get_by_label("First person").select_option(index=1)
    page.get_by_label("Second person").select_option(index=2)
    page.get_by_label("Education").check()
    page.get_by_label("W03").check()
    page.get_by_role("button", name="Open the round").click()
    faults = look_at_widths(page, "a round")
    page.get_by_role("link", name="Go on with").click()
    faults += look_at_widths(page, "marking")
    page.get_by_role("button", name="Save and go on").click()
    page.goto("/mapping/rounds/")
    faults += look_at_widths(page, "the rounds")

    assert faults == []
    assert watched.complaints == []


def test_reading_what_somebody_told_is_free_of_faults(open_page, manager):
    page = open_page(storage_state=manager).page

    page.goto("/contributions/")
    page.locator(".card__title a").first.click()

    assert look_at_widths(page, "what somebody told") == []
