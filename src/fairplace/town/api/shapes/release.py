from typing import Any

from ninja import Field

from fairplace.town.api.shapes.common import Page
from fairplace.town.api.shapes.figure import ReleaseOf
from fairplace.town.indicators.models import Release


class ReleaseLine(ReleaseOf):
    """One publication that figures were taken from."""

    address: str
    note: str
    snapshot: str | None = Field(
        description="SHA-256 of what the publisher sent; null where they came with a pack or by hand"
    )


class Releases(Page):
    items: list[ReleaseLine]


def shape_release(release: Release, digest: str | None) -> dict[str, Any]:
    """Return a publication as programs read it."""
    names = (
        "code", "publisher", "title", "edition", "dataset", "published_on", "retrieved_on", "licence",
        "attribution", "address", "note",
    )  # fmt: skip
    return {**{name: getattr(release, name) for name in names}, "snapshot": digest}
