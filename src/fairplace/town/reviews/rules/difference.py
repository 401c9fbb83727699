"""What differs between two snapshots: figures, tests, the plan, the mapping, decisions and words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.reviews.rules.figure import GAP_INSIDE, Key, Number, list_figures

Kept = Mapping[str, Any]
Sides = tuple[Mapping[Any, Any], Mapping[Any, Any]]
NEW, REVISED, WITHDRAWN = "new", "revised", "withdrawn"
KINDS: dict[str, str | Promise] = {
    "measure": gettext_lazy("Measures kept, changed or retired"),
    "test": gettext_lazy("Tests and statuses"),
    "figure": gettext_lazy("Figures"),
    "words": gettext_lazy("Words"),
    "framework": gettext_lazy("Framework"),
    "mapping": gettext_lazy("Mapping"),
    "decision": gettext_lazy("Decisions"),
}
HOW: dict[str, str | Promise] = {
    NEW: gettext_lazy("new"),
    REVISED: gettext_lazy("changed"),
    WITHDRAWN: gettext_lazy("gone"),
}
# What a review says of a measure, by kind of difference.
SAID: dict[str, dict[str, str | Promise]] = {
    "test": {"rating": gettext_lazy("rating"), "confidence": gettext_lazy("how sure we are")},
    "measure": {"decision": gettext_lazy("decision on the measure")},
    "words": {
        "statement": gettext_lazy("statement"),
        "rating_because": gettext_lazy("why the rating differs from the tests"),
        "did": gettext_lazy("what we did"),
        "other_causes": gettext_lazy("what else explains it"),
        "story": gettext_lazy("story"),
        "decision_because": gettext_lazy("reason for the decision"),
    },
}


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same: its kind, how it differs, what it is, and both sides in words."""

    kind: str
    how: str
    what: str
    then: str
    now: str
    measure: str = ""


def list_differences(then: Kept, now: Kept) -> list[Difference]:
    """Return everything that differs from one snapshot to another, in the order of KINDS."""
    found = [
        *_of_measures(then, now),
        *_of_review(then, now),
        *_compare("framework", _both(_list_items, then["framework"], now["framework"])),
        *_compare("mapping", _both(_list_cells, then, now), name=" × ".join),
        *_compare("decision", _both(_list_decisions, then, now), say=_say_decision),
    ]
    order = list(KINDS)
    return sorted(found, key=lambda one: order.index(one.kind))


def _both(read: Callable[[Any], Mapping[Any, Any]], then: Any, now: Any) -> Sides:
    return read(then), read(now)


def _compare(
    kind: str, sides: Sides, *, name: Callable[[Any], str] = str, say: Callable[[Any], str] = str
) -> Iterable[Difference]:
    """Yield what is new, gone, or said otherwise."""
    then, now = sides
    for key in dict.fromkeys([*then, *now]):
        if key in then and key in now and then[key] == now[key]:
            continue
        how = NEW if key not in then else WITHDRAWN if key not in now else REVISED
        old, new = (say(each[key]) if key in each else "" for each in sides)
        yield Difference(kind, how, name(key), old, new)


def _of_measures(then: Kept, now: Kept) -> Iterable[Difference]:
    old, new = ({one["slug"]: one for one in each["measures"]} for each in (then, now))
    for one in _compare("measure", _both(_describe_all, old, new), say=_say_lines):
        yield replace(one, what=(new.get(one.what) or old[one.what])["name"], measure=one.what)
    for slug, measure in new.items():
        if slug in old:
            found = [
                *_of_tests(old[slug], measure),
                *_of_figures(old[slug], measure),
                *_of_words(then, now, measure),
            ]
            yield from (replace(one, measure=slug) for one in found)


def _describe_all(measures: Mapping[str, Kept]) -> dict[str, dict[str, str]]:
    return {slug: _describe(one) for slug, one in measures.items()}


def _describe(measure: Kept) -> dict[str, str]:
    definition = measure["definition"]
    return {
        _("Name"): measure["name"],
        _("Question"): measure["question"],
        _("Indicator"): definition["name"] if definition else "",
        _("Definition"): definition["definition"] if definition else "",
        _("Retired"): measure["retired_on"] or "",
    }


