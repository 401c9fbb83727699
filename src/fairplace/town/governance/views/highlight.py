from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.documents.answers import Kind, answer
from fairplace.town.documents.html import show_blocks
from fairplace.town.documents.levels import put_below
from fairplace.town.documents.markdown import read_markdown
from fairplace.town.governance.access import leads, may_lead
from fairplace.town.governance.forms.highlight import HighlightForm, PeriodForm, get_initial
from fairplace.town.governance.highlight import (
    get_data,
    list_sections,
    make_highlight,
    make_table,
    say_more,
    say_period,
)
from fairplace.town.governance.models import HighlightReport
from fairplace.town.governance.operations.highlight import (
    ReportRefused,
    begin_highlight,
    publish_highlight,
    write_highlight,
)
from fairplace.town.governance.queries.finding import find_group
from fairplace.town.governance.queries.highlight import find_highlight, list_highlights, propose_days
from fairplace.town.partners.models import Group
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.views.clash import make_clash
from fairplace.town.ui.reading import tell_reading_age

KIND = "highlight report"


def group_of(town, slug: str, **_others) -> Group | None:
    """Return the group that the address names."""
    return find_group(town, slug)


@require_safe
def highlight_list(request: TownRequest, slug: str) -> HttpResponse:
    """List a group's highlight reports: published ones to everybody, drafts to those inside."""
    group = _find_group(request, slug)
    context = {
        "group": group,
        "reports": list_highlights(group, drafts=may(request, Ability.SEE_DESK)),
        "can_lead": may_lead(request, group),
    }
    return render(request, "governance/highlight_list.html", context)


@leads(group_of)
def highlight_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a report: the days are proposed, and can be changed."""
    group = _find_group(request, slug)
    since, until = propose_days(group)
    form = PeriodForm(request.POST or None, initial={"since_on": since, "until_on": until})
    if form.is_valid():
        said = form.cleaned_data
        report = begin_highlight(by=request.user, group=group, since=said["since_on"], until=said["until_on"])
        return redirect("highlight_edit", slug=slug, pk=report.pk)
    return render(request, "governance/highlight_add.html", {"group": group, "form": form})


@require_safe
def highlight_detail(request: TownRequest, slug: str, pk: int) -> HttpResponse:
    """Show one report on one page."""
    report = _find(request, slug, pk)
    data, is_inside = get_data(report), may(request, Ability.SEE_DESK)
    context = {
        "report": report,
        "data": data,
        "period": say_period(data),
        "summary": _show(report.summary),
        "next_steps": _show(report.next_steps),
        "asks": _show(report.asks),
        "sections": list_sections(data, is_inside=is_inside),
        "table": make_table(data),
        "more": say_more(data),
        "reading": tell_reading_age(_own_words(report)) if is_inside else None,
        "can_edit": may_lead(request, report.group) and report.published_at is None,
    }
    return render(request, "governance/highlight_detail.html", context)


@leads(group_of)
def highlight_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Write what the records do not say."""
    report = _find(request, slug, pk)
    form = HighlightForm(request.POST or None, initial=get_initial(report))
    context = {"report": report, "group": report.group, "form": form}
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            write_highlight(by=request.user, report=report, version=values.pop("version"), values=values)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, HighlightReport), "A report was read."
            context["clash"] = make_clash(
                form, now=get_initial(now), one=now, kind=KIND, subject=str(pk), town=request.town.slug
            )
        else:
            messages.success(request, _("The report is saved."))
            return redirect("highlight_detail", slug=slug, pk=pk)
    status = 409 if "clash" in context else 200
    return render(request, "governance/highlight_edit.html", context, status=status)


@require_POST
@leads(group_of)
def highlight_publish(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Publish a report as the reader saw it."""
    report = _find(request, slug, pk)
    asked = request.POST.get("version", "")
    try:
        publish_highlight(by=request.user, report=report, version=int(asked) if asked.isdecimal() else 0)
        messages.success(request, _("The report is published. It stays as it is now."))
    except ReportRefused as refused:
        messages.error(request, str(refused))
    except ChangedMeanwhile:
        messages.error(request, _("Somebody changed the report meanwhile. Read it again, then publish it."))
    return redirect("highlight_detail", slug=slug, pk=pk)


@require_safe
def highlight_file(request: TownRequest, slug: str, pk: int, kind: Kind) -> HttpResponse:
    """Return a report as a PDF or as a Word document."""
    report = _find(request, slug, pk)
    document = make_highlight(report, is_inside=may(request, Ability.SEE_DESK))
    return answer(document, kind, f"{slug} highlights {report.until_on:%Y-%m-%d}")


def _show(text: str) -> SafeString:
    return show_blocks(put_below(read_markdown(text), 2))


def _own_words(report: HighlightReport) -> str:
    return "\n\n".join((report.summary, report.next_steps, report.asks))


def _find_group(request: TownRequest, slug: str) -> Group:
    group = find_group(request.town, slug)
    if group is None:
        raise Http404("There is no such group.")
    return group


def _find(request: TownRequest, slug: str, pk: int) -> HighlightReport:
    report = find_highlight(_find_group(request, slug), pk)
    if report is None or not (report.published_at or may(request, Ability.SEE_DESK)):
        raise Http404("There is no such report.")
    return report
