"""What the measures make of new figures: before they are taken, and when they are late."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.rules import Chain, Check, Fault, register_check
from fairplace.town.feeds.opinions import Opinion, Prospect, register_opinion
from fairplace.town.feeds.owners import register_owned
from fairplace.town.feeds.queries.feed import FeedLine, list_feeds
from fairplace.town.feeds.rules.health import Health
from fairplace.town.indicators.rules import Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.rules import NO_NUMBER, agree, judge
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address
from fairplace.town.ui.templatetags.ui import VERDICTS


def _say_verdicts(prospect: Prospect) -> Iterator[Opinion]:
    """Say for each measure of the indicator whether its tested verdict would be another."""
    then, now = (_verdict(series, prospect.indicator.polarity) for series in (prospect.then, prospect.now))
    for measure in ImpactMeasure.objects.filter(town=prospect.town, indicator=prospect.indicator):
        url = find_address("measure_detail", slug=measure.slug)
        name = {"name": measure.name, "then": VERDICTS[then], "now": VERDICTS[now]}
        if then == now:
            yield Opinion(_("%(name)s: the tested verdict stays “%(now)s”.") % name, url)
        elif then == NO_NUMBER:
            yield Opinion(_("%(name)s: the first tested verdict would be “%(now)s”.") % name, url)
        else:
            said = _("%(name)s: the tested verdict would change from “%(then)s” to “%(now)s”.") % name
            yield Opinion(
                said, url, is_grave=bool(prospect.difference.revised or prospect.difference.withdrawn)
            )


def _verdict(series: Iterable[Series], polarity: str) -> str:
    series = list(series)
    lines = [one for one in series if not one.subgroup] or series
    if not lines:
        return NO_NUMBER
    return agree(tuple(judge(one.points, polarity=polarity) for one in lines))


LATE = {Health.LATE, Health.FAILED}


def _find_late(town: Town, chain: Chain) -> Iterator[Fault]:
    for measure, line in _list_fed(town):
        if line.health in LATE:
            last = line.past.good_at
            said = (
                _("Its figures should be looked at every %(days)d days; the last good look was on %(day)s.")
                % {"days": line.feed.every_days, "day": date_format(timezone.localdate(last), "j F Y")}
                if last
                else _("Its figures could not be fetched yet.")
            )
            url = find_address("feed_detail", pk=line.feed.pk)
            yield Fault("measure-late", (_KIND, measure.slug), said, url)


def _find_waiting(town: Town, chain: Chain) -> Iterator[Fault]:
    for measure, line in _list_fed(town):
        if line.waiting:
            url = find_address("load_detail", pk=line.waiting.pk)
            yield Fault(
                "measure-figures-wait", (_KIND, measure.slug), _("New figures wait to be looked at."), url
            )


def _list_fed(town: Town) -> Iterator[tuple[ImpactMeasure, FeedLine]]:
    """Yield each measure with each feed that fills its indicator or its gap."""
    lines = list_feeds(town=town)
    for measure in ImpactMeasure.objects.filter(town=town) if lines else ():
        for line in lines:
            if line.feed.indicator_id in {measure.indicator_id, measure.gap_indicator_id}:
                yield measure, line


def _list_owned(town: Town, person: Person) -> Iterator[int]:
    """Yield the indicators of the measures that somebody owns."""
    owned = ImpactMeasure.objects.filter(town=town, owner=person)
    for pair in owned.values_list("indicator_id", "gap_indicator_id"):
        yield from (one for one in pair if one)


_KIND = "measure"
register_owned("owners of measures", _list_owned)
register_opinion("verdicts of measures", _say_verdicts)
register_check(
    Check(
        "measure-late",
        gettext_lazy("Measure whose figures are late"),
        gettext_lazy("What nobody looks for is not found: newer figures may be out, or old ones corrected."),
        gettext_lazy("Fetch its figures, or load them from a file"),
        _find_late,
        Ability.KEEP_NUMBERS,
        is_public=True,
        about=_KIND,
    )
)
register_check(
    Check(
        "measure-figures-wait",
        gettext_lazy("Measure with new figures to look at"),
        gettext_lazy("Figures that wait are seen by nobody."),
        gettext_lazy("Look at what would change, then take or refuse them"),
        _find_waiting,
        Ability.KEEP_NUMBERS,
        about=_KIND,
    )
)
