"""Which answers to a decision can be counted."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.governance.rules.tally import ABSTAIN, AGREE, HIGHEST, OBJECT


def find_fault(method: str, choice: Any, *, codes: Collection[str], reason: str) -> str:
    """Return why an answer cannot be counted, as a sentence, or nothing where it can."""
    if not _fits(method, choice, codes):
        return _("Choose one of the answers.")
    if method == "consent" and choice == OBJECT and not reason.strip():
        return _("Say why you object: the group needs your reason to find another way.")
    return ""


def _fits(method: str, choice: Any, codes: Collection[str]) -> bool:
    match method, choice:
        case "consent", str():
            return choice in (AGREE, OBJECT, ABSTAIN)
        case "vote", str():
            return choice == ABSTAIN or choice in codes
        case "score", dict():
            return all(code in codes and _is_score(score) for code, score in choice.items())
        case "rank", list():
            return len(set(choice)) == len(choice) and all(code in codes for code in choice)
    return False


def _is_score(score: Any) -> bool:
    return isinstance(score, int) and not isinstance(score, bool) and 0 <= score <= HIGHEST


def say_choice(method: str, choice: Any, texts: dict[str, str]) -> str:
    """Return what somebody said, in words."""
    if method == "consent":
        return {AGREE: _("Agrees"), OBJECT: _("Objects"), ABSTAIN: _("Abstains")}[choice]
    if method == "vote":
        return _("Abstains") if choice == ABSTAIN else texts[choice]
    if not choice:
        return _("Abstains")
    if method == "score":
        return "; ".join(f"{texts[code]}: {choice[code]}" for code in texts if code in choice)
    return "; ".join(f"{place}. {texts[code]}" for place, code in enumerate(choice, start=1))