def _say_lines(said: Mapping[str, str]) -> str:
    return "\n".join(f"{label}: {text}" for label, text in said.items() if text)


def _of_tests(old: Kept, new: Kept) -> Iterable[Difference]:
    return _compare("test", _both(_list_tests, old, new), name=lambda what: f"{new['name']}: {what}")


def _list_tests(measure: Kept) -> dict[str, str]:
    return {_("test"): measure["verdict"], _("status"): (measure.get("status") or {}).get("word", "")}


def _of_figures(old: Kept, new: Kept) -> Iterable[Difference]:
    then, now = list_figures(old), list_figures(new)
    for key in sorted(then.keys() | now.keys()):
        one, other = then.get(key), now.get(key)
        if one and other and one.is_as(other):
            continue
        how = NEW if one is None else WITHDRAWN if other is None else REVISED
        what = name_figure(new["name"], key, other or one)
        yield Difference("figure", how, what, say_number(one), say_number(other))


def name_figure(measure: str, key: Key, number: Number | None) -> str:
    """Return what a figure is of: the measure, the place, the group and the period."""
    place = "" if key.place == GAP_INSIDE else number.place_name if number else key.place
    return ", ".join(one for one in (measure, place, key.group, key.period) if one)


def say_number(one: Number | None) -> str:
    """Return a figure with its limits and mark; nothing where there is none."""
    if one is None:
        return ""
    if one.value is None:
        return _("not published")
    limits = None if one.lower is None or one.upper is None else f"{one.lower:g} – {one.upper:g}"
    said = f"{one.value:g} ({limits or _('no likely range')})"
    return f"{said} [{one.flag}]" if one.flag else said


def _of_words(then: Kept, now: Kept, measure: Kept) -> Iterable[Difference]:
    slug, name = measure["slug"], measure["name"]
    for part in ("notes", "markings", "standings"):
        sides = (_number_words(then[part].get(slug, ())), _number_words(now[part].get(slug, ())))
        yield from (replace(one, what=name) for one in _compare("words", sides))


def _number_words(words: Sequence[Kept]) -> dict[int, str]:
    """Return words by number from the oldest on: they are only added."""
    return {number: one["text"] for number, one in enumerate(reversed(words))}


def _of_review(then: Kept, now: Kept) -> Iterable[Difference]:
    old, new = ({one["measure"]: one for one in _list_assessments(each)} for each in (then, now))
    names = {slug: one["name"] for each in (old, new) for slug, one in each.items()}
    for kind, fields in SAID.items():
        for field, label in fields.items():
            for one in _compare(kind, (_list_said(old, field), _list_said(new, field))):
                yield replace(one, what=f"{names[one.what]}: {label}", measure=one.what)


def _list_assessments(body: Kept) -> Sequence[Kept]:
    return body["review"]["assessments"] if body["review"] else ()


def _list_said(assessments: Mapping[str, Kept], field: str) -> dict[str, str]:
    return {slug: one[field] for slug, one in assessments.items() if one.get(field)}


def _list_items(framework: Kept | None) -> dict[str, str]:
    if framework is None:
        return {}
    items = {one["code"]: _say_item(one) for one in framework["items"]}
    return {_("Vision"): framework["vision_plain"], **items}


def _say_item(one: Kept) -> str:
    lines = [one["name"], one["short"]]
    if one["response"]:
        lines.append(f"{one['response']['answer']}: {one['response']['reason']}")
    if one["archived_on"]:
        lines.append(_("archived on %(day)s") % {"day": one["archived_on"]})
    return "\n".join(line for line in lines if line)


def _list_cells(body: Kept) -> dict[tuple[str, str], str]:
    return {(one["recommendation"], one["workstream"]): one["fit"] for one in body["mapping"]}


def _list_decisions(body: Kept) -> dict[str, tuple[str, ...]]:
    names = ("title", "outcome", "proved", "happened")
    return {one["code"]: tuple(one[name] for name in names) for one in body["decisions"]}


def _say_decision(one: tuple[str, ...]) -> str:
    return "\n".join(part for part in one if part)
