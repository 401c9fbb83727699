"""A decision is taken, withdrawn and reviewed on its pages, and leaves as a document."""

import io

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as WordDocument

from fairplace.town.governance.models import Decision
from tests.factories import make_decision
from tests.town.governance.decision_pages.conftest import DECIDED, opened, sign_in, text

pytestmark = pytest.mark.django_db


def test_from_question_to_review(group):
    opened(group)
    chi = sign_in("Chi")
    for name in ("Ben", "Chi", "Dee"):
        sign_in(name).post("/decisions/D1/vote/", {"choice": "agree"})
    stated = {
        "chosen": "no",
        "outcome": "We wait.",
        "review_on": "2099-01-01",
        "version": Decision.objects.get().version,
    }

    refused = chi.post("/decisions/D1/decide/", stated)
    assert refused.context["form"].errors["because"] == ["This is not what the count says. Say why."]
    assert refused.context["form"]["outcome"].value() == "We wait."
    chi.post("/decisions/D1/decide/", {**stated, "because": "No money yet."})
    public = text(Client().get("/decisions/D1/"))
    assert "We wait." in public
    assert "No money yet." in public
    assert "Nobody objects, so it is taken." in public
    assert "3 of 3 members answered." in public
    assert "15.0% (likely between 14.8% and 15.2%), 2019. A publisher." in public
    assert "Chi" not in public.replace("Children", "")

    reviewed = {
        "happened": "Nothing yet.", "proved": "cannot tell", "equity_right": "cannot tell",
        "equity_proved": "Nobody gained.", "version": Decision.objects.get().version,
    }  # fmt: skip
    assert chi.post("/decisions/D1/review/", {**reviewed, "proved": ""}).status_code == 200
    assert chi.post("/decisions/D1/review/", {**reviewed, "version": 1}).status_code == 409
    chi.post("/decisions/D1/review/", reviewed)

    assert "Cannot tell. Nothing yet." in text(Client().get("/decisions/D1/"))


def test_an_outcome_stated_by_somebody_else_meanwhile_is_shown(group):
    opened(group)
    stale = Decision.objects.get().version
    Decision.objects.update(version=stale + 1)
    said = {"chosen": "yes", "outcome": "Mine.", "review_on": "2099-01-01", "version": stale}

    response = sign_in("Chi").post("/decisions/D1/decide/", said)

    assert response.status_code == 409
    assert response.context["form"]["outcome"].value() == "Mine."


def test_a_withdrawn_decision_says_why(group):
    opened(group)
    version = Decision.objects.get().version

    assert (
        sign_in("Chi").post("/decisions/D1/withdraw/", {"because": "", "version": version}).status_code == 200
    )
    sign_in("Chi").post("/decisions/D1/withdraw/", {"because": "No money.", "version": version})

    assert "No money." in text(sign_in("Eve").get("/decisions/D1/"))
    assert Client().get("/decisions/D1/").status_code == 404


def test_figures_that_were_tampered_with_are_told_on_the_page(client, group):
    decision = opened(group)
    decision.data["opened"]["measures"][0]["lines"][0]["value"] = 99.0
    Decision.objects.update(data=decision.data, **DECIDED)

    assert "These figures were changed" in text(client.get("/decisions/D1/"))
    assert "digest does not fit" in word_of(client)


def word_of(client):
    document = WordDocument(io.BytesIO(client.get("/decisions/D1/decision.docx").content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_decision_comes_in_word_and_as_pdf_without_names(group):
    opened(group)
    for name in ("Ben", "Chi", "Dee"):
        sign_in(name).post("/decisions/D1/vote/", {"choice": "agree"})
    version = Decision.objects.get().version
    chi = sign_in("Chi")
    chi.post(
        "/decisions/D1/decide/",
        {"chosen": "yes", "outcome": "Open it.", "review_on": "2099-01-01", "version": version},
    )

    word, pdf = word_of(chi), chi.get("/decisions/D1/decision.pdf")

    assert "Open it." in word
    assert "3 of 3 members answered. Nobody objects, so it is taken." in word
    assert "15.0% (likely between 14.8% and 15.2%), 2019." in word
    assert Decision.objects.get().data["opened"]["digest"] in word
    assert "Ben" not in word
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert chi.get("/decisions/D1/decision.exe").status_code == 404


def test_a_document_says_what_is_restricted_invented_withdrawn_and_reviewed(group):
    marks = {"is_restricted": True, "is_demonstration": True, "withdrawn_because": "No money."}
    make_decision(group, 1, state="withdrawn", **marks)
    chi = sign_in("Chi")

    word = word_of(chi)

    assert "Restricted: for members of the group only." in word
    assert "Demonstration: this decision is invented." in word
    assert "No money." in word
    reviewed = {"reviewed_at": timezone.now(), "happened": "It helped.", "proved": "right"}
    Decision.objects.update(
        **DECIDED,
        **reviewed,
        equity_right="partly",
        equity_proved="Older people came.",
        outcome_because="Why not.",
    )
    word = word_of(chi)
    assert "It went as expected. It helped." in word
    assert "Who gains and who loses: Partly. Older people came." in word
    assert "Why not." in word
