"""A decision is prepared and opened: nothing typed is lost."""

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.draft import save_effects
from fairplace.town.letters.models import Letter
from tests.factories import make_decision, make_group, make_item, make_meeting, make_series
from tests.town.governance.decision_pages.conftest import (
    ASKED,
    DECIDED,
    EFFECTS,
    IN_TWO_WEEKS,
    YES_NO,
    opened,
    sign_in,
    text,
)

pytestmark = pytest.mark.django_db


def test_a_decision_begins_with_its_agenda_item_and_a_review_in_twelve_months(group):
    item = make_item(make_series(group), title="Warm homes", text="It is cold.", kind="measure", code="jobs")
    foreign = make_item(make_series(make_group(group.town, "boards")), title="Other")

    form = sign_in("Chi").get(f"/decisions/add/?item={item.pk}").context["form"]
    today = timezone.localdate()

    assert (form["title"].value(), form["reason"].value()) == ("Warm homes", "It is cold.")
    assert form["subjects"].value() == ["measure:jobs"]
    assert (form["review_on"].value().year, form["review_on"].value().month) == (today.year + 1, today.month)
    sign_in("Chi").post("/decisions/add/", {**ASKED, "group": "children", "item": item.pk})
    assert Decision.objects.get().item == item
    assert sign_in("Chi").get(f"/decisions/add/?item={foreign.pk}").context["form"]["title"].value() is None


def test_looking_for_a_record_keeps_what_was_typed_and_saves_nothing(group):
    typed = {**ASKED, "group": "children", "title": "", "is_restricted": "on", "subjects": ["measure:jobs"]}

    response = sign_in("Chi").post("/decisions/add/", {**typed, "find": "advice r1", "do": "find"})
    form = response.context["form"]

    assert (form["question"].value(), form["is_restricted"].value()) == (ASKED["question"], True)
    assert form["subjects"].value() == ["measure:jobs"]
    assert dict(form.fields["subjects"].choices) == {
        "measure:jobs": "Measure: Jobs",
        "recommendation:R1": "recommendation: R1 Advice R1.",
    }
    assert not form.errors
    assert not Decision.objects.exists()
    nothing = sign_in("Chi").post("/decisions/add/", {**typed, "find": "elephants", "do": "find"})
    assert "Nothing in the plan has all of these words" in text(nothing)


def test_what_is_not_on_the_chain_cannot_be_ticked(group):
    response = sign_in("Chi").post(
        "/decisions/add/", {**ASKED, "group": "children", "subjects": ["measure:none"]}
    )

    assert "subjects" in response.context["form"].errors


def test_two_people_changing_a_draft_are_shown_the_difference_and_nothing_is_lost(group):
    make_decision(group, 1, options=YES_NO)
    chi, ada = sign_in("Chi"), sign_in("Ada")
    ada.post("/decisions/D1/change/", {**ASKED, "title": "Ada’s title", "version": 1})

    clash = chi.post("/decisions/D1/change/", {**ASKED, "title": "Chi’s title", "version": 1})

    assert clash.status_code == 409
    (difference,) = clash.context["clash"].differences
    assert (difference.theirs, difference.mine) == ("Ada’s title", "Chi’s title")
    assert Decision.objects.get().title == "Ada’s title"
    again = {name: clash.context["form"][name].value() or "" for name in ASKED}
    assert (
        chi.post(
            "/decisions/D1/change/", {**again, "version": clash.context["form"]["version"].value()}
        ).status_code
        == 302
    )
    assert Decision.objects.get().title == "Chi’s title"


def test_who_gains_and_loses_is_saved_half_finished_and_a_clash_keeps_it(group):
    make_decision(group, 1)
    chi = sign_in("Chi")
    said = {"version": 1, "age-expected": "gains", "age-who": "Older people"}

    assert chi.post("/decisions/D1/equity/", said).url == "/decisions/D1/open/"
    clash = chi.post("/decisions/D1/equity/", {**said, "age-who": "Children"})

    assert clash.status_code == 409
    assert [(one.theirs, one.mine) for one in clash.context["clash"].differences] == [
        ("Older people", "Children")
    ]


def test_nothing_is_chosen_beforehand(group):
    make_decision(group, 1)

    html = sign_in("Chi").get("/decisions/D1/equity/").content.decode()

    assert html.count('type="radio"') == 50
    assert "checked" not in html


def test_what_was_typed_is_kept_where_somebody_opened_it_meanwhile(group):
    opened(group)

    late = sign_in("Chi").post("/decisions/D1/change/", {**ASKED, "title": "Mine", "version": 1})
    too = sign_in("Chi").post(
        "/decisions/D1/equity/", {"version": 1, "age-expected": "gains", "age-who": "Mine"}
    )

    assert late.status_code == too.status_code == 409
    assert "It is not being prepared any more" in text(late)
    assert "It is not being prepared any more" in text(too)
    assert late.context["form"]["title"].value() == "Mine"
    assert too.context["form"]["age-who"].value() == "Mine"


@pytest.mark.parametrize("page", ["change", "equity", "open"])
def test_what_is_open_leads_back_to_its_page(group, page):
    opened(group)

    assert sign_in("Chi").get(f"/decisions/D1/{page}/").url == "/decisions/D1/"


def test_what_is_missing_is_named_with_a_link_and_nothing_opens(group):
    make_decision(group, 1, options=YES_NO, reason="Cold.", expected="Warm.", deadline_on=IN_TWO_WEEKS)
    chi = sign_in("Chi")
    effects = [one for one in EFFECTS if one.along != "race"]
    save_effects(by=None, decision=Decision.objects.get(), version=1, effects=effects)

    page = chi.get("/decisions/D1/open/").content.decode()
    refused = chi.post("/decisions/D1/open/", {"version": 2})

    assert '<a href="/decisions/D1/equity/#race">Race: say who gains and who loses.</a>' in page
    assert refused.status_code == 409
    assert "Race: say who gains and who loses." in text(refused)
    assert Decision.objects.get().state == "draft"


def test_the_chair_opens_it_and_somebody_who_read_an_older_one_does_not(group):
    make_decision(group, 1, options=YES_NO, reason="Cold.", expected="Warm.", deadline_on=IN_TWO_WEEKS)
    save_effects(by=None, decision=Decision.objects.get(), version=1, effects=EFFECTS)
    chi = sign_in("Chi")

    assert chi.post("/decisions/D1/open/", {"version": 1}, follow=True).status_code == 200
    assert Decision.objects.get().state == "draft"
    chi.post("/decisions/D1/open/", {"version": 2})

    assert Decision.objects.get().state == "open"
    assert Letter.objects.count() == 3


def test_an_item_of_a_meeting_leads_to_its_decision(group):
    series = make_series(group)
    item = make_item(series, make_meeting(series))
    make_decision(group, 1, item=item, **DECIDED)

    assert "From the agenda item Warm homes" in text(sign_in("Ben").get("/decisions/D1/"))
    assert "From the agenda item" not in text(Client().get("/decisions/D1/"))


def test_what_was_opened_already_is_not_opened_again(group):
    decision = opened(group)

    again = sign_in("Chi").post("/decisions/D1/open/", {"version": decision.version}, follow=True)

    assert "D1 is not being prepared any more" in text(again)
    assert Letter.objects.count() == 3


def test_options_that_cannot_be_told_apart_are_shown_again(group):
    said = {**ASKED, "group": "children", "method": "rank", "options": "Ash\nash"}

    form = sign_in("Chi").post("/decisions/add/", said).context["form"]

    assert form.errors["options"] == ["Two options are the same."]
