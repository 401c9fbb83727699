"""One cell of the matrix: judged, checked, cleared; and nothing is lost where two write at once."""

from datetime import date

import pytest
from django.db.models.signals import pre_save
from django.test import Client
from django.utils import timezone

from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Alignment
from fairplace.town.workstreams.operations.alignment import (
    ChangedMeanwhile,
    CheckRefused,
    Judgement,
    check_alignment,
    clear_alignment,
    save_alignment,
)
from tests.factories import (
    make_alignment,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)
from tests.town.workstreams.conftest import sign_in

CELL = "/mapping/R1/W1/"
TYPED = {
    "fit": "part", "rationale": "It reaches half.", "evidence": "Report, page 3", "review_on": "2027-03-31",
    "version": "0",
}  # fmt: skip


def html_of(response):
    return response.content.decode()


def get_cell():
    return Alignment.objects.get(recommendation__code="R1", workstream__code="W1")


def list_verbs():
    return list(AuditEvent.objects.filter(kind="alignment").order_by("pk").values_list("verb", flat=True))


def test_an_empty_cell_shows_both_texts_and_the_words_they_share(town, rows, works, as_ada):
    rows[0].name = "Repair damp homes"
    rows[0].save()
    works[0].name, works[0].summary = "Home repairs", "For damp flats"
    works[0].lead = make_organisation(town)
    works[0].save()

    html = html_of(as_ada.get(CELL))

    assert "Not mapped yet" in html
    assert "Repair damp homes" in html
    assert "<strong>repair ~ repairs</strong>, <strong>damp</strong>, <strong>homes ~ home</strong>" in html
    assert "Lead partner: Council" in html
    assert "Nothing yet." in html


def test_a_cell_is_mapped_with_reason_evidence_and_date(rows, works, ada, as_ada):
    before = timezone.now()

    answer = as_ada.post(CELL, TYPED, follow=True)

    cell = get_cell()
    assert answer.redirect_chain == [(CELL, 302)]
    assert (cell.fit, cell.rationale, cell.evidence) == ("part", "It reaches half.", "Report, page 3")
    assert (cell.review_on, cell.mapped_by, cell.checked_by) == (date(2027, 3, 31), ada, None)
    assert before <= cell.mapped_at <= timezone.now()
    html = html_of(answer)
    assert "R1 × W1 is saved." in html
    assert "31 March 2027" in html
    assert "Not yet, by a second person" in html


def test_what_was_done_stands_in_the_record_and_on_the_page(rows, works, as_ada):
    as_ada.post(CELL, TYPED)
    as_ada.post(CELL, TYPED | {"fit": "full", "version": get_cell().version})

    last = AuditEvent.objects.filter(kind="alignment").latest("pk")
    assert list_verbs() == ["mapped", "changed a mapping"]
    assert (last.subject, last.town, last.by.name) == ("R1 × W1", "testham", "Ada")
    assert (last.before["fit"], last.after["fit"]) == ("part", "full")
    assert "Fit: <del>part</del> <ins>full</ins>" in html_of(as_ada.get(CELL))


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"fit": ""}, "fit", "Choose how far this work carries the recommendation."),
        ({"fit": "huge"}, "fit", "Select a valid choice. huge is not one of the available choices."),
        ({"review_on": "soon"}, "review_on", "Write the date as 2027-03-31."),
        ({"review_on": "2027-02-30"}, "review_on", "Write the date as 2027-03-31."),
        ({"version": ""}, "version", "This page does not say which cell you saw."),
        ({"version": "x"}, "version", "This page does not say which cell you saw."),
        ({"version": "-1"}, "version", "This page does not say which cell you saw."),
    ],
)
def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(rows, works, as_ada, wrong, field, sentence):
    response = as_ada.post(CELL, TYPED | wrong)

    html = html_of(response)
    assert response.status_code == 200
    assert html.count(sentence) == (1 if field == "version" else 2), "once in the summary, once at its field"
    assert f'href="#id_{field}' in html
    assert "It reaches half." in html
    assert "Report, page 3" in html
    assert f'value="{wrong.get("review_on", "2027-03-31")}"' in html
    assert not Alignment.objects.exists()
    assert list_verbs() == []


def test_saving_the_same_again_changes_nothing(rows, works, as_ada, as_fay):
    as_ada.post(CELL, TYPED | {"rationale": "Two\r\nlines"})
    as_fay.post(CELL, {"do": "check", "version": get_cell().version})
    before = Alignment.objects.values().get()

    as_fay.post(CELL, TYPED | {"rationale": " Two\r\nlines ", "version": before["version"]})

    assert Alignment.objects.values().get() == before
    assert before["rationale"] == "Two\nlines"
    assert list_verbs() == ["mapped", "checked a mapping"]


