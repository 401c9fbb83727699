"""What a review comes to, in sentences: which measures passed a test, what was decided of them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.telling import Assessed, Told

BETTER, WORSE = "better", "worse"
# What gets worse is read first.
DIRECTIONS = (WORSE, BETTER)


def list_passed(told: Iterable[Told]) -> list[tuple[str, list[str]]]:
    """Return each direction in which measures passed their test, with a sentence for each of them."""
    told = list(told)
    found = [
        (way, [one.kept["sentence"] for one in told if one.kept["verdict"] == way]) for way in DIRECTIONS
    ]
    return [(way, sentences) for way, sentences in found if sentences]


def list_moved(told: Iterable[Told]) -> list[str]:
    """Return a sentence for each measure whose number passed its test, worse ones first."""
    return [sentence for _way, sentences in list_passed(told) for sentence in sentences]


def say_unmoved(told: Iterable[Told]) -> str:
    """Return of how many measures no direction can be told, and how many have no number; nothing if none."""
    told = list(told)
    unmoved = [one for one in told if one.kept["verdict"] not in DIRECTIONS]
    untold, bare = sum(bool(one.figures) for one in unmoved), sum(not one.figures for one in unmoved)
    cannot_tell = ngettext(
        "For %(n)s of %(all)s measures we cannot tell from its numbers whether it gets better or worse.",
        "For %(n)s of %(all)s measures we cannot tell from their numbers whether they get better or worse.",
        untold,
    )
    without = ngettext(
        "%(n)s of %(all)s measures has no number yet.", "%(n)s of %(all)s measures have no number yet.", bare
    )
    said = [(cannot_tell, untold), (without, bare)]
    return " ".join(sentence % {"n": n, "all": len(told)} for sentence, n in said if n)


def list_alarms(told: Iterable[Told]) -> list[str]:
    """Return a sentence for each gap that narrowed because some got worse."""
    return [one.kept["status"]["alarm"] for one in told if (one.kept.get("status") or {}).get("alarm")]


def group_by_objective(told: Iterable[Told]) -> list[tuple[str, list[Told]]]:
    """Return the measures under the first objective of each, in the town's order."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        own = [f"{each['code']} {each['name']}" for each in one.kept["objectives"]]
        groups.setdefault(own[0] if own else _("For the whole town"), []).append(one)
    return list(groups.items())


def list_next(told: Iterable[Told]) -> list[str]:
    """Return what the review promised for the next: what comes back, what changes, what is retired."""
    return [sentence for one in told for sentence in (*_say_back(one), *_say_decided(one))]


def list_decided(told: Iterable[Told]) -> list[str]:
    """Return each measure that is changed or retired, with the reason."""
    return [sentence for one in told for sentence in _say_decided(one)]


def _say_back(one: Told) -> Iterable[str]:
    said = one.assessed
    if said and said.comes_back_on:
        yield _("%(name)s comes back on %(day)s.") % {"name": one.kept["name"], "day": said.comes_back_on}


def _say_decided(one: Told) -> Iterable[str]:
    said = one.assessed
    if said and said.decision and not _is_kept(said):
        words = {"name": one.kept["name"], "decision": said.decision, "reason": said.decision_because}
        yield _("%(name)s: %(decision)s. %(reason)s") % words


def _is_kept(said: Assessed) -> bool:
    return said.decision == str(Assessment.Decision.KEEP.label)
