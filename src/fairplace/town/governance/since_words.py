"""Since you last met, in words: sections of a page, blocks of a document, and one line for the chair."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.documents.values import Block, Bullets, Heading, Paragraph
from fairplace.town.governance.rules.since import Basis, Figure, Line, Since
from fairplace.town.ui.templatetags.ui import VERDICTS

NAMED = 3
SHORT = 4


@dataclass(frozen=True)
class Section:
    """A heading with the records under it; figures stand apart, for they come with their verdict."""

    code: str
    title: str
    lines: tuple[Line, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.figures)

    @property
    def is_short(self) -> bool:
        """Return whether a page can show it open without pushing the rest out of sight."""
        return self.count <= SHORT


def list_sections(since: Since) -> list[Section]:
    """Return what there is to say, the figures first and nothing that is empty."""
    sections = [
        Section("figures", _("New figures"), figures=since.figures),
        Section("worse", _("Getting worse, by the test"), figures=_without(since.worse, since.figures)),
        Section("better", _("Getting better, by the test"), figures=_without(since.better, since.figures)),
        Section("decided", _("Decisions taken"), since.decided),
        Section("decisions_to_review", _("Decisions to look at again"), since.decisions_to_review),
        Section("overdue", _("Actions that are late"), since.overdue),
        Section("with_chair", _("Actions on the chair’s list"), since.with_chair),
        Section("updated", _("Actions with an update"), since.updated),
        Section("risks_opened", _("Risks and issues opened"), since.risks_opened),
        Section("risks_raised", _("Risks and issues that score higher"), since.risks_raised),
        Section("risks_closed", _("Risks and issues closed"), since.risks_closed),
        Section("risks_to_review", _("Risks and issues to look at again"), since.risks_to_review),
        Section("doubts", _("Links in doubt in its logic models"), since.doubts),
        Section("mappings", _("Mappings to look at again"), since.mappings),
        Section("responses", _("Due by what the town answered"), since.responses),
        Section("pledges", _("Pledges that nobody has asked after this year"), since.pledges),
    ]
    return [one for one in sections if one.count]


def _without(figures: tuple[Figure, ...], shown: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return those that do not stand among the new figures already."""
    known = {one.slug for one in shown}
    return tuple(one for one in figures if one.slug not in known)


def say_basis(since: Since) -> str:
    """Say from when to when, and why from then."""
    days = {"since": _day(timezone.localdate(since.since)), "until": _day(timezone.localdate(since.until))}
    words = {
        Basis.MET: _("From the last meeting on %(since)s to %(until)s."),
        Basis.BEGAN: _("This is the first meeting: from the group’s first day, %(since)s, to %(until)s."),
        Basis.FIRST: _("This is the first meeting: the last 90 days, from %(since)s to %(until)s."),
        Basis.ASKED: _("From %(since)s to %(until)s."),
    }
    return words[Basis(since.basis)] % days


def say_verdict(figure: Figure) -> str:
    """Say what the test says, and whether it said something else before the new numbers."""
    said = str(VERDICTS[figure.verdict])
    if figure.is_repeat:
        said += " – " + _("the newest number repeats an earlier one")
    if figure.has_turned:
        said += " – " + _("before these numbers: %(before)s") % {
            "before": str(VERDICTS[figure.before]).lower()
        }
    return said


def say_line(line: Line) -> str:
    """Say one record in one line of text."""
    parts = [line.said, line.who, _day(line.on) if line.on else ""]
    told = "; ".join(part for part in parts if part)
    name = f"{line.code} {line.title}".strip()
    return f"{name}: {told}" if told else name


def propose_line(since: Since) -> str:
    """Return one sentence for the chair to open with. It says of figures what the test says."""
    parts = [part for part in (_say_figures(since), *_count(since)) if part]
    if not parts:
        return _("Nothing has been written down since %(day)s.") % {"day": _start(since)}
    return _("Since %(day)s: %(what)s.") % {"day": _start(since), "what": "; ".join(parts)}


def _say_figures(since: Since) -> str:
    count = len(since.figures)
    if not count:
        return ""
    told = ngettext("%(count)s new figure", "%(count)s new figures", count) % {"count": count}
    parts = []
    for verdict, words in (
        ("worse", _("getting worse: %(which)s")),
        ("better", _("getting better: %(which)s")),
    ):
        which = [one.name for one in since.figures if one.verdict == verdict]
        if which:
            parts.append(words % {"which": _names(which)})
    return (
        f"{told} ({'; '.join(parts)})"
        if parts
        else _("%(told)s, of which none shows a direction") % {"told": told}
    )


def _names(names: list[str]) -> str:
    more = len(names) - NAMED
    if more <= 0:
        return ", ".join(names)
    return _("%(names)s and %(more)s more") % {"names": ", ".join(names[:NAMED]), "more": more}


def _count(since: Since) -> list[str]:
    counts = [
        (len(since.decided), ngettext("%(n)s decision taken", "%(n)s decisions taken", len(since.decided))),
        (len(since.overdue), ngettext("%(n)s action is late", "%(n)s actions are late", len(since.overdue))),
        (
            len(since.with_chair),
            ngettext(
                "%(n)s action on the chair’s list", "%(n)s actions on the chair’s list", len(since.with_chair)
            ),
        ),
        (
            len(since.decisions_to_review),
            ngettext(
                "%(n)s decision to look at again",
                "%(n)s decisions to look at again",
                len(since.decisions_to_review),
            ),
        ),
        (
            len(since.risks_raised),
            ngettext("%(n)s risk scores higher", "%(n)s risks score higher", len(since.risks_raised)),
        ),
    ]
    return [words % {"n": n} for n, words in counts if n]


def to_blocks(since: Since, *, level: int = 1, line: str = "") -> tuple[Block, ...]:
    """Return it as blocks of a document, under a heading of this level; `line` are the chair's own words.

    What the reader may not know must be left out before, with `Since.only`.
    """
    blocks: list[Block] = [
        Heading(_("Since you last met"), level),
        Paragraph(line or propose_line(since)),
        Paragraph(say_basis(since)),
    ]
    for section in list_sections(since):
        blocks.append(Heading(section.title, level + 1))
        told = [_say_figure(one) for one in section.figures] + [say_line(one) for one in section.lines]
        blocks.append(Bullets(tuple(told)))
    return tuple(blocks)


def _say_figure(figure: Figure) -> str:
    numbers = "; ".join(figure.numbers)
    return f"{figure.name}: {numbers}. {say_verdict(figure)}. {figure.why}".strip()


def _start(since: Since) -> str:
    return _day(timezone.localdate(since.since))


def _day(day: date) -> str:
    return date_format(day, "j F Y")
