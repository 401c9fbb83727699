from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairplace.town.people.access import requires
from fairplace.town.people.exports import AUDIT_COLUMNS, audit_rows, stream_csv
from fairplace.town.people.forms import AuditFilterForm
from fairplace.town.people.models import AuditEvent
from fairplace.town.people.queries import list_audit_events
from fairplace.town.people.requests import PageRequest, slug_of
from fairplace.town.people.rules import Ability, list_changes

EVENTS_A_PAGE = 50


@requires(Ability.READ_AUDIT)
@require_safe
def audit_list(request: PageRequest) -> HttpResponse:
    """Show who did what in this town, and what it was before."""
    form, events = _find(request)
    page = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "events": [_describe(event) for event in page],
        "is_filtered": any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "people/audit_list.html", context)


@requires(Ability.READ_AUDIT)
@require_safe
def audit_csv(request: PageRequest) -> StreamingHttpResponse:
    """Hand out what the list shows, whole, as CSV."""
    _, events = _find(request)
    lines = stream_csv(AUDIT_COLUMNS, audit_rows(events.iterator(chunk_size=500)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{slug_of(request) or "fairplace"}.csv"'
    return response


def _find(request: PageRequest):
    form = AuditFilterForm(request.GET, town=slug_of(request))
    form.is_valid()
    return form, list_audit_events(town=slug_of(request), **form.as_filter())


def _describe(event: AuditEvent) -> dict:
    who = str(event.by or "Fairplace")
    return {
        "event": event,
        "who": who,
        # "Ada signed in" says it all; "Ada signed in: Ada" would not say more.
        "what": "" if event.subject == who else event.subject,
        "changes": list_changes(event.before, event.after),
    }
