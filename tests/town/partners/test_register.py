from datetime import date

import pytest
from django.utils import timezone

from fairplace.town.partners.models import CheckIn, Membership, Organisation, Pledge, Seat
from fairplace.town.people.models import AuditEvent
from tests.factories import (
    make_group,
    make_membership,
    make_organisation,
    make_person,
    make_pledge,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
NEW = {"name": "Warm Hearth", "code": "warm-hearth", "sector": "voluntary", "role": "Advice."}


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def council(town):
    return make_organisation(town, sector="council", role="Runs the town.")


@pytest.fixture
def ada(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def list_events():
    return list(AuditEvent.objects.exclude(kind="sign-in").order_by("pk"))


def told():
    return [(one.verb, one.kind, one.subject) for one in list_events()]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["hospital", "homes", "council"]),
        ("?sector=nhs", ["hospital"]),
        ("?q=runs town", ["council"]),
        ("?q=HOMES", ["homes"]),
        ("?sector=nhs&q=homes", []),
        ("?sector=nonsense", []),
    ],
)
def test_the_register_is_filtered_in_the_address(client, town, council, query, codes):
    make_organisation(town, "homes", sector="housing")
    make_organisation(town, "hospital", sector="nhs")
    make_organisation(town, "gone", archived_on=date(2025, 1, 1))

    answer = client.get(f"/partners/{query}")

    assert [one.code for one in answer.context["page"]] == codes
    assert ("No partner fits" in answer.content.decode()) == (not codes)


def test_an_empty_register_says_so(client, town):
    assert "No partners yet" in client.get("/partners/").content.decode()


def test_a_partners_page_shows_what_it_does_and_nothing_private(client, town, council):
    council.seats.create(name="Dee Private", email="dee@example.org")
    group = make_group(town)
    make_membership(group, council, name="Eve Member")
    make_membership(make_group(town, "board"), council, name="Flo Chair", is_chair=True)
    make_membership(make_group(town, "past"), council, until_on=date(2020, 1, 1))
    make_workstream(town, lead=council)
    make_workstream(town, "W2").partners.add(council)
    make_pledge(council).check_ins.create(year=2025, going="kept", said="Since April.", by=None)

    html = client.get("/partners/council/").content.decode()

    assert "Runs the town." in html
    assert "Work W1</a>: leads" in html
    assert "Work W2</a>: delivers" in html
    assert "Flo Chair" in html
    assert "Kept: Since April." in html
    assert not any(
        word in html for word in ("Dee Private", "dee@example.org", "Eve Member", "#past", "/change/")
    )


def test_a_partner_with_two_people_in_a_group_sits_there_once(client, town, council):
    group = make_group(town)
    make_membership(group, council, name="A")
    make_membership(group, council, name="B", is_chair=True)

    html = client.get("/partners/council/").content.decode()

    assert html.count("/groups/children/") == 1
    assert "chairs it (B)" in html


def test_an_archived_partner_has_no_public_page(client, town, council):
    Organisation.objects.update(archived_on=date(2025, 1, 1))
    assert client.get("/partners/council/").status_code == 404

    client.force_login(make_person("Ada", town, "programme-team"))

    assert "nobody else sees this page" in client.get("/partners/council/").content.decode()


def test_a_partner_is_added_and_changed(ada):
    ada.post("/partners/add/", NEW)
    answer = ada.post("/partners/warm-hearth/change/", {**NEW, "sector": "other", "joined_on": "2024-05-01"})

    one = Organisation.objects.get()
    assert answer.url == "/partners/warm-hearth/"
    assert (one.name, one.sector, one.joined_on) == ("Warm Hearth", "other", date(2024, 5, 1))
    assert told() == [("added", "partner", "warm-hearth"), ("changed", "partner", "warm-hearth")]
    assert list_events()[-1].before["sector"] == "voluntary"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Write the organisation&#x27;s name."),
        ({"code": "council"}, "This code is used already."),
        ({"code": "map"}, "This code is used already."),
        ({"code": "no spaces"}, "A code has letters, digits and dashes only."),
        ({"sector": ""}, "Choose a sector."),
        ({"website": "not an address"}, "Write a whole address"),
        ({"joined_on": "soon"}, "Write the date as year-month-day"),
    ],
)
def test_wrong_input_gets_a_sentence_and_is_kept(ada, council, said, sentence):
    html = ada.post("/partners/add/", {**NEW, **said}).content.decode().replace("&#39;", "&#x27;")

    assert sentence in html
    assert "Advice." in html
    assert Organisation.objects.count() == 1


def test_a_partner_is_archived_and_comes_back(ada, council):
    ada.post("/partners/council/archive/")
    assert "1 archived" in ada.get("/partners/").content.decode()

    ada.post("/partners/council/archive/")

    assert Organisation.objects.get().archived_on is None
    assert [verb for verb, _, _ in told()] == ["archived", "brought back"]


