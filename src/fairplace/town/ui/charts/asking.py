"""Asks the worker for drawings that nobody has looked at yet: no page draws, and none waits for ever."""

import json
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from fairplace.town.ui.charts.drawing import Drawing, draw, get_drawing
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.tables import Table

# So long a drawing that is under way is not asked for again.
PATIENCE = 10 * 60
# Anybody may ask for a picture, and there are more selections than disks: so many are drawn an hour.
MOST_AN_HOUR = 600
HOUR = 60 * 60


def find_drawing(chart: Chart, *, csv_url: str = "") -> Drawing:
    """Return the chart with its drawings; has them drawn where figures changed since they were."""
    drawing = get_drawing(chart, csv_url=csv_url)
    if drawing.svg is None:
        ask_for_picture(chart=chart, key=drawing.digest)
    return drawing


# The worker finds it by this path: what an older version queued under another path is not drawn, and the
# next reader of its page asks again.
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


def is_awaited(drawing: Drawing | None) -> bool:
    """Return whether a page that shows this chart without its drawing may soon have it."""
    return drawing is not None and drawing.svg is None and is_coming(drawing.digest)
