"""A year judged in the open, on Luton's real figures: from opening to response, by those who really do it.

Ada and Bo are the programme team, Dee the director and Chen a chair who sign, Cy the public.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.functional.test_from_advice_to_work import press

pytestmark = pytest.mark.browser
YEAR = date.today().year
REVIEW = f"/reviews/{YEAR}/"
PHONE = {"width": 320, "height": 640}
SIGN_IN = r"http://\S+/account/login/link/\S+/"
PEOPLE = {"Ada": "Programme team", "Bo": "Programme team", "Dee": "Director", "Chen": "Group chair"}
DISSENT = "I see it darker than the others."
LATER = "Written after the director had signed."


@pytest.fixture
def open_page(browser, town):
    contexts = []

    def open_one(**options):
        contexts.append(browser.new_context(base_url=town.address, **options))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def test_a_year_is_judged_from_opening_to_response(open_page, town):
    admin = open_page()
    sign_in(admin, town.first_link)
    for name, role in PEOPLE.items():
        add_person(admin, name, role)
    people = {name: open_page(viewport=PHONE) if name in {"Dee", "Chen"} else open_page() for name in PEOPLE}
    for name, page in people.items():
        sign_in(page, town.wait_for_link(f"{name.lower()}@example.org", SIGN_IN))
    ada, bo, dee, chen, cy = *people.values(), open_page(viewport=PHONE)

    open_review(ada)
    first = bring_evidence(ada)
    doubt_and_answer(ada, chen, first)
    go_on(ada, "Begin to moderate", "Ratings are moderated")
    rate_all(ada)
    moderate_at_once(ada, bo, first)
    go_on(ada, "Ask for signatures", "Waits for signatures")
    sign_with_dissent(ada, dee, first)
    sign(chen)
    go_on(ada, "Freeze it", "Frozen")
    assert cy.goto(REVIEW).status == 404, "Nothing is public before it is published."
    go_on(ada, "Publish it", "Published, open to comments")
    comment_and_answer(ada, cy)
    read_the_mail(town)


def sign_in(page, link: str) -> None:
    page.goto(link)
    press(page, re.compile("Sign in as"))


def fill(page, **fields) -> None:
    for name, value in fields.items():
        page.locator(f"[name='{name}']").fill(str(value))


def add_person(page, name: str, role: str) -> None:
    page.goto("/people/add/")
    fill(page, name=name, email=f"{name.lower()}@example.org")
    page.get_by_label(re.compile(f"{role}:")).check()
    press(page, "Add")


def open_review(page) -> None:
    """Open the review: the director sits in the seat that is proposed, one chair in another, the rest go."""
    page.goto("/reviews/")
    page.get_by_role("link", name="Open the first one").click()
    titles = page.locator("[name^=seats-][name$=-title]")
    for at in range(titles.count()):
        title = titles.nth(at).input_value()
        if title == "Director of public health":
            assert page.locator(f"[name=seats-{at}-person] option:checked").inner_text() == "Dee"
        elif "Housing" in title:
            page.locator(f"[name=seats-{at}-person]").select_option(label="Chen")
        else:
            titles.nth(at).fill("")
    press(page, "Open it")
    expect(page.locator("main")).to_contain_text("The review is open.")


def bring_evidence(page) -> str:
    """Bring the evidence in, and find a real figure of the town in it. Returns the first measure's page."""
    press(page, "Bring the evidence in")
    expect(page.locator("main")).to_contain_text("The evidence is in")
    links = page.locator("#measures ~ .table-scroll tbody th a")
    assert links.count() >= 15, "The whole of Luton's measures is judged."
    first = links.first.get_attribute("href")
    page.goto(first)
    expect(page.locator(".questions")).to_contain_text("The latest number is 80.2 years")
    page.goto(REVIEW)
    go_on(page, "Open it to challenge", "Open to challenge")
    return first


def go_on(page, button: str, step: str) -> None:
    page.goto(REVIEW)
    press(page, button)
    expect(page.locator("main")).to_contain_text(f"The review stands at: {step}.")


def doubt_and_answer(ada, chen, first: str) -> None:
    chen.goto(f"{first}challenge/")
    fill(chen, text="It ends with 2020. Can it be judged?")
    press(chen, "Send")
    ada.goto(REVIEW)
    ada.get_by_role("link", name="Answer 1 challenge").click()
    ada.get_by_role("link", name=re.compile("Answer it")).click()
    fill(ada, answer="We say so in the statement.")
    press(ada, "Save")
    chen.goto(first)
    expect(chen.locator(".challenge")).to_contain_text("We say so in the statement.")


