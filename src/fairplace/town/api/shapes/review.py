from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Schema

from fairplace.town.api.shapes.common import Page
from fairplace.town.reviews.models import Review, Snapshot


class SnapshotOf(Schema):
    """The town as it was frozen: the same bytes for ever."""

    slug: str
    digest: str = Field(description="SHA-256 of the canonical JSON that was frozen")
    made_at: datetime
    manifest: str
    body: str
    page: str


class ReviewLine(Schema):
    """One year's published review of all measures."""

    year: int
    title: str
    state: str = Field(description="published, or closed to comments")
    published_at: datetime | None
    snapshot: SnapshotOf | None = Field(description="null where what was frozen is not public")


class Reviews(Page):
    items: list[ReviewLine]


def shape_review(request: HttpRequest, review: Review, snapshot: Snapshot | None) -> dict[str, Any]:
    """Return a published review, and where what was signed is kept."""
    names = ("year", "title", "state", "published_at")
    told: dict[str, Any] = {name: getattr(review, name) for name in names}
    if snapshot is None:
        return {**told, "snapshot": None}

    def address(name: str, **of: Any) -> str:
        return request.build_absolute_uri(reverse(name, kwargs=of))

    kept = {
        "slug": snapshot.slug,
        "digest": snapshot.digest,
        "made_at": snapshot.made_at,
        "manifest": address("api_manifest", year=review.year),
        "body": address("snapshot_body", slug=snapshot.slug),
        "page": address("snapshot_detail", slug=snapshot.slug),
    }
    return {**told, "snapshot": kept}
