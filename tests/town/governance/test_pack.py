import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.values import Document, PageBreak, Paragraph
from fairplace.town.documents.word import write_word
from fairplace.town.governance.models import AgendaItem, Decision, Meeting, Pack, Paper
from fairplace.town.governance.operations import pack as pack_operations
from fairplace.town.governance.operations.pack import PackRefused, make_pack
from fairplace.town.governance.operations.paper import PaperRefused, add_paper, remove_paper
from fairplace.town.people.models import AuditEvent
from tests.factories import make_group, make_membership, make_organisation, make_person, make_town
from tests.factories.governance import make_action, make_decision, make_item, make_meeting, make_series
from tests.town.documents.samples import make_document
from tests.town.documents.verapdf import list_broken, needs_verapdf

SECRET = ("Zanzibar", "Quixote", "Pangolin", "Wombat", "Axolotl")
PDF = write_pdf(
    Document("Costs", "x", (Paragraph("What warm homes cost"), PageBreak(), Paragraph("Per home")))
)
HOMES = "# Which homes\n\nThe coldest.\n\n| Ward | Homes |\n|---|---|\n| Dallow | 12 |"


@pytest.fixture
def meeting(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    series = make_series(make_group(make_town()), where="Town Hall")
    meeting = make_meeting(series, timezone.now() + timedelta(days=7))
    secret = {"is_restricted": True, "restricted_because": "It names a price."}
    make_item(series, meeting, "Welcome", text="Who is here.")
    make_item(series, meeting, "Warm homes", purpose="decision")
    make_item(series, meeting, "Zanzibar contract", text="Quixote asks for money.", **secret)
    make_item(series, meeting, "Any other business")
    add("Warm homes", "Costs", file_name="costs.pdf", content=PDF)
    add("Warm homes", "Homes", text=HOMES)
    add("Any other business", "Dates", text="We meet in May.")
    return meeting


def add(item, title, **said) -> Paper:
    return add_paper(by=None, item=AgendaItem.objects.get(title=item), title=title, **said)


def add_secrets() -> None:
    words = "## The Wombat clause\n\n" + "More words.\n\n" * 90
    add("Zanzibar contract", "Pangolin price", text=words)
    inner = write_pdf(Document("Axolotl", "Axolotl", (Paragraph("Axolotl annex"),)))
    add("Zanzibar contract", "Annex", file_name="axolotl.pdf", content=inner)


def content_of(field) -> bytes:
    with field.open("rb") as file:
        return file.read()


def texts(field) -> dict[str, str]:
    """Return the text of each page by its number."""
    reader = PdfReader(io.BytesIO(content_of(field)))
    found = [page.extract_text() for page in reader.pages]
    return dict(zip(reader.page_labels, found, strict=True))


def everything(content: bytes) -> str:
    """Return all that stands in a PDF: texts of pages, and each object with its stream: metadata, tags, outlines."""
    reader = PdfReader(io.BytesIO(content))
    said = [content.decode("latin-1"), *(page.extract_text() for page in reader.pages)]
    for number in range(1, int(reader.trailer["/Size"])):
        one = reader.get_object(number)
        said.append(repr(one))
        if hasattr(one, "get_data"):
            said.append(one.get_data().decode("latin-1"))
    whole = "\n".join(said)
    # Texts with letters beyond Latin stand in two bytes each.
    return whole + whole.replace("\x00", "").replace("\\x00", "")


def unzip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return "".join(opened.read(name).decode("latin-1") for name in opened.namelist())


def pages_of(pack) -> dict[str, tuple[int, int]]:
    return {entry["number"]: (entry["first"], entry["last"]) for entry in pack.contents}


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("1", "1. Welcome"),
        ("2", "2. Warm homes"),
        ("2.1", "2.1 Costs"),
        ("2.2", "2.2 Homes"),
        ("4.1", "4.1 Dates"),
    ],
)
def test_each_paper_stands_on_the_page_that_the_contents_tell(meeting, number, title):
    pack = make_pack(by=None, meeting=meeting)

    first = pages_of(pack)[number][0]
    has_title = {page for page, text in texts(pack.whole).items() if title in text.splitlines()}

    assert has_title == {str(first)}


def test_every_page_has_its_number_and_the_cover_tells_them(meeting):
    pack = make_pack(by=None, meeting=meeting)

    found = texts(pack.whole)

    assert list(found) == [str(number) for number in range(1, pack.pages + 1)]
    assert all(f"Page {page} of {pack.pages}" in text for page, text in found.items())
    assert pages_of(pack)["2.1"] == (4, 5)
    assert "Agenda" in found["1"]
    assert "2.1 Costs 4 to 5" in found["1"]


def test_pack_opens_with_what_changed_since_the_group_last_met(meeting):
    pack = make_pack(by=None, meeting=meeting)

    assert "Since you last met" in texts(pack.whole)["2"]


