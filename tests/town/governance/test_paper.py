import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.refusals import NotReadable
from fairplace.town.documents.values import Document, Paragraph
from fairplace.town.documents.word import write_word
from fairplace.town.governance.models import AgendaItem, Meeting, Paper
from fairplace.town.governance.operations.paper import PaperRefused, add_paper, remove_paper
from fairplace.town.governance.queries.paper import list_papers
from fairplace.town.people.models import AuditEvent
from tests.factories import make_group, make_membership, make_organisation, make_person, make_town
from tests.factories.governance import make_item, make_meeting, make_series
from tests.town.documents.samples import make_document

PDF = write_pdf(Document("Costs", "x", (Paragraph("What warm homes cost"),)))


@pytest.fixture
def meeting(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    series = make_series(make_group(make_town()))
    meeting = make_meeting(series)
    make_item(series, meeting, "Welcome")
    make_item(series, meeting, "Warm homes")
    make_item(series, meeting, "A contract", is_restricted=True, restricted_because="It names a price.")
    return meeting


def item(title: str) -> AgendaItem:
    return AgendaItem.objects.get(title=title)


def sign_in(name: str, role: str, meeting: Meeting) -> Client:
    client = Client()
    client.force_login(make_person(name, meeting.series.group.town, role))
    return client


def test_papers_are_numbered_by_item_and_order(meeting):
    for title in ("Costs", "Homes"):
        add_paper(by=None, item=item("Warm homes"), title=title, text="Words")
    add_paper(by=None, item=item("Welcome"), title="Minutes", text="Words")

    numbered = [(each.number, each.paper.title) for one in list_papers(meeting) for each in one.papers]

    assert numbered == [("1.1", "Minutes"), ("2.1", "Costs"), ("2.2", "Homes")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", write_word(make_document())),
        ("costs.PDF", PDF),
        ("note.md", b"# Heading\n\nWords"),
        ("note.txt", "Zażółć".encode()),
    ],
)
def test_file_is_kept_under_a_name_that_nobody_can_guess(meeting, name, content):
    paper = add_paper(by=None, item=item("Welcome"), title="A file", file_name=name, content=content)

    assert paper.file_name == name
    assert name.split(".")[0] not in paper.file.name
    with paper.file.open("rb") as file:
        assert file.read() == content


@pytest.mark.parametrize("name", ["costs.xlsx", "costs", "costs.html"])
def test_other_kinds_of_file_are_refused(meeting, name):
    with pytest.raises(NotReadable, match="Bring a Word document"):
        add_paper(by=None, item=item("Welcome"), title="A file", file_name=name, content=b"x")

    assert not Paper.objects.exists()


def test_paper_needs_words_or_a_file(meeting):
    with pytest.raises(PaperRefused, match="Write the paper"):
        add_paper(by=None, item=item("Welcome"), title="Empty", text=" \n")


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_locked_meeting_takes_no_paper_and_gives_none_away(meeting, state):
    paper = add_paper(by=None, item=item("Welcome"), title="Minutes", text="Words")
    Meeting.objects.update(state=state)

    with pytest.raises(PaperRefused, match="takes no papers"):
        add_paper(by=None, item=item("Welcome"), title="Late", text="Words")
    with pytest.raises(PaperRefused, match="takes no papers"):
        remove_paper(by=None, paper=paper)

    assert Paper.objects.count() == 1


def test_item_of_the_backlog_takes_no_paper(meeting):
    waiting = make_item(meeting.series)

    with pytest.raises(PaperRefused, match="not on the agenda"):
        add_paper(by=None, item=waiting, title="Minutes", text="Words")


def test_adding_and_removing_are_written_down_and_the_file_goes(meeting, django_capture_on_commit_callbacks):
    paper = add_paper(by=None, item=item("Welcome"), title="Costs", file_name="a.pdf", content=PDF)
    storage, name = paper.file.storage, paper.file.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(by=None, paper=paper)

    assert [one.verb for one in AuditEvent.objects.filter(kind="paper").order_by("pk")] == [
        "added",
        "removed",
    ]
    assert not storage.exists(name)


def test_chair_adds_a_typed_paper_from_the_page(meeting):
    ada = sign_in("Ada", "programme-team", meeting)
    address = f"/meetings/{meeting.pk}/papers/add/"

    answer = ada.post(address, {"item": item("Warm homes").pk, "title": "Costs", "text": "# Why\n\nBecause."})

    assert answer.status_code == 302
    page = ada.get(f"/meetings/{meeting.pk}/papers/").content.decode()
    assert "2.1 Costs" in page
    assert "in no pack yet" in page


def test_what_was_typed_stays_where_the_file_is_refused(meeting):
    ada = sign_in("Ada", "programme-team", meeting)
    posted = {
        "item": item("Warm homes").pk,
        "title": "Costs of warm homes",
        "file": SimpleUploadedFile("costs.pdf", b"%PDF-1.7 broken"),
    }

    page = ada.post(f"/meetings/{meeting.pk}/papers/add/", posted).content.decode()

    assert "The PDF is broken and cannot be read." in page
    assert "Costs of warm homes" in page


def test_public_sees_neither_drafts_nor_what_a_restricted_item_is_about(meeting):
    add_paper(by=None, item=item("Welcome"), title="Draft minutes", text="Words")
    add_paper(by=None, item=item("A contract"), title="Price list", text="Words")

    page = Client().get(f"/meetings/{meeting.pk}/papers/").content.decode()

    assert "Draft minutes" not in page
    assert "Price list" not in page
    assert "A contract" not in page
    assert "3. Restricted item" in page
    assert "It names a price." in page


def test_paper_of_a_restricted_item_opens_for_members_only(meeting):
    group = meeting.series.group
    secret = add_paper(by=None, item=item("A contract"), title="Price", file_name="a.pdf", content=PDF)
    plain = add_paper(by=None, item=item("Welcome"), title="Minutes", text="Words")
    ben, dee = sign_in("Ben", "contributor", meeting), sign_in("Dee", "contributor", meeting)
    make_membership(group, make_organisation(group.town), person_id=ben.session["_auth_user_id"])

    def opened(paper, what):
        address = f"/meetings/{meeting.pk}/papers/{paper.pk}/{what}"
        return [client.get(address).status_code for client in (ben, dee, Client())]

    assert opened(secret, "paper.pdf") == [200, 404, 404]
    assert opened(secret, "file") == [200, 404, 404]
    assert opened(plain, "paper.pdf") == [200, 200, 404]
    assert opened(plain, "file") == [404, 404, 404]


def test_file_is_saved_and_never_shown_as_a_page_of_ours(meeting):
    ada = sign_in("Ada", "programme-team", meeting)
    paper = add_paper(by=None, item=item("Welcome"), title="Note", file_name="a.txt", content=b"<script>")

    answer = ada.get(f"/meetings/{meeting.pk}/papers/{paper.pk}/file")

    assert answer["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_often_for_three_papers_as_for_one(
    meeting, count, django_assert_num_queries
):
    for number in range(count):
        add_paper(by=None, item=item("Warm homes"), title=f"Paper {number}", text="Words")

    with django_assert_num_queries(3):
        list_papers(meeting)
