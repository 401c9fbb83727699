from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.governance.forms.duty import DutyFilterForm
from fairplace.town.governance.queries.desk import Seats, get_seats
from fairplace.town.governance.queries.duty import list_duties, list_owners
from fairplace.town.governance.rules.duty import SOURCES, Duty, DutyReader, Kind, choose
from fairplace.town.people.access import get_origin, may, requires
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest

A_PAGE = 50
ABILITIES: dict[str, Ability] = {
    Kind.PLEDGE: Ability.KEEP_PARTNERS,
    Kind.MAPPING: Ability.MAP,
    Kind.RESPONSE: Ability.KEEP_FRAMEWORK,
}
HEADINGS = ("what", "code", "title", "group", "owner", "every", "due_on", "overdue", "with_chair", "address")


@requires(Ability.SEE_DESK)
@require_safe
def duty_list(request: MemberRequest) -> HttpResponse:
    """List who owes what by when. Everybody sees their own and their groups'; the team sees all."""
    today = timezone.localdate()
    form, found = _find(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.urlencode()
    context = {
        "form": form,
        "page": page,
        "lines": [_line(one, today, may_do(request, one)) for one in page],
        "overdue": sum(one.is_overdue(today) for one in found),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "sees_all": get_duty_reader(request).sees_all,
        "csv_url": reverse("duty_csv") + (f"?{query}" if query else ""),
    }
    return render(request, "governance/duty_list.html", context)


def _line(duty: Duty, today: date, can_do: bool) -> dict[str, Any]:
    return {"duty": duty, "is_late": duty.is_overdue(today), "do_url": duty.do_url if can_do else ""}


@requires(Ability.SEE_DESK)
@require_safe
def duty_csv(request: MemberRequest) -> StreamingHttpResponse:
    """Hand out the duties that fit as CSV."""
    today, origin = timezone.localdate(), get_origin(request)
    rows = (_row(one, today, origin) for one in _find(request)[1])
    response = StreamingHttpResponse(stream_csv(HEADINGS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="duties-{request.town.slug}.csv"'
    return response


def _row(duty: Duty, today: date, origin: str) -> tuple[str, ...]:
    return (
        duty.kind_words,
        duty.code,
        duty.title,
        duty.group_name,
        duty.owner,
        duty.every,
        duty.due_on.isoformat(),
        _("yes") if duty.is_overdue(today) else _("no"),
        _("yes") if duty.with_chair else _("no"),
        origin + duty.url if duty.url else "",
    )


def _find(request: MemberRequest) -> tuple[DutyFilterForm, list[Duty]]:
    seen = list_duties(town=request.town, reader=get_duty_reader(request))
    groups = {one.group: one.group_name for one in seen if one.group}
    form = DutyFilterForm(
        request.GET, groups=sorted(groups.items(), key=lambda one: one[1]), people=list_owners(seen)
    )
    return form, choose(seen, form.chosen, timezone.localdate())


def get_duty_reader(request: MemberRequest) -> DutyReader:
    """Return whose duties the reader may see."""
    if may(request, Ability.KEEP_GROUPS) or may(request, Ability.READ_RESTRICTED):
        return DutyReader(request.user.pk, sees_all=True)
    return DutyReader(request.user.pk, get_own_seats(request).slugs)


def get_own_seats(request: MemberRequest) -> Seats:
    """Return the groups that the reader sits in; asked once a request."""
    kept = request.__dict__
    if "seats_of_reader" not in kept:
        today = timezone.localdate()
        kept["seats_of_reader"] = get_seats(town=request.town, person=request.user, day=today)
    return kept["seats_of_reader"]


def may_do(request: MemberRequest, duty: Duty) -> bool:
    """Return whether the reader may do what is owed, and not only read of it."""
    if duty.kind in ABILITIES:
        return may(request, ABILITIES[duty.kind])
    if duty.kind in SOURCES:
        ability = SOURCES[duty.kind].ability
        return duty.is_of(request.user.pk) or (ability is not None and may(request, ability))
    if may(request, Ability.KEEP_GROUPS):
        return True
    is_owner = duty.kind in {Kind.UPDATE, Kind.ACTION} and duty.is_of(request.user.pk)
    leads = may(request, Ability.LEAD_GROUPS) and duty.group in get_own_seats(request).led_slugs
    return is_owner or leads
