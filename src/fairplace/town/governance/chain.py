"""Joins decisions, actions and risks to the chain, and asks whether groups decide and do as promised."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.rules import (
    Chain,
    Check,
    Fault,
    Key,
    Kind,
    Record,
    Tie,
    register_check,
    register_kind,
    register_ties,
)
from fairplace.town.governance.models import (
    Action,
    ActionSubject,
    Decision,
    DecisionSubject,
    Meeting,
    Risk,
)
from fairplace.town.measures.chain import MEASURE
from fairplace.town.measures.queries import list_readings
from fairplace.town.partners.chain import GROUP
from fairplace.town.partners.models import Group, Membership
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address

DECISION, ACTION, RISK = "decision", "action", "risk"
HALF_A_YEAR = timedelta(days=183)
CLOSED = (Action.State.DONE, Action.State.STOPPED)
MEANT = (Decision.State.OPEN, Decision.State.DECIDED)


def _pointed(rows: Iterable[tuple[int, str, str]], word: str) -> dict[int, list[tuple[Key, str]]]:
    found: dict[int, list[tuple[Key, str]]] = {}
    for owner, kind, code in rows:
        found.setdefault(owner, []).append(((kind, code), word))
    return found


def _list_decisions(town: Town) -> list[Record]:
    subjects = DecisionSubject.objects.filter(decision__town=town).order_by("pk")
    above = _pointed(subjects.values_list("decision", "kind", "code"), _("is about"))
    decisions = Decision.objects.filter(town=town, state__in=MEANT).select_related("group", "item")
    return [
        Record(
            DECISION,
            one.code,
            one.title,
            find_address("decision_detail", number=one.number),
            one.code,
            tuple(above.get(one.pk, ())),
            _say_of_decision(one),
            is_public=not _is_restricted(one),
            is_demonstration=one.is_demonstration,
        )
        for one in decisions.order_by("number")
    ]


def _say_of_decision(one: Decision) -> tuple[tuple[str, str], ...]:
    said = [(_("Group"), one.group.name), (_("State"), str(Decision.State(one.state).label))]
    if one.decided_at:
        said.append((_("Day"), formats.date_format(timezone.localtime(one.decided_at), "j F Y")))
    if one.proved:
        said.append((_("Proved"), str(Decision.Proved(one.proved).label)))
    return tuple(said)


def _is_restricted(decision: Decision) -> bool:
    return decision.is_restricted or bool(decision.item and decision.item.is_restricted)


# What a record needs of an action. Whole actions with what they came from would take twice as long.
COLUMNS = (
    "pk", "number", "title", "group__name", "state", "due_on", "counts_what", "count", "denominator",
    "denominator_what", "is_demonstration", "item__is_restricted", "decision__number", "decision__state",
    "decision__is_restricted", "decision__item__is_restricted",
)  # fmt: skip
RESTRICTED = ("item__is_restricted", "decision__is_restricted", "decision__item__is_restricted")


def _list_actions(town: Town) -> Iterator[Record]:
    subjects = ActionSubject.objects.filter(action__town=town).order_by("pk")
    above = _pointed(subjects.values_list("action", "kind", "code"), _("serves"))
    carries_out, page = _("carries out"), find_address("action_list")
    words = (_("Group"), _("State"), _("Due"))
    states = {state.value: str(state.label) for state in Action.State}
    for one in Action.objects.filter(town=town).order_by("number").values(*COLUMNS):
        decided = one["decision__state"] in MEANT
        decision = (((DECISION, f"D{one['decision__number']}"), carries_out),) if decided else ()
        code = f"A{one['number']}"
        yield Record(
            ACTION,
            code,
            one["title"],
            f"{page}{code}/" if page else "",
            code,
            (*above.get(one["pk"], ()), *decision),
            _say_of_action(one, words, states),
            # What came from something restricted would give it away.
            is_public=not any(one[name] for name in RESTRICTED),
            is_demonstration=one["is_demonstration"],
        )


def _say_of_action(
    one: dict[str, Any], words: tuple[str, str, str], states: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Say what everybody may know of an action: no names. A number comes with what it is out of."""
    values = (one["group__name"], states[one["state"]], _say_day(one["due_on"]))
    said = list(zip(words, values, strict=True))
    if one["count"] is not None:
        told = {"count": one["count"], "of": one["denominator"], "what": one["denominator_what"]}
        said.append((one["counts_what"], _("%(count)s of %(of)s %(what)s") % told))
    return tuple(said)


