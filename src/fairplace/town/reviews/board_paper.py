"""The paper for a board: its heads, the facts that were frozen, and what its author has to write."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.documents.values import Block, Bullets, Document, Facts, Heading, Notice, Paragraph
from fairplace.town.governance.models import Action
from fairplace.town.reviews.gist import list_moved, list_next, say_unmoved
from fairplace.town.reviews.showing import Shown
from fairplace.town.reviews.telling import Told, say_day
from fairplace.town.ui.tables import Table

Kept = Mapping[str, Any]


def make_board_paper(frozen: Shown) -> Document:
    """Return the paper with which a review goes to the board. What only its author knows is asked for."""
    blocks: list[Block] = []
    if frozen.body["town"]["is_demonstration"] or (frozen.review or {}).get("is_demonstration"):
        blocks.append(Notice(_("Demonstration: the doings and words are invented. The figures are real.")))
    for part in (_head, _purpose, _background, _progress, _data, _risks, _implications, _appendices):
        blocks += part(frozen)
    return Document(
        title=_("%(title)s: paper for the board") % {"title": frozen.snapshot.title},
        subtitle=frozen.body["town"]["name"],
        author=frozen.body["town"]["title"],
        blocks=tuple(blocks),
        made_at=datetime.fromisoformat(frozen.snapshot.manifest["made_at"]),
    )


def _ask(what: str) -> Paragraph:
    return Paragraph(what, _("To be written:"))


def _head(frozen: Shown) -> Iterable[Block]:
    yield Facts(
        (
            (_("Date of the meeting"), _("to be written")),
            (_("Author"), _("to be written")),
            (_("Sponsor"), _("to be written")),
            (_("Figures as they stood on"), frozen.made_on),
        )
    )


def _purpose(frozen: Shown) -> Iterable[Block]:
    yield Heading(_("Purpose"))
    told = {"title": frozen.snapshot.title, "day": frozen.made_on, "count": len(frozen.told)}
    yield Paragraph(
        _("To bring “%(title)s” to the board: %(count)s measures as they stood on %(day)s.") % told
    )
    yield Heading(_("Recommendations"))
    asks = [_("Note what changed in people’s lives, and of what no direction can be told.")]
    asks += [_("Approve: %(what)s") % {"what": one} for one in list_next(frozen.told)]
    yield Bullets(tuple(asks), numbered=True)
    yield _ask(_("what else the board is asked to note or to approve."))


def _background(frozen: Shown) -> Iterable[Block]:
    yield Heading(_("Background"))
    framework = frozen.body["framework"]
    if framework:
        told = {"title": framework["title"], "edition": framework["edition"]}
        yield Paragraph(_("The town works by “%(title)s” (%(edition)s).") % told)
        yield Paragraph(framework["vision_plain"])
    yield _ask(_("what the board decided on this before, and when."))


def _progress(frozen: Shown) -> Iterable[Block]:
    """Return by objective which measures it has and what the tests say, and by group how actions stand."""
    yield Heading(_("Progress by priority"))
    for code, name in _list_objectives(frozen.body):
        own = [one for one in frozen.told if code in {each["code"] for each in one.kept["objectives"]}]
        if own:
            yield Heading(f"{code} {name}", 2)
            yield Bullets(tuple(_say_measure(one) for one in own))
    rows = tuple(_list_groups(frozen.body, frozen.snapshot.manifest["made_at"][:10]))
    if rows:
        columns = (_("Group"), _("Actions"), _("Done"), _("Late"), _("Decisions taken"))
        yield Table(_("What groups did, all told"), columns, rows)


def _list_objectives(body: Kept) -> list[tuple[str, str]]:
    framework = body["framework"]
    if not framework:
        return []
    of = {one["position"] for one in framework["levels"] if one["holds"] == "objectives"}
    return [(one["code"], one["name"]) for one in framework["items"] if one["level"] in of]


def _say_measure(one: Told) -> str:
    numbers = "; ".join(f"{figure.label}: {figure.sentence}" for figure in one.figures)
    said = [one.kept["name"], numbers or one.standing or _("no number yet"), one.kept["sentence"]]
    if one.assessed and one.assessed.rating:
        said.append(_("Rating: %(rating)s") % {"rating": one.assessed.rating})
    return ". ".join(part.rstrip(".") for part in said if part) + "."


def _list_groups(body: Kept, day: str) -> Iterable[tuple[Any, ...]]:
    for group in body["groups"]:
        actions = [one for one in body["actions"] if one["group"] == group["slug"]]
        decisions = sum(one["group"] == group["slug"] for one in body["decisions"])
        if actions or decisions:
            done = sum(one["state"] == Action.State.DONE for one in actions)
            closed = (Action.State.DONE, Action.State.STOPPED)
            late = sum(one["state"] not in closed and one["due_on"] < day for one in actions)
            yield group["name"], len(actions), done, late, decisions


def _data(frozen: Shown) -> Iterable[Block]:
    yield Heading(_("What the figures say"))
    moved = list_moved(frozen.told)
    if moved:
        yield Bullets(tuple(moved))
    yield Paragraph(say_unmoved(frozen.told))
    table = frozen.overview
    columns = tuple(table.columns[at] for at in (0, 1, 2, 4))
    rows = tuple((row[0][0], row[1], row[2], row[4]) for row in table.rows)  # pyright: ignore[reportIndexIssue]
    yield Table(table.caption, columns, rows)
    if frozen.dissents:
        yield Heading(_("Dissent"), 2)
        for one in frozen.dissents:
            yield Paragraph(one.dissent, f"{one.title}:")


def _risks(frozen: Shown) -> Iterable[Block]:
    yield Heading(_("Risks"))
    yield _ask(_("the risks that the board should know of. The registers of the groups are not public."))


def _implications(_frozen: Shown) -> Iterable[Block]:
    yield Heading(_("Implications"))
    for name, asked in (
        (_("Finance"), _("what it costs, from which budget, and who has agreed to it.")),
        (_("Legal"), _("which duties and powers it rests on, and who has been asked.")),
        (
            _("Equality"),
            _("who gains and who loses, by each protected characteristic, and how this is known."),
        ),
        (_("Climate"), _("what it does to emissions, and how the town copes with heat and floods.")),
        (_("Health"), _("what it does to health, and to the gap between neighbourhoods.")),
    ):
        yield Heading(name, 2)
        yield _ask(asked)


def _appendices(frozen: Shown) -> Iterable[Block]:
    yield Heading(_("Consultation"))
    if frozen.review:
        count = sum(one["challenges"] for one in frozen.review["assessments"])
        sentence = ngettext(
            "%(n)s challenge to the evidence was made and answered before it was signed.",
            "%(n)s challenges to the evidence were made and answered before it was signed.",
            count,
        )
        yield Paragraph(sentence % {"n": count})
        signed = [f"{one.title}: {one.name}, {one.day}" for one in frozen.seats if one.name]
        yield Bullets(tuple(signed)) if signed else Paragraph(_("Nobody has signed."))
    yield _ask(_("who else was asked, when, and what they said."))
    yield Heading(_("Appendices"))
    latest = max((one["decided_at"] or "" for one in frozen.body["decisions"]), default="")
    appendices = [
        _("The annual report"),
        _("Every figure with its source, as data, under SHA-256 %(digest)s")
        % {"digest": frozen.snapshot.digest},
    ]
    if latest:
        appendices.append(_("The decisions of the groups, the last of %(day)s") % {"day": say_day(latest)})
    yield Bullets(tuple(appendices))
