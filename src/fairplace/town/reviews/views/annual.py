"""The annual report and the paper for the board, from a snapshot that holds a review."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from fairplace.town.documents.answers import answer
from fairplace.town.documents.html import show_blocks
from fairplace.town.documents.levels import put_below
from fairplace.town.documents.markdown import read_markdown
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.reviews.board_paper import make_board_paper
from fairplace.town.reviews.gist import list_moved, list_next, say_unmoved
from fairplace.town.reviews.queries.restatement import list_restated
from fairplace.town.reviews.report import list_learned, make_report
from fairplace.town.reviews.showing import Shown, open_snapshot
from fairplace.town.reviews.views.frozen import get_snapshot, refuses_changed
from fairplace.town.ui.reading import tell_reading_age

KINDS = ("pdf", "docx")


def _open(request: TownRequest, slug: str, kind: str = "pdf") -> Shown:
    snapshot = get_snapshot(request, slug)
    if snapshot.review is None or kind not in KINDS:
        raise Http404("This has no annual report.")
    return open_snapshot(snapshot)


@require_safe
@refuses_changed
def annual_report(request: TownRequest, slug: str) -> HttpResponse:
    """Show the annual report as a page."""
    frozen = _open(request, slug)
    review = frozen.review
    assert review, "It was frozen with its review."
    is_inside = may(request, Ability.SEE_DESK)
    own_words = [
        review["foreword"],
        review["looking_ahead"],
        *(one[name] for one in review["assessments"] for name in ("statement", "story") if one.get(name)),
    ]
    context = {
        "snapshot": frozen.snapshot,
        "frozen": frozen,
        "foreword": _show(review["foreword"]),
        "foreword_by": frozen.foreword_by,
        "looking_ahead": _show(review["looking_ahead"]),
        "moved": list_moved(frozen.told),
        "unmoved": say_unmoved(frozen.told),
        "learned": list_learned(frozen.body),
        "coming": list_next(frozen.told),
        "restated": list_restated(frozen.snapshot),
        "is_inside": is_inside,
        "reading": tell_reading_age("\n\n".join(own_words)) if is_inside else None,
    }
    return render(request, "reviews/annual_report.html", context)


@require_safe
@refuses_changed
def annual_report_file(request: TownRequest, slug: str, kind: str) -> HttpResponse:
    """Return the annual report as a tagged PDF or as a Word document."""
    frozen = _open(request, slug, kind)
    document = make_report(frozen, restated=list_restated(frozen.snapshot))
    return answer(
        document, "pdf" if kind == "pdf" else "docx", f"{request.town.slug} {frozen.snapshot.title}"
    )


@require_safe
@requires(Ability.SEE_DESK)
@refuses_changed
def board_paper_file(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Return the paper for the board, for its author to finish in Word."""
    frozen = _open(request, slug, kind)
    name = f"{request.town.slug} {frozen.snapshot.title} board paper"
    return answer(make_board_paper(frozen), "pdf" if kind == "pdf" else "docx", name)


def _show(text: str) -> SafeString:
    return show_blocks(put_below(read_markdown(text), 2))
