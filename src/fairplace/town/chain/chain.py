"""What the chain asks of every record, whichever app lists it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.rules import KINDS, Chain, Check, Fault, register_check
from fairplace.town.people.rules import Ability


def _find_broken(town: Any, chain: Chain) -> Iterator[Fault]:
    for lower, (kind, code), _word in chain.broken:
        sentence = _("%(one)s is tied to %(kind)s %(code)s, which is not in force any more.") % {
            "one": chain.records[lower].name,
            "kind": str(KINDS[kind].name).lower() if kind in KINDS else kind,
            "code": code,
        }
        yield Fault("broken-tie", lower, sentence)


register_check(
    Check(
        "broken-tie",
        gettext_lazy("Tied to something that is not in force"),
        gettext_lazy("Work that serves what was archived or reworded serves nothing that can be read today."),
        gettext_lazy("Tie it to what took the old one’s place."),
        _find_broken,
        Ability.KEEP_FRAMEWORK,
        is_public=True,
    )
)