def test_a_line_break_alone_is_no_other_judgement(rows, works, fay, as_ada):
    make_alignment(rows[0], works[0], rationale="Two\r\nlines", checked_by=fay)
    page = as_ada.get(CELL).context["form"]

    as_ada.post(CELL, {"fit": "part", "rationale": page["rationale"].value(), "version": "1"})

    assert get_cell().checked_by == fay
    assert list_verbs() == []


class TestTwoAtOnce:
    def test_the_second_is_told_who_did_what_and_sees_both_texts(self, rows, works, as_ada, as_fay):
        as_ada.post(CELL, TYPED)

        response = as_fay.post(CELL, TYPED | {"fit": "full", "rationale": "All of it."})

        html = html_of(response)
        assert response.status_code == 409
        assert "Ada got here first: mapped" in html
        theirs, mine = html.split("What you wrote")
        assert "It reaches half." in theirs
        assert "All of it." in mine
        assert get_cell().rationale == "It reaches half."
        assert list_verbs() == ["mapped"]

    def test_the_second_may_save_over_it(self, rows, works, as_ada, as_fay):
        as_ada.post(CELL, TYPED)
        mine = TYPED | {"fit": "full", "rationale": "All of it."}
        seen = as_fay.post(CELL, mine).context["form"]["version"].value()

        as_fay.post(CELL, mine | {"version": seen})

        assert (get_cell().rationale, get_cell().mapped_by.name) == ("All of it.", "Fay")
        last = AuditEvent.objects.filter(kind="alignment").latest("pk")
        assert last.before["rationale"] == "It reaches half.", "what was written over stays in the record"

    def test_the_second_may_keep_theirs(self, rows, works, as_ada, as_fay):
        as_ada.post(CELL, TYPED)
        response = as_fay.post(CELL, TYPED | {"fit": "full"})
        assert f'<a href="{CELL}">Keep theirs</a>' in html_of(response)

        as_fay.get(CELL)

        assert get_cell().fit == "part"

    def test_a_third_who_came_between_is_told_of_too(self, rows, works, as_ada, as_fay, town):
        as_ada.post(CELL, TYPED)
        seen = as_fay.post(CELL, TYPED | {"fit": "full"}).context["form"]["version"].value()
        eve = sign_in(make_person("Eve", town, "analyst"))
        eve.post(CELL, TYPED | {"fit": "none", "version": seen})

        response = as_fay.post(CELL, TYPED | {"fit": "full", "version": seen})

        assert "Eve got here first: changed a mapping" in html_of(response)
        assert get_cell().fit == "none"

    def test_a_cell_that_was_cleared_meanwhile_is_told_as_cleared(self, rows, works, as_ada, as_fay):
        as_ada.post(CELL, TYPED)
        seen = get_cell().version
        as_ada.post(CELL, {"do": "clear", "version": seen})

        response = as_fay.post(CELL, TYPED | {"fit": "full", "version": seen})
        assert "Ada got here first: cleared a mapping" in html_of(response)
        assert "They cleared the cell." in html_of(response)

        as_fay.post(CELL, TYPED | {"fit": "full", "version": response.context["form"]["version"].value()})
        assert get_cell().fit == "full"

    def test_a_cell_that_was_cleared_and_mapped_anew_does_not_pass_for_the_old_one(
        self, rows, works, as_ada, as_fay
    ):
        as_ada.post(CELL, TYPED)
        seen = get_cell().version
        as_ada.post(CELL, {"do": "clear", "version": seen})
        as_ada.post(CELL, TYPED | {"rationale": "On second thoughts."})

        response = as_fay.post(CELL, TYPED | {"fit": "full", "version": seen})

        assert response.status_code == 409
        assert get_cell().rationale == "On second thoughts."

    def test_a_changed_cell_is_neither_checked_nor_cleared(self, rows, works, as_ada, as_fay):
        as_ada.post(CELL, TYPED)
        seen = get_cell().version
        as_ada.post(CELL, TYPED | {"fit": "touches", "version": seen})

        checked = html_of(as_fay.post(CELL, {"do": "check", "version": seen}, follow=True))
        cleared = html_of(as_fay.post(CELL, {"do": "clear", "version": seen}, follow=True))

        assert "Not checked. Somebody else changed this cell" in checked
        assert "Not cleared. Somebody else changed this cell" in cleared
        assert (get_cell().fit, get_cell().checked_by) == ("touches", None)

    @pytest.mark.parametrize("do", ["check", "clear"])
    @pytest.mark.parametrize("version", ["", "x", "-1"])
    def test_without_knowing_what_was_seen_nothing_is_done(self, rows, works, as_ada, as_fay, do, version):
        as_ada.post(CELL, TYPED)

        as_fay.post(CELL, {"do": do, "version": version})

        assert get_cell().checked_by is None


