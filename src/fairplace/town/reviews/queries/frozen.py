"""Reads snapshots. A body whose bytes are not those that were frozen is never shown."""

import json
import zlib
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Snapshot
from fairplace.town.reviews.rules.canonical import digest_of


class NotAsFrozen(Exception):
    """The bytes that are kept are not those that were frozen; the message is a sentence for a page."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "What is kept here is not what was frozen: its digest differs. It is not shown. Somebody who "
                "looks after the database should bring it back from a backup."
            )
        )


def list_snapshots(*, town: Town, drafts: bool = False) -> QuerySet[Snapshot]:
    """Return the snapshots of a town without their bodies, newest first; those not public for insiders."""
    found = Snapshot.objects.filter(town=town).defer("body").select_related("review")
    return found if drafts else found.filter(is_public=True)


def find_snapshot(*, town: Town, slug: str, drafts: bool = False) -> Snapshot | None:
    """Return the snapshot at this address, with its body, as far as the reader may see it."""
    seen = Q() if drafts else Q(is_public=True)
    return Snapshot.objects.filter(seen, town=town, slug=slug).select_related("review", "town").first()


def read_bytes(snapshot: Snapshot) -> bytes:
    """Return the canonical JSON that was frozen. Raises NotAsFrozen where it is not that any more."""
    try:
        content = zlib.decompress(bytes(snapshot.body))
    except zlib.error as error:
        raise NotAsFrozen from error
    if digest_of(content) != snapshot.digest:
        raise NotAsFrozen
    return content


def read_body(snapshot: Snapshot) -> dict[str, Any]:
    """Return everything that a snapshot holds. Raises NotAsFrozen as `read_bytes` does."""
    return json.loads(read_bytes(snapshot))
