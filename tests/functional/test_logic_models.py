"""Logic models in a browser: made by guide, by keyboard and without scripts; two at once; with the line cut."""

import re
from itertools import chain, pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.functional.conftest import start_copy
from tests.functional.people import PEOPLE, address_of, sign_in
from tests.functional.test_every_page import MODES, RULES, WIDTHS
from tests.functional.test_journeys import press_until

pytestmark = pytest.mark.browser
# A model of fifteen steps, by column.
STEPS = {
    "input": ["Two energy advisers", "Money for repairs"],
    "activity": ["Visit cold homes", "Mend draughts", "Help with bills"],
    "output": ["Homes visited", "Homes made warmer", "People helped with bills"],
    "short-term outcome": ["People keep warm", "People owe less", "Landlords know what helps"],
    "medium-term outcome": ["Fewer chests get worse", "Fewer people skip meals"],
    "long-term outcome": ["Fewer homes are too costly to heat"],
    "impact": ["Nobody is ill because of a cold home"],
}
ALL = list(chain.from_iterable(STEPS.values()))
# The guide asks from the end back to the beginning.
GUIDED = [
    "impact",
    "long-term outcome",
    "medium-term outcome",
    "short-term outcome",
    "output",
    "activity",
    "input",
]


@pytest.fixture(scope="module")
def own_site(demonstration, tmp_path_factory):
    with start_copy(demonstration, tmp_path_factory) as running:
        yield running


