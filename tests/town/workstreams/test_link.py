"""Many cells in one action, and the way back in one action."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Alignment, Batch
from fairplace.town.workstreams.operations.alignment import Judgement
from fairplace.town.workstreams.operations.batch import BatchRefused, link_cells, undo_batch
from tests.factories import (
    make_alignment,
    make_group,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)
from tests.town.workstreams.conftest import sign_in

LINK = "/mapping/link/"
TICKED = {"recommendations": ["R1", "R2"], "workstreams": ["W1", "W2"]}
TYPED = TICKED | {
    "fit": "part",
    "rationale": "Seen together.",
    "evidence": "Minutes",
    "review_on": "2027-03-31",
}


def html_of(response):
    return response.content.decode()


def cells():
    told = Alignment.objects.values_list("recommendation__code", "workstream__code", "fit")
    return {f"{row}{work}": fit for row, work, fit in told}


def everything():
    """Return all that the cells hold but their versions, which go on."""
    return [{**row, "version": 0, "id": 0} for row in Alignment.objects.order_by("pk").values()]


def ticks(response, name):
    return {str(code) for code in response.context["form"][name].value() or []}


class TestTicking:
    def test_what_was_ticked_in_the_matrix_is_ticked_here(self, rows, works, as_ada):
        html = html_of(as_ada.get("/mapping/?tick=1"))
        assert 'type="checkbox" name="recommendations" value="R1" aria-label="Tick R1"' in html
        assert 'type="checkbox" name="workstreams" value="W2" aria-label="Tick W2"' in html

        response = as_ada.get(LINK, {"recommendations": ["R1"], "workstreams": ["W2"]})

        assert (ticks(response, "recommendations"), ticks(response, "workstreams")) == ({"R1"}, {"W2"})
        assert not Batch.objects.exists()

    def test_the_matrix_has_no_ticks_until_asked_and_none_for_those_who_may_not(
        self, town, rows, works, as_ada
    ):
        ben = sign_in(make_person("Ben", town, "contributor"))

        assert 'type="checkbox"' not in html_of(as_ada.get("/mapping/"))
        assert 'type="checkbox"' not in html_of(ben.get("/mapping/?tick=1"))
        assert ben.get(LINK).status_code == 403

    def test_narrowing_keeps_what_was_ticked_and_typed_and_writes_nothing(self, town, rows, works, as_ada):
        make_recommendation(make_objective(town, "M2", 2), "R3")

        response = as_ada.post(
            LINK, TYPED | {"workstreams": ["W1"], "narrow": "1", "objective": "M2", "q": ""}
        )

        shown = response.context["matrix"]
        assert [one.code for one in shown.recommendations] == ["R1", "R2", "R3"], "the ticked ones stay"
        assert (ticks(response, "recommendations"), ticks(response, "workstreams")) == ({"R1", "R2"}, {"W1"})
        form = response.context["form"]
        assert (form["fit"].value(), form["rationale"].value()) == ("part", "Seen together.")
        assert form["review_on"].value() == "2027-03-31"
        assert not form.errors
        assert not Alignment.objects.exists()

    def test_narrowing_by_group_sector_and_words(self, town, rows, works, as_ada):
        works[0].group = make_group(town)
        works[0].lead = make_organisation(town, sector="nhs")
        works[0].save()

        def left(**asked):
            return [one.code for one in as_ada.get(LINK, asked).context["matrix"].workstreams]

        assert left(group="children") == left(sector="nhs") == left(q="work w1") == ["W1"]
        assert left(group="nobody") == ["W1", "W2"]

    def test_an_empty_town_has_nothing_to_map(self, town, as_ada):
        assert "Nothing to map yet" in html_of(as_ada.get(LINK))


class TestLinking:
    def test_one_judgement_goes_into_every_cell_where_they_meet(self, rows, works, ada, as_ada):
        response = as_ada.post(LINK, TYPED, follow=True)

        made = Batch.objects.get()
        assert response.redirect_chain == [(f"/mapping/changes/{made.pk}/", 302)]
        assert cells() == {"R1W1": "part", "R1W2": "part", "R2W1": "part", "R2W2": "part"}
        one = Alignment.objects.first()
        assert (one.rationale, one.evidence, one.review_on) == (
            "Seen together.",
            "Minutes",
            date(2027, 3, 31),
        )
        assert (one.mapped_by, made.by) == (ada, ada)
        events = AuditEvent.objects.filter(kind="alignment")
        assert sorted(events.values_list("subject", "verb")) == [
            (f"{row} × {work}", "mapped") for row in ("R1", "R2") for work in ("W1", "W2")
        ]
        html = html_of(response)
        assert "4 cells were mapped" in html
        assert "Undo all of it" in html

    def test_cells_judged_before_stay_unless_asked(self, rows, works, fay, as_ada):
        make_alignment(rows[0], works[0], "full", mapped_by=fay, rationale="Mine.")

        as_ada.post(LINK, TYPED)
        assert cells() == {"R1W1": "full", "R1W2": "part", "R2W1": "part", "R2W2": "part"}
        assert len(Batch.objects.get().changes) == 3

        as_ada.post(LINK, TYPED | {"over": "on", "fit": "touches"})
        assert set(cells().values()) == {"touches"}
        changed = AuditEvent.objects.get(verb="changed a mapping", subject="R1 × W1")
        assert changed.before["rationale"] == "Mine."

    def test_where_every_cell_is_mapped_nothing_happens_and_a_sentence_says_so(self, rows, works, as_ada):
        as_ada.post(LINK, TYPED)

        response = as_ada.post(LINK, TYPED)

        assert "Every one of these cells is mapped already, so nothing was changed." in html_of(response)
        assert ticks(response, "workstreams") == {"W1", "W2"}
        assert Batch.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"recommendations": []}, "Tick at least one recommendation."),
            ({"workstreams": []}, "Tick at least one workstream."),
            ({"fit": ""}, "Choose how far this work carries the recommendation."),
            ({"review_on": "soon"}, "Write the date as 2027-03-31."),
            ({"recommendations": ["R9"]}, "R9 is not one of the available choices."),
            ({"workstreams": ["W9"]}, "W9 is not one of the available choices."),
        ],
    )
    def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(self, rows, works, as_ada, wrong, sentence):
        html = html_of(as_ada.post(LINK, TYPED | wrong))

        assert html.count(sentence) == 2, "once in the summary, once at its field"
        assert "Seen together." in html
        assert not Alignment.objects.exists()

    def test_archived_work_and_another_towns_cannot_be_ticked(self, town, rows, works, as_ada):
        works[1].archived_on = date(2026, 1, 1)
        works[1].save()
        other = make_town("elsewhere", "E06000002", "Elsewhere", is_default=False)
        make_workstream(other, "V1")

        for code in ("W2", "V1"):
            assert "not one of the available" in html_of(as_ada.post(LINK, TYPED | {"workstreams": [code]}))
        assert not Alignment.objects.exists()

    def test_more_than_two_thousand_cells_are_refused_with_a_sentence(self, town, rows, works, as_ada):
        advice = [make_recommendation(rows[0].objective, f"A{n}").code for n in range(50)]
        work = [make_workstream(town, f"B{n}").code for n in range(41)]

        response = as_ada.post(LINK, TYPED | {"recommendations": advice, "workstreams": work})

        assert "That would be 2,050 cells. At most 2,000 can be mapped at once." in html_of(response)
        assert ticks(response, "recommendations") == set(advice)
        assert not Alignment.objects.exists()
        as_ada.post(LINK, TYPED | {"recommendations": advice, "workstreams": work[:40]})
        assert Alignment.objects.count() == 2_000

    def test_writing_over_a_cell_that_says_the_same_keeps_its_check(self, rows, works, as_ada, as_fay):
        as_ada.post(LINK, TYPED | {"recommendations": ["R1"], "workstreams": ["W1"]})
        as_fay.post("/mapping/R1/W1/", {"do": "check", "version": Alignment.objects.get().version})

        as_ada.post(LINK, TYPED | {"over": "on"})

        assert Alignment.objects.get(checked_by__name="Fay").recommendation == rows[0]
        assert [len(one.changes) for one in Batch.objects.order_by("pk")] == [1, 3]

    def test_reading_and_other_methods_change_nothing(self, rows, works, as_ada):
        as_ada.get(LINK, TYPED)
        as_ada.head(LINK, TYPED)

        assert as_ada.put(LINK).status_code == as_ada.delete(LINK).status_code == 405
        assert not Alignment.objects.exists()

    def test_who_may_not_map_cannot_link(self, town, rows, works):
        ben = sign_in(make_person("Ben", town, "director"))

        assert ben.post(LINK, TYPED).status_code == 403
        assert "/account/login/" in Client().post(LINK, TYPED).content.decode()
        assert not Alignment.objects.exists()


class TestUndo:
    @pytest.fixture
    def judged(self, rows, works, ada, fay):
        """Make one cell that holds all that a cell can hold."""
        return make_alignment(
            rows[0],
            works[0],
            "full",
            rationale="Mine.",
            evidence="Seen.",
            mapped_by=fay,
            checked_by=ada,
            checked_at=datetime(2026, 11, 2, 10, 30, tzinfo=UTC),
            review_on=date(2027, 1, 1),
        )

    def link(self, client, **more):
        return client.post(LINK, TYPED | {"over": "on"} | more).url

    def test_undo_puts_back_exactly_what_was(self, judged, as_ada):
        before, version = everything(), judged.version
        address = self.link(as_ada)
        assert len(cells()) == 4

        html = html_of(as_ada.post(address, follow=True))

        assert everything() == before
        assert Alignment.objects.get().version > version, "whoever has it open is told"
        assert "4 cells are as they were before" in html
        assert "Undo all of it" not in html
        undone = AuditEvent.objects.filter(verb="undid a mapping")
        assert {event.subject for event in undone} == {"R1 × W1", "R1 × W2", "R2 × W1", "R2 × W2"}
        assert undone.get(subject="R1 × W1").after["rationale"] == "Mine."

    def test_cells_that_somebody_changed_since_are_kept_and_named(self, judged, as_ada, as_fay):
        address = self.link(as_ada)
        cell = Alignment.objects.get(recommendation__code="R2", workstream__code="W2")
        as_fay.post("/mapping/R2/W2/", {"fit": "touches", "rationale": "Later.", "version": cell.version})
        cleared = Alignment.objects.get(recommendation__code="R1", workstream__code="W2")
        as_fay.post("/mapping/R1/W2/", {"do": "clear", "version": cleared.version})

        html = html_of(as_ada.post(address, follow=True))

        assert cells() == {"R1W1": "full", "R2W2": "touches"}
        assert "2 cells are as they were before" in html
        assert "2 cells were not put back, because somebody changed them since" in html
        assert "R1 × W2, R2 × W2" in html

    def test_a_check_since_counts_as_a_change(self, judged, as_ada, as_fay):
        address = self.link(as_ada, recommendations=["R2"], workstreams=["W2"])
        cell = Alignment.objects.get(recommendation__code="R2")
        as_fay.post("/mapping/R2/W2/", {"do": "check", "version": cell.version})

        assert "1 cell was not put back" in html_of(as_ada.post(address, follow=True))
        assert cells()["R2W2"] == "part"

    def test_a_cell_cleared_and_mapped_the_same_way_since_is_kept(self, judged, as_ada, as_fay):
        address = self.link(as_ada, recommendations=["R2"], workstreams=["W2"])
        cell = Alignment.objects.get(recommendation__code="R2")
        as_fay.post("/mapping/R2/W2/", {"do": "clear", "version": cell.version})
        as_fay.post("/mapping/R2/W2/", {"fit": "part", "version": "0"})

        as_ada.post(address)

        assert cells()["R2W2"] == "part"

    def test_undo_twice_is_refused_with_a_sentence(self, judged, as_ada):
        address = self.link(as_ada)
        as_ada.post(address)
        after = everything()

        assert "This was undone already." in html_of(as_ada.post(address, follow=True))
        assert everything() == after

    def test_the_operation_refuses_it_too_whatever_the_caller_holds(self, rows, works, ada):
        made = link_cells(
            by=ada, town=rows[0].framework.town, recommendations=rows, workstreams=works,
            judgement=Judgement("part"),
        )  # fmt: skip
        undo_batch(by=ada, batch=Batch.objects.get())

        with pytest.raises(BatchRefused, match="already"):
            undo_batch(by=ada, batch=made)

    def test_who_has_left_is_not_named_again(self, judged, ada, fay, as_ada):
        address = self.link(as_ada)
        fay.delete()

        as_ada.post(address)

        assert Alignment.objects.get().mapped_by is None

    def test_an_undone_link_can_be_made_again(self, judged, as_ada):
        as_ada.post(self.link(as_ada))

        assert "4 cells were mapped" in html_of(as_ada.get(self.link(as_ada)))

    def test_looking_at_it_changes_nothing_and_others_may_undo_it(self, judged, as_ada, as_fay, town):
        address = self.link(as_ada)
        ben = sign_in(make_person("Ben", town, "contributor"))

        as_ada.get(address)
        assert as_ada.put(address).status_code == 405
        assert ben.post(address).status_code == ben.get(address).status_code == 403
        assert len(cells()) == 4

        as_fay.post(address)
        assert len(cells()) == 1

    def test_what_is_not_there_or_of_another_town_is_not_found(self, judged, as_ada, ada):
        other = make_town("elsewhere", "E06000002", "Elsewhere", is_default=False)
        theirs = Batch.objects.create(town=other, by=ada, at=datetime(2026, 1, 1, tzinfo=UTC), changes=[])

        assert as_ada.get("/mapping/changes/999999/").status_code == 404
        assert as_ada.post(f"/mapping/changes/{theirs.pk}/").status_code == 404