def rate_all(page) -> None:
    """Rate every measure as the tests say, but the second, whose rating is refused until its reason is given."""
    page.goto(REVIEW)
    links = page.locator("#measures ~ .table-scroll tbody th a").all()
    addresses = [link.get_attribute("href") for link in links]
    for at, address in enumerate(addresses):
        page.goto(f"{address}moderate/")
        tested = page.locator("form p strong").first.inner_text()
        page.get_by_label(tested, exact=True).check()
        fill(page, statement="As the figures say.", decision_because="It still matters.")
        page.get_by_label("Medium", exact=True).check()
        page.get_by_label("Keep it as it is" if at else "Change it", exact=True).check()
        if at == 1:
            page.get_by_label("Off course", exact=True).check()
            press(page, "Save")
            expect(page.locator("main")).to_contain_text("The tests say something else.")
            fill(page, rating_because="What we hear from residents.")
        press(page, "Save")
        expect(page.locator("main")).to_contain_text("is saved.")


def moderate_at_once(ada, bo, first: str) -> None:
    """Two write on one measure at once: the second sees both texts, and nothing is lost."""
    bo.goto(f"{first}moderate/")
    ada.goto(f"{first}moderate/")
    fill(ada, statement="What Ada wrote.")
    press(ada, "Save")
    fill(bo, statement="What Bo wrote.")
    press(bo, "Save")
    expect(bo.locator("#clash")).to_contain_text("What Ada wrote.")
    expect(bo.locator("#clash")).to_contain_text("What Bo wrote.")
    press(bo, "Save")
    expect(bo.locator("main")).to_contain_text("What Bo wrote.")


def sign(page, dissent: str = "") -> None:
    """Go from the review to the signature, as somebody with two minutes does."""
    page.goto(REVIEW)
    page.get_by_role("link", name=re.compile("Read")).first.click()
    page.wait_for_url("**/sign/")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"The page is {width} wide on a phone."
    fill(page, dissent=dissent)
    press(page, re.compile("Sign as"))
    expect(page.locator("main")).to_contain_text("You have signed.")


def sign_with_dissent(ada, dee, first: str) -> None:
    """A freeze is refused, a signature is made void by a later change, and given again with its dissent."""
    sign(dee, DISSENT)
    ada.goto(REVIEW)
    press(ada, "Freeze it")
    expect(ada.locator("main")).to_contain_text("It cannot go on yet.")
    expect(ada.locator(".lacks")).to_contain_text("Chair of Housing and health has not signed.")
    ada.goto(f"{first}moderate/")
    fill(ada, statement=LATER)
    press(ada, "Save")
    ada.goto(REVIEW)
    expect(ada.locator(".lacks")).to_contain_text("Director of public health must sign again")
    dee.goto(f"{REVIEW}sign/")
    expect(dee.locator(".changes")).to_contain_text(LATER)
    sign(dee, DISSENT)


def comment_and_answer(ada, cy) -> None:
    """The public reads the dissent and comments; the team answers; the town responds; the review closes."""
    cy.goto(REVIEW)
    expect(cy.locator("main")).to_contain_text(DISSENT)
    cy.locator(".frozen tbody th a").first.click()
    expect(cy.locator("main")).to_contain_text(LATER)
    cy.goto(REVIEW)
    cy.get_by_role("link", name="Comment on it").click()
    fill(cy, text="Where are the trees?", name="Cy", email="cy@example.org")
    press(cy, "Send")
    ada.goto(REVIEW)
    press(ada, "Close it")
    expect(ada.locator(".lacks")).to_contain_text("One comment waits to be read.")
    ada.goto(f"{REVIEW}comments/")
    ada.get_by_role("link", name="Where are the trees?").click()
    ada.get_by_label(re.compile("Show it")).check()
    fill(ada, answer="Forty are planted in spring.")
    press(ada, "Save")
    ada.goto(f"{REVIEW}response/")
    fill(ada, response="We heard you, and plant more.")
    press(ada, "Publish the response")
    go_on(ada, "Close it", "Closed")
    cy.goto(REVIEW)
    expect(cy.locator("main")).to_contain_text("Forty are planted in spring.")
    expect(cy.locator("main")).to_contain_text("We heard you, and plant more.")
    expect(cy.get_by_role("link", name="Comment on it")).to_have_count(0)


def read_the_mail(town) -> None:
    """Everybody was written to once for each thing that was theirs to do."""
    town.send_what_waits()
    subjects = [letter["Subject"] for letter in town.post.list_to("dee@example.org")]
    asked = [one for one in subjects if one.startswith(f"Annual review {YEAR}")]
    assert asked == [
        f"Annual review {YEAR}: is this right?",
        f"Annual review {YEAR}: please sign",
        f"Annual review {YEAR}: changed since you signed",
    ]
    [answer] = town.post.list_to("cy@example.org")
    assert "Forty are planted in spring." in answer.get_body(("plain",)).get_content()
