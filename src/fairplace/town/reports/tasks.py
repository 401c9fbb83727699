"""Work that a page asks for and the worker does: drawing what nobody has looked at yet."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from fairplace.town.places.models import Town
from fairplace.town.places.queries import get_town
from fairplace.town.places.rules.layer import KINDS
from fairplace.town.reports.map_values import Asked
from fairplace.town.reports.maps import make_map
from fairplace.town.reports.queries.map import get_town_map
from fairplace.town.ui.charts.drawing import draw
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.tables import Table

# So long a map that is being drawn is not asked for again.
PATIENCE = 10 * 60
# Anybody may ask for a picture, and there are more selections than disks: so many are drawn an hour.
MOST_AN_HOUR = 600
HOUR = 60 * 60


@task()
def draw_town_map(town: str, asked: dict[str, str]) -> None:
    """Draw one map of a town."""
    found = get_town(town)
    if found and (chart := make_map(get_town_map(town=found, asked=Asked(**asked)))):
        draw(chart)


def ask_for_map(*, town: Town, asked: Asked, key: str) -> None:
    """Have the worker draw a map, once: `key` is what its drawing will be kept under."""
    if cache.add(f"map:{key}", True, PATIENCE):
        draw_town_map.enqueue(town.slug, asdict(asked))


def draw_maps(*, town: Town) -> Iterator[str]:
    """Draw each map that the town's pages lead to and that is not drawn yet; yield the title of each."""
    plain = get_town_map(town=town, asked=Asked())
    for level in KINDS:
        for code in (*(one.code for one in plain.editions), *(one.code for one in plain.indicators)):
            is_edition = code in {one.code for one in plain.editions}
            asked = Asked(level=level, edition=code) if is_edition else Asked(level=level, indicator=code)
            if chart := make_map(get_town_map(town=town, asked=asked)):
                draw(chart)
                yield chart.title


@task()
def draw_picture(picture: dict[str, Any]) -> None:
    """Draw one chart from what its drawing is made of."""
    draw(Chart(table=Table("", (), ()), **picture))


def ask_for_picture(*, chart: Chart, key: str) -> None:
    """Have the worker draw a chart, once: `key` is what its drawing will be kept under."""
    hour = f"pictures:{timezone.now():%Y-%m-%dT%H}"
    asked = cache.get(hour, 0)
    if asked >= MOST_AN_HOUR or not cache.add(f"picture:{key}", True, PATIENCE):
        return
    cache.set(hour, asked + 1, HOUR)
    names = ("title", "finding", "source", "spec", "narrow_spec")
    # Numbers of numpy and words still to be translated become plain, as the digest reads them.
    plain = json.dumps({name: getattr(chart, name) for name in names}, default=str)
    draw_picture.enqueue(json.loads(plain))


def is_coming(key: str) -> bool:
    """Return whether a picture has been asked for and may still come."""
    return cache.get(f"picture:{key}") is not None
