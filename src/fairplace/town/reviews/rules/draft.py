"""A draft of what was done that could matter, from the records, for people to edit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

SHOWN = 8


@dataclass(frozen=True)
class Doings:
    """What the records name for one measure in a stretch of time, as lines."""

    workstreams: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any((self.workstreams, self.actions, self.decisions, self.claims))


def write_draft(doings: Doings) -> str:
    """Return the draft as plain text: a list under each heading; nothing where the records name nothing."""
    parts = (
        (_("Work under way"), doings.workstreams),
        (_("Actions done"), doings.actions),
        (_("Decisions taken"), doings.decisions),
        (_("Claims in logic models, which are no proof of effect"), doings.claims),
    )
    return "\n\n".join(_write(heading, lines) for heading, lines in parts if lines)


def _write(heading: str, lines: Iterable[str]) -> str:
    told = list(lines)
    shown = [f"- {line}" for line in told[:SHOWN]]
    left = len(told) - len(shown)
    more = [_("- and %(n)s more") % {"n": left}] if left > 0 else []
    return "\n".join([f"{heading}:", *shown, *more])


def keep_edited(did: str, old_draft: str, new_draft: str) -> str:
    """Return what stands after evidence is gathered again: what people edited stays, a draft is renewed."""
    return new_draft if not did.strip() or did == old_draft else did