def _list_risks(town: Town) -> list[Record]:
    rows = Risk.objects.filter(town=town, state=Risk.State.OPEN).select_related("group")
    return [
        Record(
            RISK,
            one.code,
            one.title,
            find_address("risk_detail", number=one.number),
            one.code,
            (((GROUP, one.group.slug), _("stands in the way of")),),
            ((_("Score"), _("%(score)s of 25") % {"score": one.score}),),
            is_public=False,
            is_demonstration=one.is_demonstration,
        )
        for one in rows.order_by("number")
    ]


def _list_ties(town: Town) -> Iterator[Tie]:
    decisions = Decision.objects.filter(town=town, state__in=MEANT).order_by("number")
    for number, state, group in decisions.values_list("number", "state", "group__slug"):
        word = _("took") if state == Decision.State.DECIDED else _("is to take")
        yield (GROUP, group), (DECISION, f"D{number}"), word
    actions = Action.objects.filter(town=town).order_by("number")
    for number, group in actions.values_list("number", "group__slug"):
        yield (GROUP, group), (ACTION, f"A{number}"), _("answers for")


def _open(town: Town):
    return Action.objects.filter(town=town).exclude(state__in=CLOSED)


def _working(town: Town):
    """Return the groups that do work of their own: those with actions, meetings or decisions on record."""
    return Group.objects.filter(town=town).filter(
        Exists(Action.objects.filter(group=OuterRef("pk")))
        | Exists(Meeting.objects.filter(series__group=OuterRef("pk")))
        | Exists(Decision.objects.filter(group=OuterRef("pk")))
    )


def _say_last(moment) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y") if moment else _("never")


def _find_silent_groups(town: Town, chain: Chain) -> Iterable[Fault]:
    since = timezone.now() - HALF_A_YEAR
    for one in _working(town).annotate(last=Max("decisions__decided_at")):
        last = one.last  # pyright: ignore[reportAttributeAccessIssue]  # annotated above
        if last is None or last < since:
            sentence = _("Its last decision: %(day)s.") % {"day": _say_last(last)}
            yield Fault("group-no-decision", (GROUP, one.slug), sentence, find_address("decision_add"))


def _find_unmet_groups(town: Town, chain: Chain) -> Iterable[Fault]:
    held = Q(series__meetings__starts_at__lte=timezone.now()) & ~Q(series__meetings__state="cancelled")
    for one in _working(town).annotate(last=Max("series__meetings__starts_at", filter=held)):
        last = one.last  # pyright: ignore[reportAttributeAccessIssue]  # annotated above
        if last is None or last < timezone.now() - HALF_A_YEAR:
            sentence = _("Its last meeting: %(day)s.") % {"day": _say_last(last)}
            fix_url = find_address("meeting_list", slug=one.slug)
            yield Fault("group-no-meeting", (GROUP, one.slug), sentence, fix_url)


def _find_leaderless(town: Town, chain: Chain) -> Iterable[Fault]:
    today = timezone.localdate()
    chaired = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=today),
        Q(until_on=None) | Q(until_on__gte=today),
        group=OuterRef("pk"),
        is_chair=True,
    )
    for slug in _working(town).filter(~Exists(chaired)).values_list("slug", flat=True):
        fix_url = find_address("member_list", slug=slug)
        yield Fault("group-no-chair", (GROUP, slug), _("Nobody chairs it today."), fix_url)


def _find_unowned(town: Town, chain: Chain) -> Iterable[Fault]:
    for number in _open(town).filter(owner=None).values_list("number", flat=True):
        fix_url = find_address("action_owner", number=number)
        yield Fault("action-no-owner", (ACTION, f"A{number}"), _("Nobody owns it."), fix_url)


def _find_silent_owners(town: Town, chain: Chain) -> Iterable[Fault]:
    waiting = _open(town).filter(with_chair_since__isnull=False, owner__isnull=False)
    for number, because in waiting.values_list("number", "with_chair_because"):
        fix_url = find_address("action_owner", number=number)
        sentence = because or _("Its owner is silent.")
        yield Fault("action-silent", (ACTION, f"A{number}"), sentence, fix_url)


def _find_loose_actions(town: Town, chain: Chain) -> Iterable[Fault]:
    open_codes = {f"A{number}" for number in _open(town).values_list("number", flat=True)}
    for record in chain.of_kind(ACTION):
        if record.id in open_codes and not chain.list_above(record.key):
            fix_url = find_address("action_edit", number=int(record.id[1:]))
            sentence = _("It serves no recommendation, no work, no measure and no decision.")
            yield Fault("action-no-link", record.key, sentence, fix_url)


