"""A year in the life of one group, as a council would live it: real mail, four meetings, thirty actions, one chair who leaves.

It begins with an empty town of Luton's pack, and nobody in it but the administrator.
"""

import csv
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from docx import Document
from icalendar import Calendar
from playwright.sync_api import expect
from pypdf import PdfReader

from fairplace.town.governance.rules.workdays import add_working_days, next_working_day, previous_working_day
from tests.functional.test_from_advice_to_work import press

pytestmark = pytest.mark.browser
GROUP = "/groups/housing-and-health/"
ACTIONS = 30
PHONE = {"width": 320, "height": 640}
TODAY = date.today()
MEETINGS = [TODAY - timedelta(days=days) for days in (280, 190, 100, 10)]
# The days on which reminders are written: before a last day, after one, and when something has become theirs.
SOON_ON = previous_working_day(TODAY - timedelta(days=120))
LATE_ON = previous_working_day(TODAY - timedelta(days=60))
NEW_ON = next_working_day(TODAY)
MEMBERS = {"Ben": "ben@example.org", "Cem": "cem@example.org", "Dee": "dee@example.org"}
LINK = r"http://\S+/update/\S+/"


@pytest.fixture
def open_page(browser, town):
    contexts = []

    def open_one(**options):
        contexts.append(browser.new_context(base_url=town.address, accept_downloads=True, **options))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def test_a_year_in_the_life_of_a_group(open_page, town):
    admin = open_page()
    sign_in(admin, town.first_link)
    set_up(admin, town)
    chair = open_page()
    sign_in(chair, town.wait_for_link("ada@example.org", r"http://\S+/account/login/link/\S+/"))

    plan_meetings(chair)
    invite(chair, town)
    decide(chair, open_page, town)
    bring_actions(admin)
    remind(town)
    update_on_a_phone(open_page, town)
    hold_meetings(chair)
    read_the_desk(admin, chair)
    make_the_pack(chair, open_page)
    write_the_report(chair, open_page)
    hand_over(admin, open_page)


def sign_in(page, link: str) -> None:
    page.goto(link)
    press(page, re.compile("Sign in as"))


def fill(page, **fields) -> None:
    """Fill the fields of a form by their names, as they stand in it."""
    for name, value in fields.items():
        page.locator(f"[name='{name}']").fill(str(value))


def set_up(page, town) -> None:
    """Add partners, a chair who signs in, and three members who never do."""
    for code in ("council", "homes", "hospital"):
        page.goto("/partners/add/")
        fill(page, name=code.capitalize(), code=code)
        page.locator("[name=sector]").first.check()
        press(page, "Save")
    page.goto("/people/add/")
    fill(page, name="Ada", email="ada@example.org")
    page.get_by_label(re.compile("Group chair:")).check()
    press(page, "Add")
    add_member(page, "Council", "Ada", "ada@example.org", chair=True)
    for (name, address), partner in zip(MEMBERS.items(), ("Homes", "Hospital", "Homes"), strict=True):
        add_member(page, partner, name, address)


def add_member(page, partner: str, name: str, address: str, *, chair: bool = False) -> None:
    page.goto(f"{GROUP}members/")
    page.locator("[name=organisation]").select_option(label=partner)
    fill(page, name=name, email=address)
    page.get_by_label("Make an account without a role").set_checked(not chair)
    page.get_by_label("Chairs the group").set_checked(chair)
    page.locator("main form").last.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text(name)


def plan_meetings(page) -> None:
    """Make a series, and four meetings of it, each with something to tell, to decide and to do."""
    page.goto(f"{GROUP}series/add/")
    fill(page, name="Housing meetings", where="Town Hall", minutes=90, every_weeks=12)
    press(page, "Save")
    for day in MEETINGS:
        page.goto(f"{GROUP}meetings/")
        page.get_by_role("link", name="Plan a meeting").first.click()
        fill(page, day=day.isoformat(), begins="14:00", minutes=90)
        press(page, "Save")
        address = meeting_address(page)
        for title, purpose in (("Damp homes", "For information"), ("Warm rooms", "For decision")):
            page.goto(f"{address}agenda/add/")
            fill(page, title=title, time_minutes=20)
            page.get_by_label(purpose).check()
            press(page, "Save")


