"""Every duty of a town: who owes what, how often, and by when. A few questions, however many there are."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.framework.models import Response
from fairplace.town.governance.models import Action, Decision, Risk
from fairplace.town.governance.rules.action import add_months, next_update_on
from fairplace.town.governance.rules.duty import ALL, SOURCES, Duty, DutyFilter, DutyReader, Kind, choose
from fairplace.town.partners.models import CheckIn, Membership, Pledge
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment

CLOSED = (Action.State.DONE, Action.State.STOPPED)
A_YEAR = 12
Leads = dict[str, tuple[int | None, str]]


def list_duties(
    *,
    town: Town,
    chosen: DutyFilter | None = None,
    reader: DutyReader = ALL,
    day: date | None = None,
) -> list[Duty]:
    """Return what is owed in a town: by whom, how often, by which day; what is longest due first.

    `reader` sees all of it, or their own duties and those of the groups they sit in.
    """
    day = day or timezone.localdate()
    leads = list_chairs(town, day=day)
    found = [
        *_list_of_actions(town),
        *_list_of_decisions(town, leads),
        *_list_of_risks(town, leads),
        *_list_of_pledges(town),
        *_list_of_mappings(town),
        *_list_of_responses(town),
        *(one for source in SOURCES.values() for one in source.list_duties(town)),
    ]
    return choose((one for one in found if reader.may_see(one)), chosen or DutyFilter(), day)


def list_chairs(town: Town, *, day: date) -> Leads:
    """Return who chairs each group on a day, by the group's address: the key of an account, and a name."""
    seats = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=day),
        Q(until_on=None) | Q(until_on__gte=day),
        group__town=town,
        is_chair=True,
    )
    rows = seats.order_by("pk").values_list(
        "group__slug", "person", "person__name", "name", "organisation__name"
    )
    return {slug: (pk, account or name or partner) for slug, pk, account, name, partner in rows}


COLUMNS = (
    "pk", "number", "title", "group__slug", "group__name", "owner", "owner__name", "owner__email",
    "starts_on", "due_on", "every_months", "owned_since", "with_chair_since", "is_demonstration",
    "last_update_at",
)  # fmt: skip


def _list_of_actions(town: Town) -> Iterator[Duty]:
    helpers: dict[int, set[int]] = {}
    for action, person in Action.helpers.through.objects.filter(action__town=town).values_list(
        "action", "person"
    ):
        helpers.setdefault(action, set()).add(person)
    actions = Action.objects.filter(town=town).exclude(state__in=CLOSED)
    for one in actions.annotate(last_update_at=Max("updates__at")).values(*COLUMNS):
        number = {"number": one["number"]}
        about = {
            "title": one["title"],
            "code": f"A{one['number']}",
            "group": one["group__slug"],
            "group_name": one["group__name"],
            "owner": one["owner__name"] or one["owner__email"] or "",
            "person": one["owner"],
            "helpers": frozenset(helpers.get(one["pk"], ())),
            "page": ("action_detail", number),
            "do_page": ("action_update", number),
            "with_chair": one["with_chair_since"] is not None,
            "is_demonstration": one["is_demonstration"],
        }
        yield Duty(Kind.ACTION, due_on=one["due_on"], **about)
        last_at = one["last_update_at"]
        due_on = next_update_on(
            starts_on=one["starts_on"],
            last_update_on=timezone.localdate(last_at) if last_at else None,
            owned_on=timezone.localdate(one["owned_since"]),
            every_months=one["every_months"],
        )
        if due_on:
            yield Duty(Kind.UPDATE, due_on=due_on, every=_say_months(one["every_months"]), **about)


def _say_months(months: int) -> str:
    return ngettext("every month", "every %(n)s months", months) % {"n": months}


def _list_of_decisions(town: Town, leads: Leads) -> Iterator[Duty]:
    decided = Decision.objects.filter(
        town=town, state=Decision.State.DECIDED, review_on__isnull=False, reviewed_at=None
    )
    for one in decided.select_related("group"):
        assert one.review_on, "Only those with a day are asked for."
        pk, name = leads.get(one.group.slug, (None, ""))
        yield Duty(
            Kind.DECISION,
            one.title,
            one.review_on,
            one.code,
            one.group.slug,
            one.group.name,
            owner=name,
            person=pk,
            page=("decision_detail", {"number": one.number}),
            do_page=("decision_review", {"number": one.number}),
            is_demonstration=one.is_demonstration,
        )


