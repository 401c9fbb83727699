"""What was sent in, who may see it, and what its rows are read against."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.equity.sources import NotLoaded
from fairplace.equity.sources.written_periods import read_period
from fairplace.town.feeds.models import PeriodLock, Submission, SubmissionStep
from fairplace.town.feeds.owners import list_owned
from fairplace.town.feeds.queries.feed import list_kept_places
from fairplace.town.feeds.rules.cells import Land
from fairplace.town.feeds.rules.oddity import Past
from fairplace.town.feeds.rules.protection import Terms
from fairplace.town.feeds.rules.publications import Published, as_published
from fairplace.town.feeds.rules.submitting import Days, Frame
from fairplace.town.feeds.rules.taking import SEX, plain
from fairplace.town.indicators.models import Dimension, Indicator, Observation, Subgroup
from fairplace.town.partners.models import Organisation
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.people.rules import ROLES, Ability
from fairplace.town.places.models import Place, Town
from fairplace.town.places.queries import get_abilities
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.pieces import cut_in_pieces

KIND = "submission"
State = Submission.State
OPEN = (State.DRAFT, State.RETURNED)
# What somebody does who prepares figures: nobody approves what they prepared.
PREPARING = ("began", "changed", "brought a file for", "changed rows of", "sent in")


def list_organisations_of(*, town: Town, person: Person) -> list[Organisation]:
    """Return the organisations that the person speaks for now."""
    today = timezone.localdate()
    sits = Q(memberships__person=person) & (
        Q(memberships__until_on=None) | Q(memberships__until_on__gte=today)
    )
    found = Organisation.objects.filter(Q(seats__person=person) | sits, town=town, archived_on=None)
    return list(found.distinct())


def _own(*, town: Town, person: Person) -> Q:
    ours = [one.pk for one in list_organisations_of(town=town, person=person)]
    return Q(made_by=person) | Q(organisation__in=ours)


def list_seen(*, town: Town, person: Person) -> QuerySet[Submission]:
    """Return what the person may see: all of it, their own organisation's, or of measures that they own."""
    found = Submission.objects.filter(town=town).select_related("indicator", "organisation", "made_by")
    abilities = get_abilities(person=person, town=town)
    if abilities & {Ability.KEEP_NUMBERS, Ability.UNLOCK_NUMBERS}:
        return found
    own = _own(town=town, person=person) if Ability.SEND_NUMBERS in abilities else Q(made_by=person)
    return found.filter(own | Q(indicator__in=list_owned(town=town, person=person)))


def list_submissions(*, town: Town, person: Person, show: str = "all") -> list[Submission]:
    """Return what the person may see: all, "mine", or what is "waiting" to be checked; newest first."""
    found = list_seen(town=town, person=person)
    if show == "mine":
        found = found.filter(_own(town=town, person=person))
    if show == "waiting":
        found = found.filter(state=State.SUBMITTED)
    number = found.annotate(number_of_rows=Count("rows"))
    return list(number.order_by("-made_at", "-pk"))


def list_for_desk(*, town: Town, person: Person) -> list[Submission]:
    """Return what waits for this person: figures to be checked, and their own that came back with a note."""
    seen = list_seen(town=town, person=person)
    found = list(seen.filter(_own(town=town, person=person), state=State.RETURNED))
    if Ability.KEEP_NUMBERS in get_abilities(person=person, town=town):
        events = AuditEvent.objects.filter(town=town.slug, kind=KIND, verb__in=PREPARING, by=person)
        prepared = {int(one) for one in events.values_list("subject", flat=True)}
        to_check = seen.filter(state=State.SUBMITTED).exclude(made_by=person)
        found += [one for one in to_check if one.pk not in prepared]
    return found


def get_submission(*, town: Town, person: Person, pk: int) -> Submission | None:
    """Return a submission that the person may see."""
    found = list_seen(town=town, person=person).select_related("release", "approved_by", "town__place")
    return found.filter(pk=pk).first()


def may_prepare(*, person: Person, submission: Submission) -> bool:
    """Return whether the person may change and send it in: whoever began it, or their organisation."""
    if Ability.SEND_NUMBERS not in get_abilities(person=person, town=submission.town):
        return False
    own = _own(town=submission.town, person=person)
    return Submission.objects.filter(own, pk=submission.pk).exists()


def has_prepared(*, person: Person, submission: Submission) -> bool:
    """Return whether the person had a hand in the figures, so that somebody else must check them."""
    if submission.made_by_id == person.pk:
        return True
    return AuditEvent.objects.filter(
        town=submission.town.slug, kind=KIND, subject=str(submission.pk), verb__in=PREPARING, by=person
    ).exists()