def test_public_edition_leaves_out_restricted_items_and_keeps_the_page_numbers(meeting):
    add_secrets()

    pack = make_pack(by=None, meeting=meeting)

    whole, public = texts(pack.whole), texts(pack.public)
    first, last = pages_of(pack)["3"]
    assert last > first + 2
    assert set(whole) - set(public) == {str(page) for page in range(first + 1, last + 1)}
    assert "It names a price." in public[str(first)]
    assert f"pages {first} to {last} of the whole edition" in public[str(first)]
    assert f"3 Restricted: It names a price. {first} to {last}" in public["1"]
    for page, text in public.items():
        assert f"Page {page} of {pack.last_page}" in text
        if page not in ("1", "2", str(first)):
            assert text == whole[page]


def test_nothing_of_a_restricted_item_is_in_the_public_bytes(meeting):
    add_secrets()

    pack = make_pack(by=None, meeting=meeting)

    said = everything(content_of(pack.public)) + unzip(content_of(pack.public_word))
    whole = everything(content_of(pack.whole))
    assert "What warm homes cost" in said
    assert [word for word in SECRET if word in whole] == list(SECRET)
    assert [word for word in SECRET if word in said] == []


def test_each_restricted_page_is_marked_with_the_reason(meeting):
    add_secrets()

    pack = make_pack(by=None, meeting=meeting)

    first, last = pages_of(pack)["3"]
    words = "Restricted: not for publication. It names a price."
    marked = {page for page, text in texts(pack.whole).items() if words in text}
    assert marked == {str(page) for page in range(first, last + 1)}


def test_what_the_public_may_not_know_of_the_time_since_stays_in_the_whole_edition(meeting):
    group = meeting.series.group
    AgendaItem.objects.filter(is_restricted=True).delete()
    owner = make_person("Deepika", group.town, "contributor")
    make_action(group, owner=owner, title="Late thing", starts_on=day(-60), due_on=day(-20))
    decide(make_decision(group, title="Secret deal", is_restricted=True))

    pack = make_pack(by=None, meeting=meeting)

    words = ("Late thing", "Deepika", "Secret deal")
    whole, public = everything(content_of(pack.whole)), everything(content_of(pack.public))
    assert [word for word in words if word in whole] == list(words)
    assert [word for word in words if word in public] == []
    assert pack.is_split


def test_decision_on_a_restricted_item_is_not_public(meeting):
    item = AgendaItem.objects.get(title="Zanzibar contract")
    decide(make_decision(meeting.series.group, title="Take Pangolin", item=item))

    pack = make_pack(by=None, meeting=meeting)

    assert "Take Pangolin" in everything(content_of(pack.whole))
    assert "Pangolin" not in everything(content_of(pack.public))


def day(after: int):
    return timezone.localdate() + timedelta(days=after)


def decide(decision: Decision) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Decision.objects.filter(pk=decision.pk).update(state="decided", decided_at=yesterday)


def test_meeting_without_secrets_has_one_edition(meeting):
    AgendaItem.objects.filter(is_restricted=True).delete()

    pack = make_pack(by=None, meeting=meeting)

    assert content_of(pack.whole) == content_of(pack.public)
    assert "for the group only" not in everything(content_of(pack.whole)).lower()


def test_supplement_goes_on_where_the_pack_ended_and_leaves_it_as_it_was(meeting):
    first = make_pack(by=None, meeting=meeting)
    before = content_of(first.whole)
    add("Warm homes", "Late figures", text="They came today.")

    second = make_pack(by=None, meeting=meeting)

    found = texts(second.whole)
    cover = found[str(first.last_page + 1)]
    assert second.number == 1
    assert list(found) == [str(page) for page in range(first.last_page + 1, second.last_page + 1)]
    assert "Supplement 1" in cover
    assert f"2.3 Late figures {second.last_page}" in cover
    assert f"Pack, pages 1 to {first.last_page}" in cover
    assert "2.1 Costs 4 to 5" in cover
    assert content_of(Pack.objects.get(pk=first.pk).whole) == before
    assert first.sha256 == hashlib.sha256(before).hexdigest()


def test_numbers_in_print_stay_where_the_agenda_changes(meeting):
    make_pack(by=None, meeting=meeting)
    AgendaItem.objects.filter(title="Warm homes").update(position=9)
    add("Any other business", "More dates", text="And in June.")
    add("Warm homes", "More homes", text="And in June.")

    make_pack(by=None, meeting=meeting)

    entries = [entry for pack in Pack.objects.all() for entry in pack.contents if entry["kind"] == "paper"]
    assert {entry["title"]: entry["number"] for entry in entries} == {
        "Costs": "2.1",
        "Homes": "2.2",
        "Dates": "4.1",
        "More dates": "3.1",
        "More homes": "4.2",
    }


def test_word_editions_hold_the_papers_too(meeting):
    add("Welcome", "From Word", file_name="a.docx", content=write_word(make_document()))
    add_secrets()

    pack = make_pack(by=None, meeting=meeting)

    for field, has_secret in ((pack.word, True), (pack.public_word, False)):
        said = unzip(content_of(field))
        assert "What warm homes cost" in said
        assert "Sixty rows" in said
        assert ("Pangolin" in said) is has_secret


