"""Joins the annual review to the chain, and asks whether there is one, and whether what was put off came."""

from collections.abc import Iterable, Iterator

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.rules import Chain, Check, Fault, Kind, Record, register_check, register_kind
from fairplace.town.framework.chain import VISION
from fairplace.town.measures.chain import MEASURE
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Assessment, Review
from fairplace.town.reviews.queries.promise import list_promises
from fairplace.town.reviews.queries.review import get_open_review, list_reviews
from fairplace.town.reviews.rules.step import MODERATED, PUBLIC_STATES
from fairplace.town.ui.navigation import find_address

REVIEW = "review"


def _list_reviews(town: Town) -> Iterator[Record]:
    """List every review, each above the measures that it judges."""
    judged: dict[int, list[str]] = {}
    rows = Assessment.objects.filter(review__town=town).order_by("measure__position")
    for review, slug in rows.values_list("review", "measure__slug"):
        judged.setdefault(review, []).append(slug)
    word = _("judges")
    for one in list_reviews(town=town):
        yield Record(
            REVIEW,
            str(one.year),
            one.title,
            find_address("review_detail", year=one.year),
            above=tuple(((MEASURE, slug), word) for slug in judged.get(one.pk, ())),
            said=((_("Step"), str(Review.State(one.state).label)),),
            is_public=one.state in PUBLIC_STATES,
            is_demonstration=one.is_demonstration,
        )


def _find_no_review(town: Town, chain: Chain) -> Iterable[Fault]:
    """Ask for the review of this year where there is anything to judge."""
    year = timezone.localdate().year
    reviews = list_reviews(town=town)
    if any(one.year == year for one in reviews) or not any(chain.of_kind(MEASURE)):
        return
    sentence = (
        _("There is no review of %(year)s yet. The last one is of %(last)s.")
        % {"year": year, "last": reviews[0].year}
        if reviews
        else _("There is no review of %(year)s, and there was none before.") % {"year": year}
    )
    yield Fault("review-none", (VISION, "vision"), sentence, find_address("review_open"))


def _find_unrated(town: Town, chain: Chain) -> Iterable[Fault]:
    review = get_open_review(town=town)
    if review is None or review.state not in MODERATED:
        return
    unrated = review.assessments.filter(rating="").order_by("measure__position")
    for slug in unrated.values_list("measure__slug", flat=True):
        fix_url = find_address("assessment_moderate", year=review.year, slug=slug)
        sentence = _("It has no rating in: %(review)s.") % {"review": review}
        yield Fault("measure-not-rated", (MEASURE, slug), sentence, fix_url)


def _find_due(town: Town, chain: Chain) -> Iterable[Fault]:
    promises = [one for one in list_promises(town) if one.due_on <= timezone.localdate()]
    review = get_open_review(town=town) if promises else None
    for one in promises:
        told = {"year": one.year, "day": formats.date_format(one.due_on, "j F Y")}
        sentence = _("In %(year)s it was too early to judge it. It was to come back on %(day)s.") % told
        slug = one.measure.slug
        fix_url = (
            find_address("assessment_detail", year=review.year, slug=slug)
            if review
            else find_address("review_open")
        )
        yield Fault("review-promise-due", (MEASURE, slug), sentence, fix_url)


def _check(code: str, name, why, fix, find, **fields) -> None:
    register_check(Check(code, name, why, fix, find, Ability.KEEP_REVIEWS, **fields))


register_kind(Kind(REVIEW, 92, gettext_lazy("Annual review"), gettext_lazy("Annual reviews"), _list_reviews))
_check(
    "review-none",
    gettext_lazy("No review for this year"),
    gettext_lazy("A promise that nobody looks back on each year is soon forgotten."),
    gettext_lazy("Open the review of this year"),
    _find_no_review,
)
_check(
    "measure-not-rated",
    gettext_lazy("Measure without a rating in the open review"),
    gettext_lazy("One measure without a rating holds up the signatures of all."),
    gettext_lazy("Rate it"),
    _find_unrated,
    about=MEASURE,
)
_check(
    "review-promise-due",
    gettext_lazy("Promise to come back to a measure is due"),
    gettext_lazy("“Too early” is a promise with a date. Not coming back would be a way out."),
    gettext_lazy("Judge it in the review of this year"),
    _find_due,
    about=MEASURE,
)
