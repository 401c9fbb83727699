import zlib

from django.utils import timezone

from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Review, Snapshot
from fairplace.town.reviews.operations.evidence import gather_evidence
from fairplace.town.reviews.operations.freezing import freeze_signed, publish_review
from fairplace.town.reviews.operations.signature import sign_review
from fairplace.town.reviews.operations.snapshot import make_snapshot
from fairplace.town.reviews.queries.body import describe_town
from fairplace.town.reviews.queries.standing import get_standing
from fairplace.town.reviews.rules.canonical import write_canonical
from fairplace.town.reviews.rules.manifest import make_manifest
from tests.factories.people import make_person
from tests.factories.reviews import make_judged, make_review, make_seat


def make_frozen(town: Town, title: str = "As we stood", **more) -> Snapshot:
    """Freeze the town as it stands."""
    return make_snapshot(town=town, title=title, by=None, **{"is_public": True, **more})


def make_kept(review: Review, slug: str) -> Snapshot:
    """Freeze a review as it stands, at an address of its own, whatever is missing in it."""
    body = describe_town(town=review.town, review=get_standing(review))
    content = write_canonical(body)
    about = {"title": review.title, "slug": slug, "review": review.year}
    said = {"about": about, "software": "1", "made_at": f"{slug}T12:00:00+00:00", "made_by": "Fairplace"}
    manifest = make_manifest(body, content, **said)
    return Snapshot.objects.create(
        town=review.town, review=review, slug=slug, title=review.title, digest=manifest["digest"],
        manifest=manifest, body=zlib.compress(content), is_public=True,
    )  # fmt: skip


def make_signed_review(
    town: Town, year: int = 2026, dissent: str = "", stories: dict | None = None, **fields
) -> Review:
    """Make a review that is whole, with these stories by measure, and signed by the one who must."""
    review = make_review(town, year, **fields)
    gather_evidence(by=None, review=review)
    make_judged(review)
    for slug, story in (stories or {}).items():
        review.assessments.filter(measure__slug=slug).update(story_on=timezone.localdate(), **story)
    Review.objects.filter(pk=review.pk).update(state="sign-off")
    director = make_person(f"Director {year}", town, "director")
    seat = make_seat(review, person=director)
    review = Review.objects.get(pk=review.pk)
    sign_review(by=director, seat=seat, digest=get_standing(review).digest, dissent=dissent)
    return review


def make_published_review(town: Town, year: int = 2026, **more) -> Review:
    """Make a review that was signed, frozen and published by the operations that do it."""
    review = make_signed_review(town, year, **more)
    freeze_signed(by=None, review=review, seen="sign-off")
    publish_review(by=None, review=review, seen="frozen")
    return Review.objects.get(pk=review.pk)