def meeting_address(page) -> str:
    return re.search(r"/meetings/\d+/", page.url)[0]


def go_to_meeting(page, day: date) -> str:
    page.goto(f"{GROUP}meetings/")
    page.get_by_role("link", name=f"{day.day} {day:%B %Y}").first.click()
    return meeting_address(page)


def invite(page, town) -> None:
    """Invite to a meeting that is to come, change its place, and find both in the calendar as one event."""
    page.goto(f"{GROUP}meetings/")
    page.get_by_role("link", name="Plan a meeting").first.click()
    fill(page, day=(TODAY + timedelta(days=40)).isoformat(), begins="14:00", minutes=90)
    press(page, "Save")
    address = meeting_address(page)
    page.goto(address)
    press(page, "Invite the group")
    page.goto(f"{address}change/")
    fill(page, where="The library")
    press(page, "Save")
    town.send_what_waits()
    letters = [one for one in town.post.list_to("ben@example.org") if list(one.iter_attachments())]
    events = [
        event
        for letter in letters
        for part in letter.iter_attachments()
        for event in Calendar.from_ical(part.get_content()).walk("VEVENT")
    ]

    assert len({str(event["UID"]) for event in events}) == 1
    sequences = [int(event["SEQUENCE"]) for event in events]
    assert sequences == sorted(set(sequences))
    assert len(sequences) == 2
    assert str(events[-1]["LOCATION"]) == "The library"
    assert {str(event.decoded("DTSTART").tzinfo) for event in events} == {"Europe/London"}


def decide(page, open_page, town) -> None:
    """Put a question to the group, which is refused until it says who gains and who loses; members answer by mail."""
    page.goto("/decisions/add/?group=housing-and-health")
    fill(page, title="Open two warm rooms", question="Shall we open two warm rooms?")
    fill(page, reason="The three of last winter were full.", expected="Nobody is turned away.")
    page.get_by_label(re.compile("Consent:")).check()
    fill(page, deadline_on=(TODAY + timedelta(days=14)).isoformat())
    fill(page, review_on=(TODAY + timedelta(days=365)).isoformat())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who gains and who loses?")
    address = re.search(r"/decisions/D\d+/", page.url)[0]
    page.goto(f"{address}open/")
    expect(page.locator("main")).to_contain_text("Deprivation")
    assert page.get_by_role("button", name=re.compile("^(Open|Put)")).count() == 0
    say_who_gains(page, address)
    page.goto(f"{address}open/")
    page.locator("main form").get_by_role("button").last.click()
    page.wait_for_url(f"**{address}")
    town.send_what_waits()

    for number, member in enumerate(("ben@example.org", "cem@example.org")):
        voter = open_page(viewport=PHONE, java_script_enabled=False)
        voter.goto(town.wait_for_link(member, rf"http://\S+{address}vote/\S+/"))
        voter.get_by_label("I abstain" if number else "I agree").check()
        press(voter, "Give this answer")
    page.goto(f"{address}decide/")
    page.locator("[name=chosen]").first.check()
    fill(page, outcome="Two warm rooms open in December.")
    fill(page, because="The group was there, and nobody objected.")
    press(page, "State it")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("2 of 4 members answered")
    expect(page.locator("main")).to_contain_text("Two warm rooms open in December.")


def say_who_gains(page, address: str) -> None:
    page.goto(f"{address}equity/")
    for radio in page.locator("input[name$='-expected'][value='same']").all():
        radio.check()
    page.locator("input[name='deprivation-expected'][value='gains']").check()
    page.locator("[name='deprivation-who']").fill("People in the most deprived fifth use warm rooms most.")
    page.locator("[name='deprivation-confidence']").select_option("medium")
    page.locator("main form").get_by_role("button").last.click()
    page.wait_for_load_state()