def list_checkers(*, submission: Submission) -> list[Person]:
    """Return who may check it: analysts who did not prepare it, and administrators where there are none."""
    able = [code for code, role in ROLES.items() if Ability.KEEP_NUMBERS in role.abilities]
    people = Person.objects.filter(
        is_active=True, appointments__town=submission.town, appointments__role__in=able
    ).distinct()
    free = [one for one in people if not has_prepared(person=one, submission=submission)]
    analysts = set(
        people.filter(appointments__role="analyst", appointments__town=submission.town).values_list(
            "pk", flat=True
        )
    )
    return [one for one in free if one.pk in analysts] or free


def list_senders(*, submission: Submission) -> list[Person]:
    """Return who began it, and who sent it in last."""
    sent = SubmissionStep.objects.filter(submission=submission, after=State.SUBMITTED, by__is_active=True)
    last = sent.order_by("-at", "-pk").select_related("by").first()
    found = [submission.made_by, last.by if last else None]
    return list({one.pk: one for one in found if one and one.is_active}.values())


def list_local_indicators(*, town: Town) -> list[Indicator]:
    """Return the indicators that are the town's own."""
    return list(Indicator.objects.filter(town=town).order_by("name"))


def kind_of(indicator: Indicator) -> str:
    """Return what sort of number an indicator's template holds."""
    told = {Indicator.Form.PROPORTION: "percent", Indicator.Form.RATE: "rate", Indicator.Form.MEAN: "mean"}
    return told.get(Indicator.Form(indicator.form)) or indicator.card.get("kind", "mean")


def get_frame(*, submission: Submission) -> Frame:
    """Return what the rows are read against: places, groups, periods as written before, and locks."""
    town, indicator = submission.town, submission.indicator
    parts: dict[str, dict[str, str]] = {}
    for dimension, code, name in Subgroup.objects.exclude(dimension__code=SEX).values_list(
        "dimension__code", "code", "name"
    ):
        parts.setdefault(dimension, {}).update({plain(name): code, plain(code): code})
    written = Observation.objects.filter(indicator=indicator).order_by()
    return Frame(
        kind=kind_of(indicator),
        per=indicator.per,
        threshold=indicator.threshold,
        lowest=indicator.lowest,
        highest=indicator.highest,
        places=list_kept_places(town=town, with_neighbourhoods=True),
        parts=parts,
        dimensions=dict(Dimension.objects.values_list("code", "name")),
        written={
            (first, last): period
            for first, last, period in written.values_list("starts_on", "ends_on", "period").distinct()
        },
        locks=_say_locks(submission),
    )


def _say_locks(submission: Submission) -> dict[str | Days, str]:
    locks = PeriodLock.objects.filter(town=submission.town, indicator=submission.indicator, unlocked_at=None)
    found: dict[str | Days, str] = {}
    for lock in locks:
        day = date_format(timezone.localtime(lock.locked_at), "j F Y")
        said = _("The figures of %(period)s are approved and locked since %(day)s.")
        who = _("An administrator can unlock them, with a reason.")
        found[lock.period] = f"{said % {'period': lock.period, 'day': day}} {who}"
        days = read_days(lock.period)
        if days:
            found[days] = found[lock.period]
    return found


def read_days(period: str) -> Days | None:
    """Return the days that a period covers as it is written; None where the words do not tell."""
    try:
        read = read_period(period)
    except NotLoaded:
        return None
    return read.starts_on, read.ends_on


def list_past(*, submission: Submission) -> list[Past]:
    """Return every number of the indicator that is published now."""
    rows = Observation.objects.filter(indicator=submission.indicator).values_list(
        "place__code", "starts_on", "ends_on", "subgroup__dimension__code", "subgroup__code",
        "period", "value", "lower", "upper", "count", "denominator",
    )  # fmt: skip
    return [
        Past(place, first, last, dimension or "", subgroup or "", *rest)
        for place, first, last, dimension, subgroup, *rest in rows
    ]


def get_terms(*, submission: Submission) -> Terms:
    """Return how the figures are protected, with the places that are parts of each other."""
    names = list_kept_places(town=submission.town, with_neighbourhoods=True)
    wholes = Place.objects.filter(code__in=names).exclude(parent=None)
    land = Land(
        names,
        {code: (whole, kind) for code, whole, kind in wholes.values_list("code", "parent__code", "kind")},
        cut_in_pieces(get_geography(town=submission.town), submission.town.place.code),
    )
    indicator = submission.indicator
    return Terms(kind_of(indicator), indicator.per, indicator.threshold, land)


