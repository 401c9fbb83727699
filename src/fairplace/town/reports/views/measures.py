from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fairplace.town.feeds.queries.feed import list_feeds_of
from fairplace.town.governance.access import get_reader
from fairplace.town.governance.queries.memory import list_decisions_about
from fairplace.town.indicators.cards import list_lines
from fairplace.town.measures import words
from fairplace.town.measures.access import may_note
from fairplace.town.measures.chain import MEASURE
from fairplace.town.measures.charts import gap_sentence, list_charts
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    Evidence,
    get_evidence,
    get_measure,
    list_group_gaps,
    list_sharers,
)
from fairplace.town.measures.queries.card import lacks_path, says_same
from fairplace.town.measures.queries.note import list_notes
from fairplace.town.measures.rules import difference_unit
from fairplace.town.measures.rules.comparison import method_in_words, why_no_word
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.reviews.queries.restatement import count_restated
from fairplace.town.ui.charts.asking import find_drawing, is_awaited
from fairplace.town.ui.navigation import find_address

# By how many years a start may be put off, to see what that costs.
STARTS = (0, 1, 2, 5)


def measure_detail(request: TownRequest, slug: str) -> HttpResponse:
    """Show one measure: its answer first, then its two curves, and everything that they rest on."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    evidence, notes = get_evidence(measure=measure), list_notes(measure=measure)
    context = {
        "measure": measure,
        "evidence": evidence,
        "reading": evidence.reading,
        "status": evidence.status,
        "lacks_path": lacks_path(evidence.reading, evidence.status),
        "says_same": says_same(evidence.reading, evidence.status),
        **_show_curves(evidence, _read_start(request)),
        **_show_places(evidence),
        "sharers": list_sharers(measure=measure),
        "notes": notes,
        "has_notes": any(one.newest for one in notes),
        "decisions": list_decisions_about(request.town, MEASURE, slug, reader=get_reader(request)),
        "card": _list_card(evidence),
        "restated": count_restated(request.town, slug),
        "group_gaps": list_group_gaps(evidence.reading),
        **_say_may(request, measure),
        **_show_feeds(request, measure),
    }
    return render(request, "reports/measure_detail.html", context)


def _list_card(evidence: Evidence) -> list[Any]:
    indicator, latest = evidence.reading.measure.indicator, evidence.reading.latest
    if indicator is None:
        return []
    newest = next((one for one in evidence.sources if latest and one.pk == latest.release_id), None)
    return list_lines(
        indicator, published_on=newest.published_on if newest else None, today=timezone.localdate()
    )


def _read_start(request: TownRequest) -> int:
    asked = request.GET.get("later", "")
    return int(asked) if asked in {str(one) for one in STARTS} else 0


def _show_curves(evidence: Evidence, starts_in: int) -> dict[str, Any]:
    """Return the two curves, drawn and in words, and what became of each gap."""
    measure = evidence.reading.measure
    curves = evidence.make_curves(starts_in)
    csv_url = reverse("measure_csv", kwargs={"slug": measure.slug})
    charts = list_charts(evidence, curves)
    drawn = {name: find_drawing(chart, csv_url=csv_url) for name, chart in charts.items()}
    levels = words.tell_levels(evidence, curves, starts_in)
    gaps = words.tell_gaps(curves, starts_in)
    gap_paths = words.tell_gap_paths(evidence)
    return {
        "drawings": drawn,
        "is_awaited": any(is_awaited(one) for one in drawn.values()),
        "levels": [(one, drawn.get(one.chart)) for one in levels],
        # Side by side only where neither half would stand empty.
        "are_both_drawn": all(any(one.chart in drawn for one in told) for told in (levels, gaps)),
        "gap_curves": [(one, drawn.get(one.chart)) for one in gaps],
        "gap_stories": [
            (one, words.make_gap_table(one)) for one in curves.gaps if len(one.series.points) > 1
        ],
        "gap_now": curves.gaps[0] if curves.gaps else None,
        "gap_ends": words.say_gap_ends(curves.gaps[0].series) if curves.gaps else "",
        "gap_sentence": gap_sentence(evidence.gap) if evidence.gap else "",
        "gap_paths": gap_paths,
        "equiplots": [drawing for name, drawing in drawn.items() if name.startswith("groups")],
        "trends": words.tell_trends(evidence),
        "starts": STARTS,
        "starts_in": starts_in,
        "has_path": any(curve.path for _name, curve in _list_curves(curves)),
        "has_curve": bool(gap_paths) or any(one.chart for one in (*levels, *gaps)),
        "directions": words.tell_directions(evidence),
        "change_unit": difference_unit(measure.indicator.unit) if measure.indicator else "",
        "gap_unit": difference_unit(measure.gap_indicator.unit) if measure.gap_indicator else "",
        "gap_difference_unit": difference_unit(curves.gaps[0].series.unit) if curves.gaps else "",
    }


def _list_curves(curves: Any) -> list[tuple[str, Any]]:
    levels = [("level", one.curve) for one in curves.levels]
    return levels + [("gap", one.absolute) for one in curves.gaps if one.absolute]


def _show_places(evidence: Evidence) -> dict[str, Any]:
    """Return what can be said of the town beside each place; why nothing can, where that is so."""
    comparison, latest = evidence.comparison, evidence.reading.latest
    if latest is None or not comparison.beside:
        return {"beside_table": None}
    reason = why_no_word(latest, comparison.comparing, len(comparison.beside) + 1)
    return {
        "beside_table": words.make_beside_table(evidence),
        "beside_method": reason or method_in_words(comparison.comparing, latest),
        "ranks": words.list_rank_sentences(comparison),
    }


def _say_may(request: TownRequest, measure: ImpactMeasure) -> dict[str, bool]:
    """Return what the reader may change here, and whether they see who owns it."""
    return {
        "can_keep": may(request, Ability.KEEP_FRAMEWORK),
        "can_count": may(request, Ability.KEEP_NUMBERS),
        "can_note": may_note(request, measure),
        "is_inside": may(request, Ability.SEE_DESK),
    }


def _show_feeds(request: TownRequest, measure: ImpactMeasure) -> dict[str, Any]:
    """Return where its figures are fetched, for those who are signed in."""
    indicators = {one for one in (measure.indicator_id, measure.gap_indicator_id) if one}
    if not indicators or not may(request, Ability.SEE_DESK):
        return {"has_feeds_page": False}
    feeds = list_feeds_of(town=request.town, indicators=indicators)
    return {
        "has_feeds_page": True,
        "feeds": [(str(one), find_address("feed_detail", pk=one.pk)) for one in feeds],
        "feeds_url": find_address("feed_list"),
        "health_url": find_address("source_health"),
    }
