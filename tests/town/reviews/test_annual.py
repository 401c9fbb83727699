"""The annual report and the board's paper, from what was frozen."""

import io

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as ReadWord

from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.values import Picture
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.reviews.board_paper import make_board_paper
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.operations.drawing import draw_charts
from fairplace.town.reviews.report import make_report
from fairplace.town.reviews.showing import open_snapshot
from tests.factories import make_action, make_decision, make_group, make_person
from tests.factories.frozen import make_frozen, make_published_review
from tests.town.documents.verapdf import list_broken, needs_verapdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(reviewed_town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    group = make_group(reviewed_town)
    make_action(group, 1, state="done")
    make_action(group, 2, due_on="2026-10-01")
    make_decision(
        group, state="decided", decided_at=timezone.now(), outcome="It opens.", proved="right",
        happened="It filled.",
    )  # fmt: skip
    review = make_published_review(
        reviewed_town, dissent="I read the figures otherwise.", foreword="We began.", looking_ahead="We go on.",
        is_demonstration=True,
    )  # fmt: skip
    return review.snapshot


def test_the_report_says_of_lives_only_what_passed_a_test(published):
    page = Client().get(f"/frozen/{published.slug}/report/").content.decode()

    assert "Jobs: Testham is getting worse. The change from 2014 to 2021 passes our test." in page
    assert "1 of 3 measures has no number yet." in page
    assert "improved" not in page


def test_the_report_holds_numbers_words_dissent_learning_and_next_year(published):
    page = Client().get(f"/frozen/{published.slug}/report/").content.decode()

    for words in (
        "We began.", "We go on.", "46.0% (likely between 45.0% and 47.0%), 2021", "It did not change much.",
        "I read the figures otherwise.", "It went as expected", "It filled.", "A definition.", "A publisher",
    ):  # fmt: skip
        assert words in page


def test_the_documents_say_what_the_page_says_from_what_was_frozen(published):
    ImpactMeasure.objects.update(name="Another")
    Review.objects.update(foreword="Another")

    for kind in ("pdf", "docx"):
        answer = Client().get(f"/frozen/{published.slug}/report.{kind}")
        assert answer.status_code == 200
    word = ReadWord(io.BytesIO(answer.content))
    text = "\n".join([one.text for one in word.paragraphs] + [
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    ])  # fmt: skip
    for words in (
        "We began.",
        "We go on.",
        "I read the figures otherwise.",
        "Jobs",
        "(likely between 45.0% and 47.0%)",
    ):
        assert words in text
    assert "Another" not in text


def test_the_report_leads_to_its_parts_and_folds_details_without_dropping_them(published):
    page = " ".join(Client().get(f"/frozen/{published.slug}/report/").content.decode().split())

    for anchor in (
        "foreword",
        "lives",
        "measures",
        "signed",
        "dissent",
        "learned",
        "next",
        "sources",
        "of-jobs",
    ):
        assert f'href="#{anchor}"' in page
        assert page.count(f'id="{anchor}"') == 1
    block = page[page.index('id="of-jobs"') : page.index('id="of-wages"')]
    shown, folded = block.split("<details", 1)
    for words in (
        "46.0% (likely between 45.0% and 47.0%), 2021",
        "It did not change much.",
        "Cannot tell if on course",
    ):
        assert words in shown
    for words in ("From 2014 to 2021 the number changed each year", "It still matters.", "Medium"):
        assert words in folded
    air = page[page.index('id="of-air"') : page.index('id="signed"')]
    assert "No number yet." in air


def test_a_chart_stands_under_the_heading_of_its_measure(published):
    draw_charts(published)

    blocks = make_report(open_snapshot(published)).blocks

    at = next(n for n, one in enumerate(blocks) if getattr(one, "text", "") == "Jobs")
    assert isinstance(blocks[at + 1], Picture)
    assert blocks[at + 1].share < 1


def test_reading_age_is_told_to_those_inside(published, reviewed_town, client):
    client.force_login(make_person("Ben", reviewed_town, "contributor"))

    address = f"/frozen/{published.slug}/report/"
    assert "Reading age of the words written here" in client.get(address).content.decode()
    assert "Reading age" not in Client().get(address).content.decode()


def test_the_board_paper_has_its_heads_its_facts_and_what_is_to_be_written(published, reviewed_town, client):
    client.force_login(make_person("Ben", reviewed_town, "contributor"))

    answer = client.get(f"/frozen/{published.slug}/board-paper.docx")

    word = ReadWord(io.BytesIO(answer.content))
    heads = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    for head in (
        "Purpose", "Recommendations", "Background", "Progress by priority", "What the figures say", "Risks",
        "Implications", "Finance", "Legal", "Equality", "Climate", "Health", "Consultation", "Appendices",
    ):  # fmt: skip
        assert head in heads
    text = "\n".join(one.text for one in word.paragraphs)
    assert text.count("To be written:") == 9
    assert "Jobs: Testham is getting worse." in text
    [table] = [one for one in word.tables if one.rows[0].cells[0].text == "Group"]
    assert [cell.text for cell in table.rows[1].cells] == ["Children", "2", "1", "1", "1"]
    assert Client().get(f"/frozen/{published.slug}/board-paper.docx").status_code == 302


def test_a_snapshot_without_a_review_has_no_report(reviewed_town):
    snapshot = make_frozen(reviewed_town)

    assert Client().get(f"/frozen/{snapshot.slug}/report/").status_code == 404


@needs_verapdf[0]
@needs_verapdf[1]
def test_both_keep_pdf_ua_with_their_charts(published, tmp_path):
    assert draw_charts(published) > 0
    frozen = open_snapshot(published)
    pdfs = {"report.pdf": write_pdf(make_report(frozen)), "paper.pdf": write_pdf(make_board_paper(frozen))}

    assert list_broken(tmp_path, pdfs) == {"report.pdf": "kept", "paper.pdf": "kept"}


def test_a_chart_that_was_drawn_is_in_the_report(published):
    without = len(write_pdf(make_report(open_snapshot(published))))

    draw_charts(published)

    assert len(write_pdf(make_report(open_snapshot(published)))) > without + 10_000