def _find_late_actions(town: Town, chain: Chain) -> Iterable[Fault]:
    for number, due_on in _open(town).filter(due_on__lt=timezone.localdate()).values_list("number", "due_on"):
        sentence = _("It was due on %(day)s.") % {"day": _say_day(due_on)}
        fix_url = find_address("action_update", number=number)
        yield Fault("action-late", (ACTION, f"A{number}"), sentence, fix_url)


def _say_day(day: date) -> str:
    return formats.date_format(day, "j F Y")


def _find_unreviewed(town: Town, chain: Chain) -> Iterable[Fault]:
    late = Decision.objects.filter(
        town=town, state=Decision.State.DECIDED, reviewed_at=None, review_on__lt=timezone.localdate()
    )
    for number, day in late.values_list("number", "review_on"):
        sentence = _("It was to be looked at again by %(day)s.") % {"day": _say_day(day)}
        fix_url = find_address("decision_review", number=number)
        yield Fault("decision-review-passed", (DECISION, f"D{number}"), sentence, fix_url)


def _find_unanswered_worsening(town: Town, chain: Chain) -> Iterable[Fault]:
    """Return the measures that get worse by the test, and that no decision or action stands under."""
    worse = [one.measure.slug for one in list_readings(town=town) if one.verdict == "worse"]
    for slug in worse:
        key = (MEASURE, slug)
        if key not in chain.records:
            continue
        near = {kind for kind, _id in chain.list_below(key)}
        if not near & {DECISION, ACTION}:
            sentence = _("It is getting worse, and no decision or action speaks of it.")
            yield Fault("worse-no-answer", key, sentence, find_address("decision_add"))


def _check(code: str, name, why, fix, find, *, ability: Ability = Ability.LEAD_GROUPS, **fields) -> None:
    register_check(Check(code, name, why, fix, find, ability, **fields))


register_kind(Kind(DECISION, 74, gettext_lazy("Decision"), gettext_lazy("Decisions"), _list_decisions))
register_kind(Kind(ACTION, 76, gettext_lazy("Action"), gettext_lazy("Actions"), _list_actions))
register_kind(Kind(RISK, 95, gettext_lazy("Risk or issue"), gettext_lazy("Risks and issues"), _list_risks))
register_ties("doings of groups", _list_ties)
_check(
    "worse-no-answer",
    gettext_lazy("Measure getting worse that nobody speaks of"),
    gettext_lazy("A number that worsens unanswered says that watching is all we do."),
    gettext_lazy("Put it before a group"),
    _find_unanswered_worsening,
    about=MEASURE,
)
_check(
    "group-no-decision",
    gettext_lazy("Group with no decision in six months"),
    gettext_lazy("A group that decides nothing only listens."),
    gettext_lazy("Put something to decision"),
    _find_silent_groups,
)
_check(
    "group-no-meeting",
    gettext_lazy("Group that has not met in six months"),
    gettext_lazy("What nobody meets about drifts apart."),
    gettext_lazy("Plan a meeting"),
    _find_unmet_groups,
)
_check(
    "group-no-chair",
    gettext_lazy("Group without a chair"),
    gettext_lazy("Without a chair nobody calls the meeting or takes up what is left lying."),
    gettext_lazy("Say who chairs it"),
    _find_leaderless,
    ability=Ability.KEEP_GROUPS,
)
_check(
    "decision-review-passed",
    gettext_lazy("Decision past its review date"),
    gettext_lazy("Only a look back tells whether a decision was right."),
    gettext_lazy("Say what happened"),
    _find_unreviewed,
)
_check(
    "action-no-owner",
    gettext_lazy("Action with no owner"),
    gettext_lazy("What everybody should do, nobody does."),
    gettext_lazy("Name an owner"),
    _find_unowned,
)
_check(
    "action-silent",
    gettext_lazy("Action whose owner left or is silent"),
    gettext_lazy("A name beside an action is not yet somebody who does it."),
    gettext_lazy("Ask them, or give it to somebody else"),
    _find_silent_owners,
)
_check(
    "action-late",
    gettext_lazy("Action past its last day"),
    gettext_lazy("A day that passes without a word takes the meaning from all others."),
    gettext_lazy("Say how it goes"),
    _find_late_actions,
)
_check(
    "action-no-link",
    gettext_lazy("Action that serves nothing on the chain"),
    gettext_lazy("Work that leads to no promise is either in the wrong plan, or its link was forgotten."),
    gettext_lazy("Say what it serves"),
    _find_loose_actions,
)