class TestCheck:
    def test_a_second_person_checks(self, rows, works, fay, as_ada, as_fay):
        as_ada.post(CELL, TYPED)
        assert "Mark as checked" in html_of(as_fay.get(CELL))

        html = html_of(as_fay.post(CELL, {"do": "check", "version": get_cell().version}, follow=True))

        cell = get_cell()
        assert (cell.checked_by, cell.mapped_by.name, cell.fit) == (fay, "Ada", "part")
        assert "R1 × W1 is checked." in html
        assert "Mark as checked" not in html
        assert list_verbs() == ["mapped", "checked a mapping"]

    def test_who_mapped_cannot_check(self, rows, works, as_ada):
        as_ada.post(CELL, TYPED)
        assert "Mark as checked" not in html_of(as_ada.get(CELL))

        html = html_of(as_ada.post(CELL, {"do": "check", "version": get_cell().version}, follow=True))

        assert "Not checked. You mapped this cell, so somebody else has to check it." in html
        assert get_cell().checked_by is None

    def test_an_empty_cell_cannot_be_checked(self, rows, works, as_fay):
        html = html_of(as_fay.post(CELL, {"do": "check", "version": 0}, follow=True))

        assert "There is nothing to check: nobody has mapped this cell." in html
        assert list_verbs() == []

    def test_another_judgement_takes_the_check_away(self, rows, works, as_ada, as_fay):
        as_ada.post(CELL, TYPED)
        as_fay.post(CELL, {"do": "check", "version": get_cell().version})
        assert "Another judgement takes away the check." in html_of(as_ada.get(CELL))

        as_ada.post(CELL, TYPED | {"fit": "full", "version": get_cell().version})

        assert (get_cell().checked_by, get_cell().checked_at) == (None, None)


def test_a_cleared_cell_is_empty_and_the_record_keeps_what_it_said(rows, works, as_ada):
    as_ada.post(CELL, TYPED)

    html = html_of(as_ada.post(CELL, {"do": "clear", "version": get_cell().version}, follow=True))

    assert "R1 × W1 is empty now." in html
    assert "Not mapped yet" in html
    assert "It reaches half." in html, "the history shows what it said"
    assert not Alignment.objects.exists()
    assert list_verbs() == ["mapped", "cleared a mapping"]


def test_clearing_an_empty_cell_records_nothing(rows, works, as_ada):
    as_ada.post(CELL, {"do": "clear", "version": 0})

    assert list_verbs() == []


@pytest.fixture
def no_record():
    """Let no audit record be written."""

    def refuse(**_):
        raise OSError("The disk is full.")

    pre_save.connect(refuse, sender=AuditEvent)
    yield
    pre_save.disconnect(refuse, sender=AuditEvent)


def test_without_its_record_nothing_is_written(rows, works, ada, fay, no_record):
    there = make_alignment(rows[0], works[0], mapped_by=ada)
    at = {"recommendation": rows[0], "workstream": works[0], "version": 1}
    empty = {"recommendation": rows[0], "workstream": works[1], "version": 0}
    before = Alignment.objects.values().get()

    for act in (
        lambda: save_alignment(by=fay, **at, judgement=Judgement("full")),
        lambda: save_alignment(by=fay, **empty, judgement=Judgement("full")),
        lambda: check_alignment(by=fay, **at),
        lambda: clear_alignment(by=fay, **at),
    ):
        with pytest.raises(OSError, match="full"):
            act()

    assert Alignment.objects.values().get() == before
    assert there.pk == before["id"]


def test_operations_refuse_what_the_pages_refuse(rows, works, ada, fay):
    at = {"recommendation": rows[0], "workstream": works[0]}
    save_alignment(by=ada, **at, version=0, judgement=Judgement("part"))

    with pytest.raises(ChangedMeanwhile) as told:
        save_alignment(by=fay, **at, version=0, judgement=Judgement("full"))
    with pytest.raises(CheckRefused):
        check_alignment(by=ada, **at, version=get_cell().version)

    assert told.value.now == get_cell()