@pytest.fixture(scope="module")
def signed_in(browser, own_site) -> dict:
    """Sign two people in once who may both change models, and return what their browsers keep."""
    kept = {}
    page = browser.new_page(base_url=own_site.address)
    sign_in(page, own_site, address_of(own_site, PEOPLE["manager"]))
    page.wait_for_url("**/desk/")
    kept["Amina"] = page.context.storage_state()
    page.goto("/people/add/")
    page.get_by_label("Name").fill("Bea Chair")
    page.get_by_label("E-mail address").fill("bea@example.org")
    page.get_by_label("Programme team").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/people/**")
    page.close()
    page = browser.new_page(base_url=own_site.address)
    letter = next(mail for mail in reversed(own_site.mail()) if "bea@example.org" in mail["To"])
    page.goto(re.search(r"http://\S+/account/login/link/\S+/", letter.get_content())[0])
    page.get_by_role("button", name=re.compile("Sign in as")).click()
    page.wait_for_url(re.compile("/(desk|account)/$"))
    kept["Bea"] = page.context.storage_state()
    page.close()
    return kept


@pytest.fixture
def open_as(browser, own_site, signed_in):
    """Return a function that opens a page as one of the two, and fails the test if a script complains."""
    contexts, complaints = [], []

    def open_one(name="Amina", **options):
        context = browser.new_context(base_url=own_site.address, storage_state=signed_in[name], **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def begin_model(page, title: str) -> str:
    """Begin an empty model by the form, and return its address."""
    page.goto("/logic-models/add/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Group that answers for it").select_option(index=1)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()
    return re.search(r"/logic-models/[^/]+/", page.url)[0]


def open_canvas(page, address: str):
    page.goto(f"{address}canvas/")
    expect(page.locator(".canvas--ready")).to_be_attached()
    return page


def card(page, text: str):
    return page.locator(".canvas__step", has_text=re.compile(f"^{re.escape(text)}$"))


def add(page, kind: str, *texts: str) -> None:
    box = page.get_by_label(f"Add: {kind}", exact=True)
    for text in texts:
        box.fill(text)
        box.press("Enter")


def wait_until_saved(page) -> None:
    expect(page.locator(".canvas__status")).to_have_text("Everything is saved.")


def rewrite(page, text: str, new: str) -> None:
    card(page, text).dblclick()
    area = page.get_by_label("Words of this step.")
    area.fill(new)
    area.press("Enter")


def list_shown(page) -> list[str]:
    return page.locator(".canvas__step").all_inner_texts()


def has_whole_model(page, address: str) -> None:
    """Check by the outline that all fifteen steps are there, each in its column, and linked in a chain."""
    page.goto(address)
    assert sorted(page.locator(".logic-step > h3").all_inner_texts()) == sorted(ALL)
    for kind, texts in zip(
        ("input", "activity", "output", "short", "medium", "long", "impact"), STEPS.values(), strict=True
    ):
        column = page.locator(f".logic-column--{kind}")
        assert sorted(column.locator(".logic-step > h3").all_inner_texts()) == sorted(texts)
    assert page.get_by_text("because it follows").count() >= 1


# --- One model, three ways ---


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_chair_is_guided_to_a_model_of_fifteen_steps(open_as, has_script):
    page = open_as("Bea", java_script_enabled=has_script)

    address = begin_model(page, f"Guided {has_script}")
    for kind in [None, None, *GUIDED]:
        page.get_by_label("Your answer").fill("\n".join(STEPS[kind]) if kind else "Homes are cold.")
        page.get_by_role("button", name="Save and go on").click()
    for row in page.locator("fieldset.guide-row").all():
        row.get_by_label("Leads to").select_option(index=1)
        row.get_by_label("Because").fill("because it follows")
    page.get_by_role("button", name="Save and leave the guide").click()

    has_whole_model(page, address)
    assert page.locator("svg.logic").count() == 1


def test_the_same_is_made_by_keyboard_alone_on_the_canvas(open_as):
    page = open_as("Bea")
    address = begin_model(page, "By keyboard")
    open_canvas(page, address)
    key = page.keyboard

    for kind, texts in STEPS.items():
        press_until(page, f"Add: {kind}")
        for text in texts:
            key.type(text)
            key.press("Enter")
    # Back to the step that was added last: the impact. From there each step is linked to the right of it.
    press_until(page, ALL[-1], "Shift+Tab")
    for text in reversed(ALL[:-1]):
        walk_to(page, text)
        key.press("c")
        key.press("ArrowRight")
        key.press("Enter")
        expect(page.get_by_label("Why should this hold?")).to_be_focused()
        key.type("because it follows")
        key.press("Control+Enter")
        expect(card(page, text)).to_be_focused()
    wait_until_saved(page)

    has_whole_model(page, address)
    page.goto(address)
    assert page.get_by_text("because it follows").count() >= len(ALL) - 1


def walk_to(page, text: str) -> None:
    """Go with the arrows from whichever step has the focus, column by column to the left and then up and down."""
    for _ in range(40):
        if page.evaluate("document.activeElement.textContent") == text:
            return
        here = page.evaluate(
            "[...document.querySelectorAll('[data-kind]')].indexOf(document.activeElement.closest('[data-kind]'))"
        )
        there = page.evaluate(
            "text => [...document.querySelectorAll('.canvas__step')].find(one => one.textContent === text).closest('[data-kind]').dataset.kind",
            text,
        )
        wanted = page.evaluate(
            "kind => [...document.querySelectorAll('[data-kind]')].findIndex(one => one.dataset.kind === kind)",
            there,
        )
        if here != wanted:
            page.keyboard.press("ArrowLeft" if here > wanted else "ArrowRight")
            continue
        texts = page.locator(f"[data-kind={there}] .canvas__step").all_inner_texts()
        focused = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("ArrowUp" if texts.index(focused) > texts.index(text) else "ArrowDown")
    raise AssertionError(f"The arrows never came to {text!r}.")


def test_the_same_is_made_without_scripts_through_the_outline(open_as):
    page = open_as("Bea", java_script_enabled=False)
    address = begin_model(page, "Without scripts")

    page.goto(f"{address}canvas/")
    page.get_by_role("link", name="The outline", exact=True).click()
    for kind, texts in STEPS.items():
        for text in texts:
            page.goto(address)
            page.get_by_role("link", name=f"Add: {kind}", exact=True).click()
            page.get_by_label("What it is").fill(text)
            page.get_by_role("button", name="Save").click()
    for start, end in pairwise(ALL):
        page.goto(f"{address}links/add/")
        page.get_by_label("From").select_option(label=find_option(page, "From", start))
        page.get_by_label("To").select_option(label=find_option(page, "To", end))
        page.get_by_label("Why it should hold").fill("because it follows")
        page.get_by_role("button", name="Save").click()

    has_whole_model(page, address)


def find_option(page, label: str, text: str) -> str:
    options = page.get_by_label(label, exact=True).locator("option").all_inner_texts()
    return next(one for one in options if one.endswith(f": {text}"))


# --- The canvas ---


def test_focus_is_never_lost_and_every_change_can_be_taken_back(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Back and forth"))
    add(page, "input", "One", "Two")
    add(page, "activity", "Three")
    key = page.keyboard

    card(page, "Two").focus()
    key.press("Alt+ArrowUp")
    assert list_shown(page) == ["Two", "One", "Three"]
    key.press("Alt+ArrowRight")
    assert focused(page) == "Two"
    assert page.locator("[data-kind=activity] .canvas__step").count() == 2
    key.press("F2")
    key.type("Deux")
    key.press("Enter")
    assert focused(page) == "Deux"
    key.press("Delete")
    assert focused(page) in ("Three", "One")
    assert sorted(list_shown(page)) == ["One", "Three"]

    for _ in range(4):
        key.press("Control+z")
    assert list_shown(page) == ["One", "Two", "Three"]
    for _ in range(4):
        key.press("Control+Shift+z")
    assert sorted(list_shown(page)) == ["One", "Three"]
    page.get_by_role("button", name="Undo").click()
    assert sorted(list_shown(page)) == ["Deux", "One", "Three"]
    wait_until_saved(page)
    page.reload()
    assert sorted(list_shown(page)) == ["Deux", "One", "Three"]


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent")


def test_a_step_is_dragged_to_another_column(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Dragged"))
    add(page, "input", "One", "Two")
    add(page, "output", "Three")

    card(page, "Two").scroll_into_view_if_needed()
    box, there = card(page, "One").bounding_box(), card(page, "Three").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(there["x"] + 40, there["y"] + there["height"] - 2, steps=8)
    page.mouse.up()

    assert page.locator("[data-kind=output] .canvas__step").all_inner_texts() == ["Three", "One"]
    assert focused(page) == "One"
    wait_until_saved(page)


def test_steps_are_found_by_their_words(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Found"))
    add(page, "input", "Warm rooms", "Cold rooms", "Money")

    page.get_by_label("Find a step").fill("ROOMS")
    expect(page.get_by_text("2 found.")).to_be_visible()
    page.get_by_label("Find a step").press("Enter")

    assert "rooms" in focused(page)


def test_fewer_crossings_are_offered_and_can_be_taken_back(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Tidier"))
    add(page, "input", "One", "Two")
    add(page, "activity", "Three", "Four")
    for start, end in (("One", "Four"), ("Two", "Three")):
        card(page, start).click()
        page.get_by_role("button", name="Link to…").click()
        card(page, end).click()
        page.get_by_label("Why should this hold?").press("Escape")
    wait_until_saved(page)
    before = list_shown(page)

    page.get_by_role("button", name="Fewer crossings").click()
    expect(page.get_by_text("so that fewer links cross")).to_be_attached()
    assert list_shown(page) in (["Two", "One", "Three", "Four"], ["One", "Two", "Four", "Three"])
    page.get_by_role("button", name="Undo").click()

    assert list_shown(page) == before
    wait_until_saved(page)


def test_a_link_tells_why_and_is_taken_away_and_back(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Linked"))
    add(page, "input", "One")
    add(page, "activity", "Two")

    card(page, "One").click()
    page.get_by_role("button", name="Link to…").click()
    card(page, "Two").click()
    page.get_by_label("Why should this hold?").fill("It stands to reason")
    page.get_by_label("How well is it known?").select_option("expected")
    page.get_by_role("button", name="Save the link").click()
    expect(page.locator(".canvas__why")).to_have_text("It stands to reason")
    assert page.locator(".canvas__line").count() == 1
    page.get_by_role("button", name="Change the link to Two").click()
    page.get_by_role("button", name="Remove the link").click()
    expect(page.locator(".canvas__line")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".canvas__why")).to_have_text("It stands to reason")
    wait_until_saved(page)


# --- Two at once ---


def test_two_people_see_each_others_changes_as_they_are_made(open_as):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, "Two at once")
    open_canvas(amina, address)
    open_canvas(bea, address)
    expect(bea.get_by_text("Amina Holloway is here too.")).to_be_visible(timeout=5000)
    expect(amina.get_by_text("Bea Chair is here too.")).to_be_visible(timeout=5000)

    add(amina, "input", "From Amina")
    expect(card(bea, "From Amina")).to_be_visible()
    expect(bea.get_by_text("Amina Holloway added: From Amina")).to_be_attached()
    add(bea, "activity", "From Bea")
    expect(card(amina, "From Bea")).to_be_visible()
    rewrite(bea, "From Amina", "From both")
    expect(card(amina, "From both")).to_be_visible()
    card(amina, "From Bea").focus()
    amina.keyboard.press("Delete")
    expect(card(bea, "From Bea")).to_have_count(0)


@pytest.mark.parametrize("choice", ["Put in what you wrote", "Leave it as it is now"])
def test_the_second_who_saves_sees_both_texts_and_chooses(open_as, choice):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, f"Clash {choice}")
    open_canvas(amina, address)
    add(amina, "input", "As it was")
    wait_until_saved(amina)
    open_canvas(bea, address)

    card(bea, "As it was").dblclick()
    area = bea.get_by_label("Words of this step.")
    area.fill("Bea's words")
    rewrite(amina, "As it was", "Amina's words")
    wait_until_saved(amina)
    expect(bea.get_by_text("Amina Holloway changed: Amina's words")).to_be_attached()
    expect(area).to_have_value("Bea's words")
    area.press("Enter")

    notice = bea.get_by_role("alert")
    expect(notice.get_by_role("heading")).to_have_text(
        "Amina Holloway changed the same while you were writing"
    )
    expect(notice.get_by_text("Amina's words")).to_be_visible()
    expect(notice.get_by_label("What you wrote")).to_have_value("Bea's words")
    expect(card(amina, "Amina's words")).to_be_visible()
    notice.get_by_role("button", name=choice).click()
    wait_until_saved(bea)
    last = "Bea's words" if "Put" in choice else "Amina's words"
    for page in (bea, amina):
        expect(card(page, last)).to_be_visible()
    assert bea.evaluate("document.activeElement !== document.body")


def test_what_is_removed_under_the_writers_hands_is_shown_and_can_come_back(open_as):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, "Removed")
    open_canvas(amina, address)
    add(amina, "input", "As it was")
    wait_until_saved(amina)
    open_canvas(bea, address)

    card(bea, "As it was").dblclick()
    bea.get_by_label("Words of this step.").fill("Bea's words")
    card(amina, "As it was").focus()
    amina.keyboard.press("Delete")

    notice = bea.get_by_role("alert")
    expect(notice.get_by_label("What you wrote")).to_have_value("Bea's words")
    notice.get_by_role("button", name="Put it back with what you wrote").click()
    expect(card(amina, "Bea's words")).to_be_visible()


def test_two_changes_of_different_things_of_one_step_both_hold(open_as):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, "Both hold")
    open_canvas(amina, address)
    add(amina, "input", "One", "Two")
    wait_until_saved(amina)
    open_canvas(bea, address)

    card(bea, "Two").dblclick()
    bea.get_by_label("Words of this step.").fill("Two, better")
    card(amina, "Two").focus()
    amina.keyboard.press("Alt+ArrowUp")
    wait_until_saved(amina)
    bea.get_by_label("Words of this step.").press("Enter")
    wait_until_saved(bea)

    assert bea.get_by_role("alert").count() == 0
    assert list_shown(bea) == ["Two, better", "One"]


# --- The line is cut ---


def test_a_lost_connection_loses_nothing_that_was_typed(open_as):
    page = open_as()
    address = begin_model(page, "Cut off")
    open_canvas(page, address)
    add(page, "input", "Before")
    wait_until_saved(page)

    page.context.set_offline(True)
    add(page, "input", "During")
    rewrite(page, "Before", "Before and after")
    expect(page.get_by_text("Not saved yet: no connection. 2 changes are kept")).to_be_visible()
    page.context.set_offline(False)

    wait_until_saved(page)
    page.reload()
    assert sorted(list_shown(page)) == ["Before and after", "During"]


def test_answers_that_get_lost_double_nothing(open_as):
    """The server stores a change, but its answer never arrives; the change is sent again."""
    page = open_as()
    open_canvas(page, begin_model(page, "Lost answers"))
    lost = []

    def lose_first(route):
        if route.request.method == "POST" and len(lost) < 2:
            route.fetch()
            lost.append(route.request.post_data)
            return route.abort()
        return route.continue_()

    page.route("**/changes/**", lose_first)
    add(page, "input", "Once only")
    wait_until_saved(page)

    assert len(lost) == 2
    page.reload()
    assert list_shown(page) == ["Once only"]
    assert page.get_by_role("alert").count() == 0


def test_what_was_unsent_is_offered_after_the_page_is_loaded_again(open_as):
    page = open_as()
    address = begin_model(page, "Closed too soon")
    open_canvas(page, address)
    add(page, "input", "Before")
    wait_until_saved(page)

    page.route("**/changes/**", lambda route: route.abort())
    add(page, "input", "Unsent")
    page.get_by_label("Add: activity", exact=True).fill("Half a sente")
    page.goto("about:blank")
    page.unroute("**/changes/**")
    open_canvas(page, address)

    assert list_shown(page) == ["Before"]
    notice = page.get_by_role("region", name="The connection was lost")
    expect(notice.get_by_text("Add “Unsent”")).to_be_visible()
    expect(notice.get_by_text("Add “Half a sente”")).to_be_visible()
    page.reload()
    notice.get_by_role("button", name="Send them now").click()
    wait_until_saved(page)
    assert sorted(list_shown(page)) == ["Before", "Half a sente", "Unsent"]
    page.reload()
    expect(page.locator(".canvas--ready")).to_be_attached()
    assert notice.count() == 0


def test_an_unsent_change_that_clashes_shows_both(open_as):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, "Late and other")
    open_canvas(amina, address)
    add(amina, "input", "As it was")
    wait_until_saved(amina)
    open_canvas(bea, address)

    bea.context.set_offline(True)
    rewrite(bea, "As it was", "Bea's words")
    rewrite(amina, "As it was", "Amina's words")
    wait_until_saved(amina)
    bea.context.set_offline(False)

    notice = bea.get_by_role("alert")
    expect(notice.get_by_label("What you wrote")).to_have_value("Bea's words", timeout=30_000)
    expect(notice.get_by_text("Amina's words")).to_be_visible()
    bea.reload()
    expect(bea.get_by_text("Change to “Bea's words”")).to_be_visible()


def test_whoever_is_signed_out_meanwhile_is_told_and_keeps_their_words(open_as):
    page = open_as()
    address = begin_model(page, "Signed out")
    open_canvas(page, address)
    cookies = page.context.cookies()

    page.context.clear_cookies(name="sessionid")
    add(page, "input", "Kept")
    expect(page.get_by_text("Not saved yet: you are signed out.")).to_be_visible()
    page.context.add_cookies(cookies)

    expect(page.locator(".canvas__status")).to_have_text("Everything is saved.", timeout=30_000)
    page.reload()
    assert list_shown(page) == ["Kept"]


# --- How it looks to everybody ---


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_canvas_and_drawing_are_free_of_faults(open_as, width, mode):
    page = open_as(viewport=WIDTHS[width], **MODES[mode])
    faults = []

    for address in ("/logic-models/warm-and-healthy-homes/", "/logic-models/warm-and-healthy-homes/canvas/"):
        page.goto(address)
        if address.endswith("canvas/"):
            expect(page.locator(".canvas--ready")).to_be_attached()
            page.locator(".canvas__step").first.click()
            page.get_by_role("button", name="Link to…").click()
        for details in page.locator("details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        faults += [
            f"{address}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found.response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{address}: wider than the window")

    assert faults == []


def test_on_a_phone_the_outline_comes_first_and_the_drawing_waits(open_as):
    page = open_as(viewport=WIDTHS["phone"])
    page.goto("/logic-models/warm-and-healthy-homes/")

    expect(page.locator("svg.logic")).to_be_hidden()
    expect(page.locator(".logic-step").first).to_be_visible()
    page.locator(".logic-fold > summary").click()
    expect(page.locator("svg.logic")).to_be_visible()
    page.set_viewport_size(WIDTHS["desk"])
    page.reload()
    expect(page.locator("svg.logic")).to_be_visible()


def test_an_old_day_redraws_exactly_after_later_changes(open_as):
    page = open_as()
    address = begin_model(page, "Redrawn")
    open_canvas(page, address)
    add(page, "input", "As it was")
    wait_until_saved(page)
    seq = page.evaluate("document.querySelector('[data-canvas]').board.exchange.base.seq")
    before = page.request.get(f"{address}drawing.svg?seq={seq}").body()

    rewrite(page, "As it was", "As it is")
    add(page, "activity", "Another")
    wait_until_saved(page)

    assert page.request.get(f"{address}drawing.svg?seq={seq}").body() == before
    assert b"As it is" in page.request.get(f"{address}drawing.svg").body()
