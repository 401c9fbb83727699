"""The annual report as a document, from nothing but what was frozen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.documents.levels import put_below
from fairplace.town.documents.markdown import read_markdown
from fairplace.town.documents.values import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    Picture,
)
from fairplace.town.governance.models import Decision
from fairplace.town.reviews.gist import list_alarms, list_moved, list_next, say_unmoved
from fairplace.town.reviews.models import Restatement
from fairplace.town.reviews.pictures import read_chart
from fairplace.town.reviews.rules.assessment import TOO_EARLY
from fairplace.town.reviews.showing import Shown
from fairplace.town.reviews.telling import Assessed, Told
from fairplace.town.ui.charts.drawing import digest, path
from fairplace.town.ui.tables import Table
from fairplace.town.ui.templatetags.ui import VERDICTS

Kept = Mapping[str, Any]
# How much of the line a chart takes, so that two measures fit one page.
SHARE = 0.5


def list_learned(body: Kept) -> list[tuple[str, str, str]]:
    """Return the decisions that were looked at again: code and title, how they proved, what happened."""
    return [
        (f"{one['code']} {one['title']}", str(Decision.Proved(one["proved"]).label), one["happened"])
        for one in body["decisions"]
        if one["proved"]
    ]


def make_report(frozen: Shown, *, restated: Iterable[Restatement] = ()) -> Document:
    """Return the annual report of a snapshot that holds a review."""
    review = frozen.review
    assert review, "Only a review has an annual report."
    blocks: list[Block] = [*_begin(frozen, list(restated))]
    blocks += _write(_("Foreword"), review["foreword"])
    blocks += [Paragraph(frozen.foreword_by)] if frozen.foreword_by and review["foreword"].strip() else []
    blocks += [Heading(_("What changed in people’s lives")), *_tell_moves(frozen.told)]
    blocks += [_list_at_a_glance(frozen), Heading(_("The measures"))]
    for one in frozen.told:
        if one.assessed:
            blocks += _tell_measure(frozen, one, one.assessed)
    blocks += _tell_signatures(frozen)
    blocks += _tell_learned(frozen.body)
    blocks += _tell_next(frozen, review)
    blocks += _annex(frozen)
    return Document(
        title=frozen.snapshot.title,
        subtitle=_("%(town)s, as it stood on %(day)s")
        % {"town": frozen.body["town"]["name"], "day": frozen.made_on},
        author=frozen.body["town"]["title"],
        blocks=tuple(blocks),
        made_at=datetime.fromisoformat(frozen.snapshot.manifest["made_at"]),
    )


def _begin(frozen: Shown, restated: list[Restatement]) -> Iterable[Block]:
    if frozen.body["review"]["is_demonstration"]:
        yield Notice(
            _("Demonstration: the words, ratings and signatures are invented. The figures are real.")
        )
    if restated:
        sentence = ngettext(
            "%(n)s figure in this report has changed since it was signed.",
            "%(n)s figures in this report have changed since it was signed.",
            len(restated),
        )
        yield Notice(sentence % {"n": len(restated)})


def _write(title: str, text: str, level: int = 1) -> list[Block]:
    return [Heading(title, level), *put_below(read_markdown(text), level)] if text.strip() else []


def _tell_moves(told: tuple[Told, ...]) -> Iterable[Block]:
    moved = list_moved(told)
    if moved:
        yield Bullets(tuple(moved))
    if say_unmoved(told):
        yield Paragraph(say_unmoved(told))
    for alarm in list_alarms(told):
        yield Notice(_("A gap narrowed because some got worse: %(alarm)s") % {"alarm": alarm})


def _tell_measure(frozen: Shown, one: Told, said: Assessed) -> list[Block]:
    """Return one measure: number, range, gap both ways, test, status, what was said, and its chart."""
    # The chart stands right under its heading: at the foot of its measure it would be read as the next one's.
    blocks: list[Block] = [Heading(one.kept["name"], 2), *_draw(frozen, one), Paragraph(one.kept["question"])]
    blocks.append(Facts(tuple(_list_facts(one, said))))
    blocks += [Paragraph(line) for line in one.changes]
    for strong, text in (
        (_("Statement:"), said.statement),
        (_("What we did that could matter:"), said.did),
        (_("What else explains it:"), said.other_causes),
        (_("Why the rating differs from the tests:"), said.rating_because),
    ):
        if text:
            blocks.append(Paragraph(text, strong))
    return blocks + _tell_story(said)


def _tell_story(said: Assessed) -> list[Block]:
    if not said.story:
        return []
    invented = _("Invented for the demonstration.") if said.story_is_demonstration else ""
    return [
        Paragraph(said.story, _("A story:")),
        Paragraph(" ".join(filter(None, (f"{said.story_by}.", invented)))),
    ]


def _list_at_a_glance(frozen: Shown) -> Table:
    """Return every measure on one line: what the tests say, how it was rated, what was decided."""
    columns = (_("Measure"), _("Direction, by test"), _("Rating"), _("Decision"))
    rows = tuple(
        (one.kept["name"], str(VERDICTS[one.kept["verdict"]]), one.assessed.rating, one.assessed.decision)
        for one in frozen.told
        if one.assessed
    )
    return Table(_("All measures at a glance"), columns, rows)


def _list_facts(one: Told, said: Assessed) -> Iterable[tuple[str, str]]:
    for figure in one.figures:
        yield figure.label, figure.sentence
    if not one.figures:
        yield _("Number"), one.standing or _("none yet")
    for figure in one.gap:
        yield _("Gap in the town"), f"{figure.label}: {figure.sentence}"
    yield _("Direction, by test"), one.kept["sentence"] or str(VERDICTS[one.kept["verdict"]])
    if one.status:
        # Without a path the reason is that of the test, which stands below; why it is too early does not.
        status = one.kept["status"]
        is_told_below = status.get("has_path") is False and status["word"] != TOO_EARLY
        reason = "" if is_told_below else status["reason"]
        yield _("On its path"), f"{one.on_path}. {reason}".strip()
    else:
        yield _("On its path, by test"), said.tested
    back = _(", comes back on %(day)s") % {"day": said.comes_back_on} if said.comes_back_on else ""
    yield _("Rating"), f"{said.rating}{back}"
    yield _("How sure we are"), said.confidence
    yield (
        _("Decision"),
        " ".join(
            part for part in (f"{said.decision}." if said.decision else "", said.decision_because) if part
        ),
    )


def _draw(frozen: Shown, one: Told) -> list[Block]:
    """Return the chart over time as it was frozen, where it has been drawn."""
    kept = frozen.body["charts"].get(one.slug, {}).get("trend")
    if not kept:
        return []
    chart = read_chart(kept)
    name = path(digest(chart), "png")
    if not default_storage.exists(name):
        return []
    with default_storage.open(name) as file:
        return [Picture(file.read(), "png", alt=f"{chart.title}. {chart.finding}", share=SHARE)]


def _tell_signatures(frozen: Shown) -> Iterable[Block]:
    yield Heading(_("Who signed it"))
    signed = _("%(name)s, on %(day)s")
    yield Facts(
        tuple(
            (one.title, signed % {"name": one.name, "day": one.day} if one.name else _("not signed"))
            for one in frozen.seats
        )
    )
    if frozen.dissents:
        yield Heading(_("Dissent"), 2)
        for one in frozen.dissents:
            yield Paragraph(one.dissent, f"{one.title}:")


def _tell_learned(body: Kept) -> Iterable[Block]:
    learned = list_learned(body)
    if learned:
        yield Heading(_("What we learned"))
        columns = (_("Decision"), _("How it proved"), _("What happened"))
        yield Table(_("Decisions that were looked at again"), columns, tuple(learned))


def _tell_next(frozen: Shown, review: Kept) -> Iterable[Block]:
    coming = list_next(frozen.told)
    if coming or review["looking_ahead"].strip():
        yield Heading(_("Next year"))
        yield from put_below(read_markdown(review["looking_ahead"]), 1)
        if coming:
            yield Bullets(tuple(coming))


def _annex(frozen: Shown) -> Iterable[Block]:
    yield PageBreak()
    yield Heading(_("Annex: what is counted, and where it comes from"))
    yield Heading(_("Definitions"), 2)
    yield Facts(
        tuple(
            (one.kept["name"], one.kept["definition"]["definition"])
            for one in frozen.told
            if one.kept["definition"]
        )
    )
    yield Heading(_("Sources"), 2)
    yield Bullets(tuple(_say_source(one) for one in frozen.sources))
    for line in frozen.body["town"]["attribution"]:
        yield Paragraph(line)
    yield Paragraph(
        _("Everything in this report was frozen under SHA-256 %(digest)s.")
        % {"digest": frozen.snapshot.digest}
    )


def _say_source(release: Any) -> str:
    told = {"source": str(release), "dataset": release.dataset, "licence": release.licence}
    return _("%(source)s, %(dataset)s. Licence: %(licence)s.") % told
