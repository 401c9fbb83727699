"""The options of a decision, as somebody types them, one a line."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from fairplace.town.governance.rules.opening import MOST
from fairplace.town.governance.rules.tally import NO, YES

LONGEST = 200


def read_options(text: str, method: str) -> list[dict[str, str]]:
    """Return the options that were typed. Consent is always yes or no, and so is a vote that names none."""
    lines = list_lines(text)
    if method == "consent" or (method == "vote" and not lines):
        return [{"code": YES, "text": _("Agreed")}, {"code": NO, "text": _("Not agreed")}]
    return [{"code": str(number), "text": line} for number, line in enumerate(lines, start=1)]


def list_lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def write_options(options: Iterable[Mapping[str, str]]) -> str:
    """Return options as they are typed; yes and no are not typed."""
    return "\n".join(one["text"] for one in options if one["code"] not in (YES, NO))


def find_fault(text: str) -> str:
    """Return why these lines cannot be options, or nothing."""
    lines = list_lines(text)
    if len(lines) > MOST:
        return _("Give at most %(n)s options.") % {"n": MOST}
    if any(len(line) > LONGEST for line in lines):
        return _("Keep each option under %(n)s letters.") % {"n": LONGEST}
    if len({line.casefold() for line in lines}) < len(lines):
        return _("Two options are the same.")
    return ""