class TestWhoAndWhere:
    @pytest.mark.parametrize("address", ["/mapping/R9/W1/", "/mapping/R1/W9/", "/mapping/R1/W-1/"])
    def test_what_is_not_there_is_not_found(self, rows, works, as_ada, address):
        assert as_ada.get(address).status_code == 404
        assert as_ada.post(address, TYPED).status_code == 404

    def test_codes_of_another_town_are_not_found(self, town, rows, works, as_ada):
        other = make_town("elsewhere", "E06000002", "Elsewhere", is_default=False)
        make_recommendation(make_objective(other, "N1"), "S1")
        make_workstream(other, "V1")

        for address in ("/mapping/S1/W1/", "/mapping/R1/V1/", "/mapping/S1/"):
            assert as_ada.get(address).status_code == 404
        assert as_ada.post("/mapping/R1/V1/", TYPED).status_code == 404
        assert as_ada.post("/towns/elsewhere/mapping/S1/V1/", TYPED).status_code == 403
        assert not Alignment.objects.exists()

    @pytest.mark.parametrize("what", ["row", "column", "edition"])
    def test_what_is_out_of_force_stays_to_read_and_cannot_be_changed(self, rows, works, ada, as_ada, what):
        make_alignment(rows[0], works[0], rationale="As it was.", mapped_by=ada)
        out = {"row": rows[0], "column": works[0], "edition": rows[0].framework}[what]
        if what == "edition":
            out.is_current = False
        else:
            out.archived_on = date(2026, 1, 1)
        out.save()

        html = html_of(as_ada.get(CELL))
        assert "As it was." in html
        assert "not in the matrix any more" in html
        assert '<form method="post"' not in html.split("<main")[1]
        for do in ("save", "check", "clear"):
            assert as_ada.post(CELL, TYPED | {"do": do, "version": 1}).status_code == 404
        assert get_cell().version == 1

    def test_drafts_are_mapped_by_those_who_may_and_hidden_from_strangers(self, rows, works, as_ada, client):
        rows[0].status = "draft"
        rows[0].save()

        assert as_ada.post(CELL, TYPED).status_code == 302
        assert client.get(CELL).status_code == 302
        assert "/account/login/" in client.get(CELL).url

    def test_who_may_not_map_reads_only(self, town, rows, works, as_ada):
        as_ada.post(CELL, TYPED)
        ben = sign_in(make_person("Ben", town, "contributor"))

        html = html_of(ben.get(CELL))

        assert "It reaches half." in html
        assert '<form method="post"' not in html.split("<main")[1]
        for do in ("save", "check", "clear"):
            assert ben.post(CELL, TYPED | {"do": do}).status_code == 403
        assert get_cell().fit == "part"

    def test_a_stranger_changes_nothing(self, rows, works):
        assert "/account/login/" in Client().post(CELL, TYPED).content.decode()
        assert not Alignment.objects.exists()

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_other_methods_are_refused(self, rows, works, as_ada, method):
        assert getattr(as_ada, method)(CELL).status_code == 405

    def test_a_form_from_elsewhere_is_refused(self, rows, works, ada):
        client = Client(enforce_csrf_checks=True)
        client.force_login(ada)

        assert client.post(CELL, TYPED).status_code == 403
        assert not Alignment.objects.exists()

    def test_what_people_wrote_is_shown_as_text(self, rows, works, as_ada):
        as_ada.post(CELL, TYPED | {"rationale": "<script>alert(1)</script>", "evidence": "<b>bold</b>"})

        html = html_of(as_ada.get(CELL))

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<b>bold" not in html


def test_a_row_lists_every_workstream_those_judged_first(town, rows, works, as_ada):
    make_workstream(town, "W3-ended", archived_on=date(2026, 1, 1))
    make_alignment(rows[0], works[1], "touches")

    html = html_of(as_ada.get("/mapping/R1/"))

    assert html.index('href="/mapping/R1/W2/"') < html.index('href="/mapping/R1/W1/"')
    assert "1 workstream judged" in html
    assert "1 workstream not looked at" in html
    assert "W3-ended" not in html
    assert as_ada.post("/mapping/R1/").status_code == 405
    assert as_ada.get("/mapping/R9/").status_code == 404


def test_a_row_that_nobody_judged_says_so(rows, works, as_ada):
    assert "Nobody has judged a workstream for it yet" in html_of(as_ada.get("/mapping/R1/"))