def test_pack_is_refused_without_an_agenda_or_news_or_when_it_is_closed(meeting):
    make_pack(by=None, meeting=meeting)
    with pytest.raises(PackRefused, match="No paper was added"):
        make_pack(by=None, meeting=meeting)
    empty = make_meeting(meeting.series, datetime(2027, 3, 1, 10, tzinfo=UTC))
    with pytest.raises(PackRefused, match="nothing on the agenda"):
        make_pack(by=None, meeting=empty)
    empty.state = Meeting.State.CLOSED
    with pytest.raises(PackRefused, match="closed"):
        make_pack(by=None, meeting=empty)

    assert Pack.objects.count() == 1


def list_pack_files() -> list[str]:
    if not default_storage.exists("packs"):
        return []
    return [
        name
        for year in default_storage.listdir("packs")[0]
        for name in default_storage.listdir(f"packs/{year}")[1]
    ]


def test_pack_is_not_kept_where_somebody_adds_a_paper_meanwhile(meeting, monkeypatch):
    made = pack_operations.make_editions

    def slowly(source):
        editions = made(source)
        add("Welcome", "Meanwhile", text="Words")
        return editions

    monkeypatch.setattr(pack_operations, "make_editions", slowly)

    with pytest.raises(PackRefused, match="meanwhile"):
        make_pack(by=None, meeting=meeting)

    assert not Pack.objects.exists()
    assert list_pack_files() == []


def test_files_of_a_pack_that_could_not_be_kept_are_taken_away(meeting, monkeypatch):
    def fail(**_said):
        assert len(list_pack_files()) == 4
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(pack_operations, "record", fail)

    with pytest.raises(RuntimeError):
        make_pack(by=None, meeting=meeting)

    assert list_pack_files() == []


def test_paper_in_a_pack_stays(meeting):
    make_pack(by=None, meeting=meeting)

    with pytest.raises(PaperRefused, match="stays"):
        remove_paper(by=None, paper=Paper.objects.get(title="Costs"))


@pytest.fixture
def people(meeting):
    group = meeting.series.group
    people = {name: Client() for name in ("Ada", "Ben", "Dee", "Cy")}
    for name, role in (("Ada", "programme-team"), ("Ben", "contributor"), ("Dee", "contributor")):
        people[name].force_login(make_person(name, group.town, role))
    member = people["Ben"].session["_auth_user_id"]
    make_membership(group, make_organisation(group.town), person_id=member)
    return people


def test_whole_edition_opens_for_members_only_and_taking_it_is_written_down(meeting, people):
    add_secrets()
    make_pack(by=None, meeting=meeting)
    address = f"/meetings/{meeting.pk}/packs/0/"

    public = {who: client.get(address + "public.pdf").status_code for who, client in people.items()}
    whole = {who: client.get(address + "whole.pdf").status_code for who, client in people.items()}

    assert public == {"Ada": 200, "Ben": 200, "Dee": 200, "Cy": 200}
    assert whole == {"Ada": 200, "Ben": 200, "Dee": 403, "Cy": 302}
    assert AuditEvent.objects.filter(kind="pack", verb="took").count() == 2


def test_public_edition_is_held_back_once_an_item_in_it_is_restricted(meeting, people):
    make_pack(by=None, meeting=meeting)
    AgendaItem.objects.filter(title="Warm homes").update(is_restricted=True, restricted_because="A price.")

    assert people["Cy"].get(f"/meetings/{meeting.pk}/packs/0/public.pdf").status_code == 404
    assert people["Cy"].get(f"/meetings/{meeting.pk}/packs/0/public.docx").status_code == 404
    assert people["Ben"].get(f"/meetings/{meeting.pk}/packs/0/whole.docx").status_code == 200
    assert "held back" in people["Cy"].get(f"/meetings/{meeting.pk}/papers/").content.decode()


def test_chair_makes_the_pack_and_then_a_supplement_from_the_page(meeting, people):
    page = f"/meetings/{meeting.pk}/papers/"

    first = people["Ada"].post(f"/meetings/{meeting.pk}/packs/make/", follow=True).content.decode()
    add("Welcome", "Late", text="Words")
    second = people["Ada"].post(f"/meetings/{meeting.pk}/packs/make/", follow=True).content.decode()

    assert "Made: Pack, pages 1 to" in first
    assert "Made: Supplement 1, pages" in second
    assert "2.1 Costs" in people["Cy"].get(page).content.decode()
    assert people["Ben"].post(f"/meetings/{meeting.pk}/packs/make/").status_code == 403


@needs_verapdf[0]
@needs_verapdf[1]
def test_packs_keep_pdf_ua(meeting, tmp_path):
    add("Welcome", "From Word", file_name="a.docx", content=write_word(make_document()))
    add_secrets()
    first = make_pack(by=None, meeting=meeting)
    add("Welcome", "Late", text="Words")
    second = make_pack(by=None, meeting=meeting)
    pdfs = {
        "whole.pdf": content_of(first.whole),
        "public.pdf": content_of(first.public),
        "supplement.pdf": content_of(second.whole),
    }

    assert list_broken(tmp_path, pdfs) == dict.fromkeys(pdfs, "kept")
