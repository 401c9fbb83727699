"""Says once, above a list of measures, what would else stand on most of its lines."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import MeasureCard


def list_common(cards: Sequence[MeasureCard]) -> list[str]:
    """Return a sentence, each count with its denominator, for each thing that lines leave out."""
    return list(_tell(cards))


def _tell(cards: Sequence[MeasureCard]) -> Iterator[str]:
    every = len(cards)
    if gapless := sum(card.gap is None for card in cards):
        yield ngettext(
            "For %(n)d of %(all)d measure no gap inside the town is published.",
            "For %(n)d of %(all)d measures no gap inside the town is published.",
            every,
        ) % {"n": gapless, "all": every}
    lacking = sum(card.lacks_path for card in cards)
    # Where neither way is better, or nothing is counted, no path can be missing.
    possible = lacking + sum(card.status.has_path for card in cards)
    if lacking:
        yield ngettext(
            "For %(n)d of the %(all)d that can have a path to a target, none is set.",
            "For %(n)d of the %(all)d that can have a path to a target, none is set.",
            possible,
        ) % {"n": lacking, "all": possible}
    if proposed := sum(card.reading.measure.status == ImpactMeasure.Status.PROPOSED for card in cards):
        yield ngettext(
            "%(n)d of %(all)d measure is proposed, not yet agreed by the town.",
            "%(n)d of %(all)d measures are proposed, not yet agreed by the town.",
            every,
        ) % {"n": proposed, "all": every}
    numbers = [one.latest for card in cards for one in card.reading.series]
    if without := sum(one.lower is None or one.upper is None for one in numbers):
        yield _(
            "“No range”: no likely range was published; so it is for %(n)d of %(all)d newest numbers."
        ) % {
            "n": without,
            "all": len(numbers),
        }