def list_rows_of(submission: Submission) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows that mean something, with their positions."""
    return [
        (position, values)
        for position, values in submission.rows.order_by("position").values_list("position", "values")
        if values
    ]


def list_published(*, submission: Submission, terms: Terms) -> list[Published]:
    """Return the counts behind everything that was published of the indicator, oldest first.

    What came otherwise than by a submission, such as the town's total from a pack, comes first.
    """
    earlier = Submission.objects.filter(indicator=submission.indicator, state=State.PUBLISHED)
    earlier = list(earlier.exclude(pk=submission.pk).select_related("release").order_by("published_at", "pk"))
    others = Observation.objects.filter(indicator=submission.indicator).exclude(
        release__in=[one.release.pk for one in earlier if one.release]
    )
    found = [
        as_published([(0, row) for row in _plain(others)], (), terms, name=_("what publishers brought")),
        *(as_published(list_rows_of(one), one.hidden, terms, name=_name(one)) for one in earlier),
    ]
    return [one for one in found if one.cells]


def _name(submission: Submission) -> str:
    day = submission.published_at
    assert day is not None, "What is published was published on a day."
    said = _("“%(title)s” of %(day)s")
    return said % {"title": submission.title, "day": date_format(timezone.localtime(day), "j F Y")}


def _plain(observations: QuerySet[Observation]) -> Iterable[dict[str, Any]]:
    names = ("period", "value", "count", "denominator", "flag")
    rows = observations.values_list(
        "place__code", "starts_on", "ends_on", "subgroup__dimension__code", "subgroup__code", *names
    )
    for place, first, last, dimension, subgroup, *rest in rows:
        yield {
            "place": place,
            "starts_on": _iso(first),
            "ends_on": _iso(last),
            "dimension": dimension or "",
            "subgroup": subgroup or "",
            **dict(zip(names, rest, strict=True)),
        }


def _iso(day: date) -> str:
    return day.isoformat()


def list_locks(*, town: Town) -> list[PeriodLock]:
    """Return every lock there is or was, those that hold first."""
    found = PeriodLock.objects.filter(town=town).select_related("indicator", "locked_by", "unlocked_by")
    return sorted(found, key=lambda one: (one.unlocked_at is not None, one.indicator.name, one.period))


def list_places(*, town: Town) -> list[tuple[str, str]]:
    """Return code and name of the places whose figures the town keeps, its own first."""
    found = list_kept_places(town=town, with_neighbourhoods=True)
    own = town.place.code
    return sorted(found.items(), key=lambda one: (one[0] != own, one[1]))


def list_begun_rows(*, submission: Submission) -> list[dict[str, str]]:
    """Return rows to be filled in: the places and groups of the newest period again, one period later.

    Where nothing was published yet: the town and its neighbourhoods, for the year before this one.
    """
    known = [one for one in list_past(submission=submission) if one.ends_on]
    if not known:
        period = str(timezone.localdate().year - 1)
        wanted = Place.objects.filter(Q(pk=submission.town.place_id) | Q(parent=submission.town.place_id))
        return [
            {"place": code, "period": period}
            for code in wanted.order_by("kind", "code").values_list("code", flat=True)
        ]
    newest = max(known, key=lambda one: (one.ends_on, one.starts_on))
    names = dict(Dimension.objects.values_list("code", "name"))
    parts = {(one.dimension.code, one.code): one.name for one in Subgroup.objects.select_related("dimension")}
    lines = sorted(
        one.line for one in known if (one.starts_on, one.ends_on) == (newest.starts_on, newest.ends_on)
    )
    return [
        {
            "place": place,
            "period": next_period(newest.period),
            "dimension": names.get(dimension, ""),
            "subgroup": parts.get((dimension, subgroup), ""),
        }
        for place, dimension, subgroup in lines
    ]


def next_period(period: str) -> str:
    """Return the year after: 2024 after 2023, 2024/25 after 2023/24; nothing where it is no year."""
    first, _slash, second = period.partition("/")
    if not (first.isdecimal() and len(first) == 4):  # a year has four digits
        return ""
    if not second:
        return str(int(first) + 1) if period == first else ""
    return f"{int(first) + 1}/{(int(first) + 2) % 100:02}" if second.isdecimal() else ""
