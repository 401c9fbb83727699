from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.governance.access import leads
from fairplace.town.governance.forms.meeting import SeriesForm
from fairplace.town.governance.models import Series
from fairplace.town.governance.operations.holding import MeetingRefused
from fairplace.town.governance.operations.meeting import (
    SERIES_FIELDS,
    add_series,
    save_series,
    subject_of_series,
)
from fairplace.town.governance.queries.finding import find_group
from fairplace.town.governance.views.meeting_reader import (
    group_of_series,
    group_or_404,
    series_or_404,
)
from fairplace.town.partners.models import Group
from fairplace.town.places.operations.saving import ChangedMeanwhile, describe
from fairplace.town.places.requests import MemberRequest, posted
from fairplace.town.places.views.clash import make_clash


@leads(find_group)
def series_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Give a group a series of meetings."""
    group = group_or_404(request, slug)
    form = SeriesForm(posted(request), taken=_names(group))
    if form.is_valid():
        try:
            series = add_series(by=request.user, group=group, values=form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("%(name)s is added. Plan its first meeting.") % {"name": series.name})
            return redirect("meeting_add", pk=series.pk)
    return render(request, "governance/series_edit.html", {"form": form, "group": group})


@leads(group_of_series)
def series_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a series."""
    series = series_or_404(request, pk)
    form = SeriesForm(posted(request), initial=_initial(series), taken=_names(series.group, without=series))
    clash = None
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            save_series(by=request.user, series=series, version=version, values=form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error("name", str(refused))
        except ChangedMeanwhile as changed:
            now = series_or_404(request, pk)
            clash = make_clash(
                form, now=_initial(now), one=changed.now, kind="series",
                subject=subject_of_series(now), town=request.town.slug,
            )  # fmt: skip
        else:
            messages.success(request, _("The series is saved."))
            return redirect("meeting_list", slug=series.group.slug)
    context = {"form": form, "group": series.group, "series": series, "clash": clash}
    return render(request, "governance/series_edit.html", context, status=409 if clash else 200)


def _initial(series: Series) -> dict:
    return describe(series, (*SERIES_FIELDS, "version"))


def _names(group: Group, without: Series | None = None) -> list[str]:
    return [one.name for one in group.series.all() if one != without]  # pyright: ignore[reportAttributeAccessIssue]