def bring_actions(page) -> None:
    """Bring thirty actions from a spreadsheet, owned by people who have no password."""
    headings = ["Code", "Action", "Group", "Owner’s e-mail", "Starts on", "Due on", "Serves", "Counts what",
                "Who or what those are", "Every months"]  # fmt: skip
    rows = [headings]
    owners = list(MEMBERS.values())
    for n in range(ACTIONS):
        starts, due = TODAY - timedelta(days=200), TODAY + timedelta(days=90)
        if n % 3 == 1:
            due = add_working_days(SOON_ON, 3)
        if n % 3 == 2:
            due = LATE_ON - timedelta(days=1)
        rows.append([
            f"A{n + 1}", f"Mend {n + 1} homes", "housing-and-health", owners[n % 3], starts, due, "P-M5-1",
            "homes mended", "homes with damp", "3",
        ])  # fmt: skip
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    page.goto("/sheets/actions/")
    page.get_by_label("Spreadsheet").set_input_files(
        {"name": "actions.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("utf-8-sig")}
    )
    press(page, "See what would change")
    press(page, "Take it in")
    expect(page.get_by_text(f"{ACTIONS} rows were taken in.")).to_be_visible()


def remind(town) -> None:
    """Write what was due on three days: each owner gets one letter a day, and none twice."""
    before = {name: len(town.post.list_to(name)) for name in MEMBERS.values()}
    for day in (SOON_ON, LATE_ON, NEW_ON):
        assert count_written(town, day) > 0
        assert count_written(town, day) == 0
    town.send_what_waits()
    letters = {name: town.post.list_to(name)[count:] for name, count in before.items()}
    assert len({one["Message-ID"] for one in town.post.letters}) == len(town.post.letters)
    assert "Mend 2 homes" in letters["cem@example.org"][0].get_body(("plain",)).get_content()
    late = letters["dee@example.org"][0].get_body(("plain",)).get_content()
    assert "Mend 3 homes" in late
    assert all(late.count(f"Mend {n} homes") == 1 for n in range(3, ACTIONS + 1, 3))


def count_written(town, day: date) -> int:
    """Return how many letters a reminding of that day writes."""
    return int(re.search(r"(\d+) letters?", town.command("manage", "remind", "--day", day.isoformat()))[1])


def update_on_a_phone(open_page, town) -> None:
    """Say in three fields how it goes, without a password; the link then works no more, here or elsewhere."""
    link = town.wait_for_link("dee@example.org", LINK)
    phone = open_page(viewport=PHONE)
    phone.goto(link)
    assert len(phone.locator("main form input:visible, main form textarea").all()) > 2
    phone.get_by_label("Under way").check()
    fill(phone, note="Twelve homes are dry, the rest wait for roofers.", count=12, denominator=30)
    press(phone, "Send")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Thank you")
    expect(phone.locator("main")).to_contain_text("Health Equity Town Partnership")
    assert not phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert phone.goto(link).status in (403, 410)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link was used already")
    assert phone.goto(link[:-3] + "xx/").status in (403, 404, 410)


def hold_meetings(page) -> None:
    """Take attendance, write outcomes and close each of the four; one is reopened with a reason."""
    for day in MEETINGS:
        address = go_to_meeting(page, day)
        page.goto(f"{address}attendance/")
        page.get_by_role("button", name="Save, and mark the rest as present").click()
        page.goto(address)
        for place in range(page.get_by_role("link", name="Write the outcome").count()):
            page.goto(address)
            page.get_by_role("link", name=re.compile("outcome")).nth(place).click()
            page.locator("main form input[type=radio]:not([value=''])").first.check()
            page.locator("main form textarea").first.fill("Noted, and taken up.")
            page.locator("main form").get_by_role("button", name="Save", exact=True).click()
        page.goto(f"{address}close/")
        press(page, "Close the meeting")
        expect(page.locator("main")).to_contain_text("Closed")
    page.goto(f"{address}agenda/add/")
    assert page.get_by_role("button", name="Save").count() == 0
    page.goto(f"{address}reopen/")
    page.locator("main form textarea").fill("A name was spelt wrongly.")
    press(page, "Reopen the meeting")
    expect(page.locator("main")).to_contain_text("A name was spelt wrongly.")
    page.goto(f"{address}close/")
    press(page, "Close the meeting")


def read_the_desk(admin, chair) -> None:
    admin.goto("/desk/")
    expect(admin.get_by_role("heading", name="Who owes what, across all groups")).to_be_visible()
    expect(admin.get_by_role("table").first).to_contain_text("Housing and health")
    chair.goto(f"{GROUP}plan/{TODAY.year if TODAY.month > 3 else TODAY.year - 1}/")
    expect(chair.locator("main")).to_contain_text("12 of 30 homes with damp")


def make_the_pack(page, open_page) -> None:
    """Put a public and a restricted paper together, add a supplement, and open what residents get."""
    page.goto(f"{GROUP}meetings/")
    coming = TODAY + timedelta(days=40)
    page.get_by_role("link", name=f"{coming.day} {coming:%B %Y}").first.click()
    address = meeting_address(page)
    for title, secret in (("Damp homes", ""), ("One landlord", "It names a business.")):
        page.goto(f"{address}agenda/add/")
        fill(page, title=title)
        page.get_by_label("For information").check()
        if secret:
            page.get_by_label(re.compile("Restricted:")).check()
            fill(page, restricted_because=secret)
        press(page, "Save")
        add_paper(page, address, title, f"## What we know\n\nThe paper on {title.lower()}.\n\n- one\n- two\n")
    page.goto(f"{address}papers/")
    press(page, "Make the pack")
    add_paper(page, address, "Damp homes", "A later word.", name="Late paper")
    page.goto(f"{address}papers/")
    press(page, "Make a supplement")

    resident = open_page()
    resident.goto(f"{address}papers/")
    packs = [download(resident, link) for link in resident.get_by_role("link", name=re.compile("PDF")).all()]
    texts = [" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pack)).pages) for pack in packs]
    assert any("The paper on damp homes." in text for text in texts)
    assert not any("The paper on one landlord." in text for text in texts)
    assert any("It names a business." in text for text in texts)
    assert any("A later word." in text for text in texts)
    assert all(is_tagged(pack) for pack in packs)


def add_paper(page, address: str, item: str, words: str, name: str = "") -> None:
    page.goto(f"{address}papers/add/")
    option = page.locator("[name=item] option", has_text=item).first.get_attribute("value")
    page.locator("[name=item]").select_option(option)
    fill(page, title=name or item, text=words)
    press(page, "Add the paper")


def download(page, link) -> bytes:
    with page.expect_download() as told:
        link.click()
    return told.value.path().read_bytes()


def is_tagged(content: bytes) -> bool:
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    return bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root and str(root["/Lang"]) == "en-GB"


def write_the_report(page, open_page) -> None:
    """Write a highlight report of the year, publish it, and open it as a resident: one page, in three shapes."""
    page.goto(f"{GROUP}highlights/add/")
    fill(page, since_on=MEETINGS[0].isoformat(), until_on=TODAY.isoformat())
    press(page, "Begin the report")
    words = "We mended homes this year. Two warm rooms are open. People with damp homes were asked first. "
    fill(page, summary=words * 4, next_steps="- Find roofers.", asks="Money for roofs.")
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("Reading age of the words written here:")
    press(page, "Publish it")
    address = page.url

    resident = open_page(viewport=PHONE)
    resident.goto(address)
    expect(resident.locator("main")).to_contain_text("Open two warm rooms")
    expect(resident.locator("main")).not_to_contain_text("Dee")
    pdf = download(resident, resident.get_by_role("link", name="Download as a PDF"))
    assert is_tagged(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) <= 2
    word = download(resident, resident.get_by_role("link", name="Download as a Word document"))
    assert "Money for roofs." in "\n".join(one.text for one in Document(io.BytesIO(word)).paragraphs)


def hand_over(page, open_page) -> None:
    """The chair leaves: one document, and everything of hers goes to somebody else in one step."""
    page.goto("/people/")
    page.get_by_role("link", name="Ada").first.click()
    page.get_by_role("link", name=re.compile("[Hh]and")).first.click()
    page.locator("[name=unsaid_call]").fill("Call the roofers first.")
    fill(page, last_day_on=TODAY.isoformat())
    page.locator("[name=to]").select_option(label="Ben")
    page.get_by_role("button", name=re.compile("^Finish")).click()
    expect(page.locator("main")).to_contain_text("Call the roofers first.")
    word = download(page, page.get_by_role("link", name=re.compile("Word")).first)
    assert zipfile.is_zipfile(io.BytesIO(word))
    resident = open_page()
    resident.goto(GROUP)
    expect(resident.locator("main")).to_contain_text("Ben")
