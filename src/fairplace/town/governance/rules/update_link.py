"""Whether a link from a mail may still be used, by whom, and from where."""

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How a link stands for whoever opens it."""

    OPEN = "open"
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    CLOSED = "closed"
    OTHER_OWNER = "other owner"
    OTHER_PERSON = "other person"
    OTHER_BROWSER = "other browser"


STATUS = {
    Standing.OPEN: 200,
    Standing.UNKNOWN: 404,
    Standing.USED: 410,
    Standing.EXPIRED: 410,
    Standing.CLOSED: 410,
    Standing.OTHER_OWNER: 410,
    Standing.OTHER_PERSON: 403,
    Standing.OTHER_BROWSER: 403,
}


def is_holder(*, person: int, reader: int | None, held_by: str, browser: str) -> bool:
    """Return whether it is surely the person of the link who asks: signed in, or from the same browser."""
    return reader == person or bool(held_by and held_by == browser)


def judge(
    *,
    now: datetime,
    person: int,
    reader: int | None,
    held_by: str,
    browser: str,
    expires_at: datetime,
    is_used: bool,
    is_theirs: bool,
    is_open: bool,
) -> Standing:
    """Return how a link stands. `reader` is who is signed in, `browser` the digest of what it carries."""
    # Nobody has typed into it yet: whoever does so first keeps it.
    holds = not held_by or is_holder(person=person, reader=reader, held_by=held_by, browser=browser)
    refusals = (
        (reader is not None and reader != person, Standing.OTHER_PERSON),
        (is_used, Standing.USED),
        (not is_theirs, Standing.OTHER_OWNER),
        (not is_open, Standing.CLOSED),
        (now >= expires_at, Standing.EXPIRED),
        (not holds, Standing.OTHER_BROWSER),
    )
    return next((standing for is_so, standing in refusals if is_so), Standing.OPEN)