def _list_of_risks(town: Town, leads: Leads) -> Iterator[Duty]:
    risks = Risk.objects.filter(town=town, state=Risk.State.OPEN, review_on__isnull=False)
    for one in risks.select_related("group", "owner"):
        assert one.review_on, "Only those with a day are asked for."
        pk, name = (one.owner.pk, str(one.owner)) if one.owner else leads.get(one.group.slug, (None, ""))
        yield Duty(
            Kind.RISK,
            one.title,
            one.review_on,
            one.code,
            one.group.slug,
            one.group.name,
            owner=name,
            person=pk,
            page=("risk_detail", {"number": one.number}),
            do_page=("risk_edit", {"number": one.number}),
            is_demonstration=one.is_demonstration,
        )


def _list_of_pledges(town: Town) -> Iterator[Duty]:
    """Return a check-in a year after the pledge was made, or last looked at; none once it is given up."""
    given_up = CheckIn.objects.filter(going=CheckIn.Going.GIVEN_UP).values("pledge")
    held = Pledge.objects.filter(
        organisation__town=town, organisation__archived_on=None, ended_on=None
    ).exclude(pk__in=given_up)
    for one in held.select_related("organisation").annotate(looked_at=Max("check_ins__at")):
        looked_at = one.looked_at  # pyright: ignore[reportAttributeAccessIssue]  # annotated above
        last_on = timezone.localdate(looked_at) if looked_at else one.made_on
        code = one.organisation.code
        yield Duty(
            Kind.PLEDGE,
            one.text,
            add_months(last_on, A_YEAR),
            owner=one.organisation.name,
            every=_("every year"),
            page=("organisation_detail", {"code": code}),
            do_page=("check_in", {"code": code, "pk": one.pk}),
            is_demonstration=one.organisation.is_demonstration,
        )


def _list_of_mappings(town: Town) -> Iterator[Duty]:
    due = Alignment.objects.filter(
        review_on__isnull=False,
        workstream__town=town,
        workstream__archived_on=None,
        recommendation__framework__is_current=True,
        recommendation__archived_on=None,
    )
    for one in due.select_related("recommendation", "workstream__group", "workstream__lead"):
        assert one.review_on, "Only those with a day are asked for."
        work, advice = one.workstream, one.recommendation
        page = ("mapping_cell", {"recommendation": advice.code, "workstream": work.code})
        yield Duty(
            Kind.MAPPING,
            _("How far %(work)s carries %(advice)s") % {"work": work.name, "advice": advice.code},
            one.review_on,
            f"{advice.code} × {work.code}",
            work.group.slug if work.group else "",
            work.group.name if work.group else "",
            owner=work.owner or (work.lead.name if work.lead else ""),
            page=page,
            do_page=page,
            is_demonstration=work.is_demonstration,
        )


def _list_of_responses(town: Town) -> Iterator[Duty]:
    promised = Response.objects.filter(
        due_on__isnull=False,
        answer__in=(Response.Answer.ACCEPTED, Response.Answer.ADAPTED),
        recommendation__framework__town=town,
        recommendation__framework__is_current=True,
        recommendation__archived_on=None,
    )
    for one in promised.select_related("recommendation"):
        assert one.due_on, "Only those with a day are asked for."
        code = one.recommendation.code
        yield Duty(
            Kind.RESPONSE,
            one.recommendation.name,
            one.due_on,
            code,
            owner=one.owner,
            page=("recommendation_detail", {"code": code}),
            do_page=("response_edit", {"code": code}),
            is_demonstration=one.is_demonstration,
        )


def list_owners(duties: Iterable[Duty]) -> list[tuple[int, str]]:
    """Return the people who owe something, by name, to choose from."""
    found = {one.person: one.owner for one in duties if one.person is not None}
    return sorted(((pk, name) for pk, name in found.items()), key=lambda one: one[1])
