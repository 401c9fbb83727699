"""What a signature stands under: the content as it was signed, its digest, and what changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.reviews.rules.canonical import digest_of, write_canonical

VALID, VOID, WITHDRAWN, NONE = "valid", "void", "withdrawn", ""
# What people sign of the whole review, and of each measure, in the order in which it is shown.
OF_REVIEW: dict[str, str | Promise] = {
    "title": _("Title"),
    "foreword": _("Foreword"),
    "foreword_by": _("Who writes the foreword"),
    "looking_ahead": _("Looking ahead"),
}
OF_MEASURE: dict[str, str | Promise] = {
    "name": _("Name"),
    "tested": _("What the tests say"),
    "rating": _("Rating"),
    "rating_because": _("Why the rating differs from the tests"),
    "statement": _("Statement"),
    "did": _("What we did that could matter"),
    "other_causes": _("What else explains it"),
    "story": _("Story"),
    "story_by": _("Who tells the story"),
    "confidence": _("How sure we are"),
    "decision": _("Decision"),
    "decision_because": _("Reason for the decision"),
    "comes_back_on": _("Comes back on"),
    "challenges": _("Challenges and answers"),
    "evidence": _("Evidence"),
}


def digest_content(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 under which a signature stands: of everything that is signed."""
    return digest_of(write_canonical(content))


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was signed. `where` is the measure's name, empty for the review itself."""

    where: str
    slug: str
    what: str
    then: str
    now: str


def list_changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """Return what differs between the content that was signed and the content there is now."""
    found = [
        Change("", "", str(label), _say(name, then.get(name)), _say(name, now.get(name)))
        for name, label in OF_REVIEW.items()
        if then.get(name) != now.get(name)
    ]
    old = {one["slug"]: one for one in then.get("measures", ())}
    new = {one["slug"]: one for one in now.get("measures", ())}
    for slug in dict.fromkeys([*new, *old]):
        found += _list_of_measure(slug, old.get(slug), new.get(slug))
    return found


def _list_of_measure(slug: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[Change]:
    if not old or not new:
        there, gone = _now("part of the review"), _now("not part of it")
        one = old or new
        assert one, "It was there, or it is."
        then, now = (there, gone) if old else (gone, there)
        return [Change(one["name"], slug, _now("The measure"), then, now)]
    return [
        Change(new["name"], slug, str(label), _say(name, old.get(name)), _say(name, new.get(name)))
        for name, label in OF_MEASURE.items()
        if old.get(name) != new.get(name)
    ]


def _say(name: str, value: Any) -> str:
    if name == "evidence":
        return _now("digest %(digest)s") % {"digest": str(value or "–")[:12]}
    if name == "challenges":
        return " / ".join(f"{one['text']} → {one['answer'] or '–'}" for one in value or ()) or "–"
    return str(value or "–")


@dataclass(frozen=True)
class Signed:
    """A signature as it was given: by whom (their key), under which digest, and whether it was taken back."""

    by: int | None
    digest: str
    is_withdrawn: bool = False


def stand(signature: Signed | None, *, holder: int | None, digest: str) -> str:
    """Return how the newest signature of a seat stands: valid, void, withdrawn, or none.

    It is valid only under what stands there now, and only from whoever holds the seat now.
    """
    if signature is None:
        return NONE
    if signature.is_withdrawn:
        return WITHDRAWN
    is_valid = signature.digest == digest and holder is not None and signature.by == holder
    return VALID if is_valid else VOID