def test_people_of_a_partner_are_kept(ada, council):
    ada.post("/partners/council/people/", {"name": "Dee", "role": "Lead", "email": "dee@example.org"})
    seat = Seat.objects.get()
    refused = ada.post("/partners/council/people/", {"name": "Dee"}).content.decode()
    ada.post(f"/partners/council/people/{seat.pk}/", {"name": "Dee", "role": "Head", "email": ""})

    seat.refresh_from_db()
    assert "speaks for this partner already" in refused
    assert (seat.role, seat.email) == ("Head", "")
    ada.post(f"/partners/council/people/{seat.pk}/remove/")
    assert Seat.objects.count() == 0
    assert len(told()) == 3


def test_people_of_one_partner_are_not_reached_through_another(ada, town, council):
    seat = make_organisation(town, "homes").seats.create(name="Gil")

    assert ada.get(f"/partners/council/people/{seat.pk}/").status_code == 404
    assert ada.post(f"/partners/council/people/{seat.pk}/remove/").status_code == 404


def test_a_seat_in_a_group_is_given_changed_and_taken_away(ada, town, council):
    group = make_group(town)
    said = {"group": group.pk, "name": "Dee", "is_chair": "on", "since_on": "2024-01-01"}
    ada.post("/partners/council/groups/", said)
    seat = Membership.objects.get()
    again = ada.post("/partners/council/groups/", said).content.decode()
    backwards = ada.post(f"/partners/council/groups/{seat.pk}/", {**said, "until_on": "2023-01-01"})
    ada.post(f"/partners/council/groups/{seat.pk}/", {**said, "until_on": "2025-01-01"})

    seat.refresh_from_db()
    assert "This seat is written down already." in again
    assert "The last day is before the first." in backwards.content.decode()
    assert (seat.is_chair, seat.until_on) == (True, date(2025, 1, 1))
    ada.post(f"/partners/council/groups/{seat.pk}/remove/")
    assert [verb for verb, _, _ in told()] == ["gave a seat", "changed a seat", "took away a seat"]


def test_a_pledge_is_made_and_ended(ada, council):
    ada.post("/partners/council/pledges/add/", {"text": "Plant trees.", "made_on": "2024-01-01"})
    pledge = Pledge.objects.get()
    said = {"text": "Plant trees.", "made_on": "2024-01-01"}
    wrong = ada.post(f"/partners/council/pledges/{pledge.pk}/", {**said, "ended_on": "2023-01-01"})
    ada.post(f"/partners/council/pledges/{pledge.pk}/", {**said, "ended_on": "2025-01-01"})

    pledge.refresh_from_db()
    assert "It cannot end before it was made." in wrong.content.decode()
    assert pledge.ended_on == date(2025, 1, 1)
    assert told() == [
        ("added", "pledge", "council: Plant trees."),
        ("changed", "pledge", "council: Plant trees."),
    ]


def test_one_check_in_a_year_the_later_word_stands(ada, council):
    pledge = make_pledge(council)
    address, year = f"/partners/council/pledges/{pledge.pk}/check-in/", timezone.localdate().year
    ada.post(address, {"year": year, "going": "not begun", "said": ""})
    assert 'value="not begun" checked' in ada.get(address).content.decode()
    ada.post(address, {"year": year, "going": "under way", "said": "Half."})

    one = CheckIn.objects.get()
    assert (one.year, one.going, one.said, one.by.name) == (year, "under way", "Half.", "Ada")
    assert list_events()[-1].before == {"year": year, "going": "not begun", "said": ""}


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("2023", "The pledge was not made yet in that year."),
        ("9999", "That year has not come yet."),
        ("soon", "Write the year, such as 2026."),
    ],
)
def test_a_check_in_for_a_year_that_cannot_be_gets_a_sentence(ada, council, year, sentence):
    pledge = make_pledge(council)

    answer = ada.post(f"/partners/council/pledges/{pledge.pk}/check-in/", {"year": year, "going": "kept"})

    assert sentence in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_pledges_that_nobody_looked_at_this_year_are_listed_first(ada, town, council):
    year = timezone.localdate().year
    make_pledge(council, "Seen.").check_ins.create(year=year, going="kept")
    make_pledge(council, "Due.").check_ins.create(year=year - 1, going="kept")
    make_pledge(council, "Ended.", ended_on=date(2024, 12, 31))
    make_pledge(make_organisation(town, "gone", archived_on=date(2025, 1, 1)), "Gone.")

    now, before = ada.get("/partners/check-ins/"), ada.get(f"/partners/check-ins/?year={year - 1}")

    def texts(answer, which):
        return [line.pledge.text for line in answer.context[which]]

    assert (texts(now, "due"), texts(now, "done")) == (["Due."], ["Seen."])
    assert (texts(before, "due"), texts(before, "done")) == (["Seen."], ["Due."])
    assert ada.get("/partners/check-ins/?year=²").status_code == 200


def test_without_pledges_the_check_ins_say_so(ada):
    assert "No pledge held in this year" in ada.get("/partners/check-ins/").content.decode()


def test_a_partner_that_is_not_there_is_not_found(ada):
    assert ada.get("/partners/nobody/").status_code == 404
    assert ada.get("/partners/nobody/change/").status_code == 404
