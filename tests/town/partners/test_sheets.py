"""Partners come in and go out as a spreadsheet that updates and never doubles."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fairplace.town.partners.models import Organisation
from tests.factories import make_organisation, make_person, make_pledge, make_town, make_workstream

pytestmark = pytest.mark.django_db
HEADINGS = "Code,Name,Sector,Role,Website,Partner since\n"


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def ada(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def bring(client, rows):
    file = SimpleUploadedFile("partners.csv", (HEADINGS + rows).encode())
    return client.post("/sheets/partners/", {"file": file}, follow=True)


def take_in(client, shown):
    client.post(shown.redirect_chain[-1][0], {"take_in": "1"})


def test_a_file_adds_and_changes_and_comes_out_again(ada, town):
    make_organisation(town, sector="other")
    rows = "council,The council,council,Runs it.,https://example.org,2024-05-01\ncafe,Cafe,voluntary,,,\n"

    take_in(ada, bring(ada, rows))

    council = Organisation.objects.get(code="council")
    assert (council.name, council.sector, council.joined_on) == ("The council", "council", date(2024, 5, 1))
    assert Organisation.objects.count() == 2
    out = b"".join(ada.get("/sheets/partners/file.csv"))
    again = ada.post("/sheets/partners/", {"file": SimpleUploadedFile("a.csv", out)}, follow=True)
    assert "There is nothing to take in" in again.content.decode()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("map,Map,other,,,", "is the address of another page"),
        ("no code,Cafe,other,,,", "Write no-code?"),
        ("cafe,Cafe,,,,", "is needed"),
        ("cafe,Cafe,pub,,,", "is none of: nhs"),
        ("cafe,Cafe,other,,not an address,", "Write a whole address"),
        ("cafe,Cafe,other,,,soon", "Write the date as year-month-day"),
        (f"cafe,{'C' * 201},other,,,", "at most 200 letters"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(ada, row, sentence):
    shown = bring(ada, row + "\n")

    assert sentence in shown.content.decode()
    take_in(ada, shown)
    assert not Organisation.objects.exists()


def test_undone_what_was_added_goes_and_what_something_hangs_on_is_archived(ada, town):
    shown = bring(ada, "cafe,Cafe,other,,,\nhomes,Homes,housing,,,\nbank,Bank,business,,,\n")
    take_in(ada, shown)
    make_pledge(Organisation.objects.get(code="homes"))
    make_workstream(town, lead=Organisation.objects.get(code="bank"))

    ada.post(f"{shown.redirect_chain[-1][0]}undo/")

    kept = {one.code: one.archived_on is not None for one in Organisation.objects.all()}
    assert kept == {"homes": True, "bank": True}


def test_an_archived_partner_that_a_file_names_comes_back(ada, town):
    make_organisation(town, "cafe", archived_on=date(2025, 1, 1))

    take_in(ada, bring(ada, "cafe,Cafe,voluntary,,,\n"))

    assert Organisation.objects.get().archived_on is None
