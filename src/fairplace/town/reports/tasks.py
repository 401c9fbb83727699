"""Work that a page asks for and the worker does: drawing maps that nobody has looked at yet."""

from collections.abc import Iterator
from dataclasses import asdict

from django.core.cache import cache
from django_tasks import task

from fairplace.town.places.models import Town
from fairplace.town.places.queries import get_town
from fairplace.town.places.rules.layer import KINDS
from fairplace.town.reports.map_values import Asked
from fairplace.town.reports.maps import make_map
from fairplace.town.reports.queries.map import get_town_map
from fairplace.town.ui.charts.asking import PATIENCE
from fairplace.town.ui.charts.drawing import draw


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
