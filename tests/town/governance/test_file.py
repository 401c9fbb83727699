import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from fairplace.town.governance.models import ActionFile
from fairplace.town.governance.rules.file import MOST_BYTES, FileRefused, check_file
from fairplace.town.people.models import AuditEvent
from tests.factories import make_action, make_group, make_person, make_town
from tests.town.governance.conftest import sign_in

PDF = b"%PDF-1.7\n..."


def pack(*names, first=("", b"")):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first[0]:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


WORD = pack("[Content_Types].xml", "word/document.xml")
TEXT = pack("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.docx", WORD),
        ("a.xlsx", pack("[Content_Types].xml", "xl/workbook.xml")),
        ("a.pptx", pack("[Content_Types].xml", "ppt/presentation.xml")),
        ("a.odt", TEXT),
        ("a.csv", "Straße;1\n".encode("cp1252")),
        ("a.txt", b"Words"),
        ("a.png", b"\x89PNG\r\n\x1a\n..."),
        ("a.jpeg", b"\xff\xd8\xff..."),
    ],
)
def test_a_file_of_a_known_kind_is_taken(name, content):
    assert check_file(name, content)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.exe", b"MZ", "cannot be kept"),
        ("a.svg", b"<svg/>", "cannot be kept"),
        ("pdf", PDF, "cannot be kept"),
        ("a.pdf", b"", "empty"),
        ("a.txt", b"x" * (MOST_BYTES + 1), "at most 10 MB"),
        ("a.pdf", b"<script>", "not what its name says"),
        ("a.docx", pack("[Content_Types].xml", "xl/workbook.xml"), "not what its name says"),
        ("a.docx", b"PK\x03\x04 broken", "not what its name says"),
        ("a.docx", pack("[Content_Types].xml", "word/vbaProject.bin"), "not what its name says"),
        ("a.ods", TEXT, "not what its name says"),
        ("a.csv", b"a\x00b", "not what its name says"),
        ("a.png", b"\xff\xd8\xff", "not what its name says"),
    ],
)
def test_another_file_is_refused_with_a_sentence(name, content, says):
    with pytest.raises(FileRefused, match=says):
        check_file(name, content)


@pytest.fixture
def action(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    town = make_town()
    group = make_group(town)
    return make_action(group, owner=make_person("Ben", town, "contributor"))


@pytest.fixture
def as_ben(action):
    return sign_in(action.owner)


@pytest.fixture
def as_ada(action):
    return sign_in(make_person("Ada", action.town, "programme-team"))


def send(client, name="Plan für den Winter.pdf", content=PDF):
    return client.post("/actions/A1/files/add/", {"file": SimpleUploadedFile(name, content)})


def test_an_owner_keeps_a_file_and_whoever_is_signed_in_saves_it(action, as_ben, as_ada):
    send(as_ben)

    file = ActionFile.objects.get()
    answer = as_ada.get(f"/actions/A1/files/{file.pk}/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "Plan%20f%C3%BCr%20den%20Winter.pdf" in answer["Content-Disposition"]


def test_the_name_on_the_disk_tells_nothing(action, as_ben):
    send(as_ben, "secret plan.pdf")

    assert "secret" not in ActionFile.objects.get().file.name


def test_what_cannot_be_kept_is_said_beside_the_field(action, as_ben):
    page = send(as_ben, "virus.pdf", b"MZ")

    assert page.status_code == 200
    assert "not what its name says" in page.content.decode()
    assert not ActionFile.objects.exists()


def test_the_public_cannot_have_a_file(action, as_ben, client):
    send(as_ben)

    answer = client.get(f"/actions/A1/files/{ActionFile.objects.get().pk}/")

    assert answer.status_code == 302
    assert "/account/login/" in answer.url


def test_somebody_else_cannot_add_a_file(action):
    as_gil = sign_in(make_person("Gil", action.town, "contributor"))

    assert send(as_gil).status_code == 403


def test_a_lead_takes_a_file_away_from_the_disk_too(
    action, as_ben, as_ada, django_capture_on_commit_callbacks
):
    send(as_ben)
    file = ActionFile.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        as_ada.post(f"/actions/A1/files/{file.pk}/remove/")

    assert not ActionFile.objects.exists()
    assert not default_storage.exists(file.file.name)
    assert AuditEvent.objects.filter(verb="removed a file", subject="A1").exists()


def test_an_owner_does_not_remove_files(action, as_ben):
    send(as_ben)

    assert as_ben.post(f"/actions/A1/files/{ActionFile.objects.get().pk}/remove/").status_code == 403


def test_a_file_of_another_action_is_not_found(action, as_ben, as_ada):
    send(as_ben)
    make_action(action.group, 2)

    assert as_ada.get(f"/actions/A2/files/{ActionFile.objects.get().pk}/").status_code == 404


def test_a_file_that_left_the_disk_is_not_found(action, as_ben, as_ada):
    send(as_ben)
    file = ActionFile.objects.get()
    default_storage.delete(file.file.name)

    assert as_ada.get(f"/actions/A1/files/{file.pk}/").status_code == 404
