"""The connection is lost, and nothing that was typed."""

import pytest
from playwright.sync_api import expect

from tests.functional.logic_models.conftest import (
    add,
    begin_model,
    list_shown,
    open_canvas,
    rewrite,
    wait_until_saved,
)

pytestmark = pytest.mark.browser


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
