from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.chain.queries import get_chain, get_trace
from fairplace.town.chain.rules import KINDS, Key, Record, name_of
from fairplace.town.chain.trace import Line, Trace, as_json
from fairplace.town.framework.chain import VISION
from fairplace.town.people.access import get_origin, may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.findings import Finding, find, trace_url

RECORDS_A_PAGE = 50


@require_safe
def trace_list(request: TownRequest) -> HttpResponse:
    """Let people find the record that they want to follow."""
    chain = get_chain(town=request.town)
    shown = chain if may(request, Ability.SEE_DESK) else chain.only_public()
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    counts = {code: len(list(shown.of_kind(code))) for code in KINDS}
    kinds = sorted(KINDS.values(), key=lambda one: one.position)
    found = [one for one in shown.records.values() if _fits(one, words, kind)]
    context = {
        "kinds": [(one, counts[one.code]) for one in kinds if counts[one.code]],
        "page": Paginator(found, RECORDS_A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "kind": kind,
    }
    context["records"] = [(one, trace_url(one), name_of(one)[0]) for one in context["page"]]
    return render(request, "reports/trace_list.html", context)


def _fits(record: Record, words: str, kind: str) -> bool:
    text = f"{record.code} {record.name}".casefold()
    return (not kind or record.kind == kind) and all(word in text for word in words.casefold().split())


@require_safe
def trace_detail(request: TownRequest, kind: str, code: str) -> HttpResponse:
    """Show the whole chain above and below one record, and what is missing or broken on it."""
    return render(request, "reports/trace_detail.html", _context(request, kind, code, _link))


@require_safe
def trace_report(request: TownRequest, kind: str, code: str) -> HttpResponse:
    """Show the same as a report to print: everything open, with the day."""
    return render(request, "reports/trace_report.html", _context(request, kind, code, _name))


@require_safe
def trace_json(request: TownRequest, kind: str, code: str) -> HttpResponse:
    """Hand out the same as JSON."""
    found = _trace(request, kind, code)
    origin = get_origin(request)
    return JsonResponse(as_json(found, origin), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _trace(request: TownRequest, kind: str, code: str) -> Trace:
    found = get_trace(town=request.town, start=(kind, code), public=not may(request, Ability.SEE_DESK))
    if found is None:
        raise Http404("There is no such record in force.")
    return found


def _context(request: TownRequest, kind: str, code: str, write: Callable[[Record], str]) -> dict:
    found = _trace(request, kind, code)
    # Ties may be thousands where records are hundreds: each end is written once.
    ends = {line.record.key: write(line.record) for line in found.lines}
    return {
        "trace": found,
        "record": found.record,
        "sections": [
            (section.title, [(line, trace_url(line.record), _ties(line, ends)) for line in section.lines])
            for section in found.sections
        ],
        "findings": _by_record(find(fault, record, request.abilities) for record, fault in found.faults),
        "count": len(found.faults),
        "is_inside": may(request, Ability.SEE_DESK),
        "today": timezone.localdate(),
    }


def _by_record(findings: Iterable[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Return the findings of each record together, the first of them standing for all."""
    grouped = [list(own) for _key, own in groupby(findings, key=lambda one: one.record.key)]
    return [(own[0], own) for own in grouped]


def _ties(line: Line, ends: Mapping[Key, str]) -> list[tuple[str, str]]:
    return [
        (word, format_html_join(", ", "{}", ((ends[end.key],) for end in there))) for word, there in line.ties
    ]


def _link(record: Record) -> SafeString:
    return format_html('<a href="{}">{}</a>', trace_url(record), _name(record))


def _name(record: Record) -> str:
    return _("the vision") if record.kind == VISION else record.short
