"""What each role is, in words for people, and what it may do."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Ability(StrEnum):
    """Something that a page or an operation asks for. Pages and operations name abilities, never roles."""

    SEE_DESK = "see the desk"
    EDIT_PAGES = "edit pages"
    SEND_NUMBERS = "send in figures"
    KEEP_NUMBERS = "keep numbers"
    UNLOCK_NUMBERS = "unlock approved figures"
    KEEP_REVIEWS = "run the annual review"
    KEEP_FRAMEWORK = "keep the framework and its responses"
    KEEP_PARTNERS = "keep partners and workstreams"
    MAP = "map recommendations to workstreams"
    MODERATE = "read what the public sends in"
    KEEP_GROUPS = "keep the meetings and work of every group"
    LEAD_GROUPS = "keep the meetings and work of the groups they lead"
    READ_RESTRICTED = "read what is restricted in every group"
    KEEP_PEOPLE = "keep people and roles"
    READ_AUDIT = "read the audit record"


@dataclass(frozen=True)
class Role:
    code: str
    name: str | Promise
    paragraph: str | Promise
    abilities: frozenset[Ability]


def _role(code, name, paragraph, *abilities) -> Role:
    return Role(code, name, paragraph, frozenset(abilities))


ROLES = {
    role.code: role
    for role in (
        _role(
            "contributor",
            _("Contributor"),
            _("Keeps up to date what they own: their actions, their organisation's pledges."),
            Ability.SEE_DESK,
            Ability.SEND_NUMBERS,
        ),
        _role(
            "partner-lead",
            _("Partner lead"),
            _("Answers for an organisation: its people, its workstreams, its pledges."),
            Ability.SEE_DESK,
            Ability.SEND_NUMBERS,
            Ability.MAP,
        ),
        _role(
            "group-chair",
            _("Group chair"),
            _("Leads a group: its meetings, decisions and work plan."),
            Ability.SEE_DESK,
            Ability.MAP,
            Ability.LEAD_GROUPS,
        ),
        _role(
            "analyst",
            _("Analyst"),
            _("Brings in figures, checks them, and explains what they can and cannot say."),
            Ability.SEE_DESK,
            Ability.SEND_NUMBERS,
            Ability.KEEP_NUMBERS,
            Ability.MAP,
        ),
        _role(
            "programme-team",
            _("Programme team"),
            _("Runs the programme day to day: pages, groups, people and what is due."),
            Ability.SEE_DESK,
            Ability.EDIT_PAGES,
            Ability.KEEP_FRAMEWORK,
            Ability.KEEP_PARTNERS,
            Ability.MAP,
            Ability.MODERATE,
            Ability.KEEP_REVIEWS,
            Ability.SEND_NUMBERS,
            Ability.KEEP_GROUPS,
            Ability.LEAD_GROUPS,
            Ability.READ_RESTRICTED,
            Ability.KEEP_PEOPLE,
            Ability.READ_AUDIT,
        ),
        _role(
            "director",
            _("Director"),
            _("Signs off what the town says about itself, such as the annual review."),
            Ability.SEE_DESK,
            Ability.READ_RESTRICTED,
            Ability.READ_AUDIT,
        ),
        _role(
            "auditor",
            _("Auditor"),
            _("Reads everything, including who did what and when. Changes nothing."),
            Ability.SEE_DESK,
            Ability.READ_RESTRICTED,
            Ability.READ_AUDIT,
        ),
        _role(
            "administrator",
            _("Administrator"),
            _("Sets up the town and gives people their roles."),
            *Ability,
        ),
    )
}


def abilities_of(roles: set[str]) -> frozenset[Ability]:
    """Return everything that somebody with these roles may do. Nobody signed out may do any of it."""
    return frozenset().union(*(ROLES[role].abilities for role in roles))


def grantable(abilities: frozenset[Ability]) -> dict[str, Role]:
    """Return the roles that somebody with these abilities may give and take: none beyond their own."""
    if Ability.KEEP_PEOPLE not in abilities:
        return {}
    return {code: role for code, role in ROLES.items() if role.abilities <= abilities}


# What a token begins with, so that one which lies around is known for what it is.
TOKEN_MARK = "fp_"  # noqa: S105  # no secret: it is how one begins
MOST_TOKENS = 10
TOKEN_DAYS = (30, 90, 180, 365)
LONGEST_TOKEN = timedelta(days=max(TOKEN_DAYS))


def digest_token(secret: str) -> str:
    """Return what is kept of a token. A secret of 256 random bits needs no salt and no slow digest."""
    return hashlib.sha256(secret.encode()).hexdigest()


# The first that fits: most browsers also call themselves one of those further down.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def name_browser(user_agent: str) -> str:
    """Return what a person would call the browser: Firefox on Windows."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), gettext("An unknown browser"))
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return (
        gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
    )


@dataclass(frozen=True)
class Change:
    """One field of a thing, before and after. A side that was not there is None."""

    field: str
    before: Any
    after: Any


def list_changes(before: Any, after: Any) -> list[Change]:
    """Return the fields that differ, by name. What is not a set of fields is compared as a whole."""
    old, new = _fields(before), _fields(after)
    names = sorted(old.keys() | new.keys())
    return [Change(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)]


def _fields(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"": value}
