"""Draws charts outside the request and keeps them by the digest of their spec; a page only reads."""

import hashlib
import json
import textwrap
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fairplace.town.ui.charts import theme
from fairplace.town.ui.charts.cleaning import clean
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.navigation import find_address

# Counted up when the drawing of an unchanged spec changes, so that old drawings are not taken for new ones.
EDITION = 5
# Around a picture that stands alone.
MARGIN = 20
KINDS = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True)
class Drawing:
    """A chart and, once it has been drawn, its wide and its narrow SVG. Downloads are (text, address)."""

    chart: Chart
    digest: str
    svg: SafeString | None
    narrow_svg: SafeString | None
    downloads: tuple[tuple[str, str], ...] = ()


def digest(chart: Chart) -> str:
    """Return what the chart's drawing is kept under. Equal figures have equal digests."""
    drawn = _whole([EDITION, chart.title, chart.finding, chart.source, chart.spec, chart.narrow_spec])
    text = json.dumps(drawn, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _whole(one: Any) -> Any:
    """Return what is drawn with 5.0 as 5: a chart that was kept as JSON and read again is the same chart."""
    if isinstance(one, dict):
        return {name: _whole(value) for name, value in one.items()}
    if isinstance(one, list | tuple):
        return [_whole(value) for value in one]
    return int(one) if isinstance(one, float) and one.is_integer() else one


def path(key: str, kind: str) -> str:
    return f"drawings/{key}.{kind}"


def draw(chart: Chart) -> str:
    """Draw the chart, unless that has been done, and return its digest. Takes about half a second."""
    key = digest(chart)
    if _is_drawn(key):
        return key
    import vl_convert  # noqa: PLC0415  # brings a whole script engine: never imported by a page

    # A picture that leaves the page has no links: they would lead nowhere from where it goes.
    links = chart.spec.get("usermeta", {}).get("links", {})
    wide = clean(vl_convert.vegalite_to_svg(chart.spec), title=chart.title, key=f"{key}-w", links=links)
    narrow = clean(
        vl_convert.vegalite_to_svg(chart.narrow_spec), title=chart.title, key=f"{key}-n", links=links
    )
    alone = stand_alone(chart)
    picture = clean(vl_convert.vegalite_to_svg(alone), title=chart.title, key=f"{key}-a")
    _keep(path(key, "png"), vl_convert.vegalite_to_png(alone, scale=2))
    _keep(path(key, "svg"), picture.encode())
    _keep(path(key, "narrow.svg"), narrow.encode())
    # Last, because its presence says that the others are there.
    _keep(path(key, "wide.svg"), wide.encode())
    return key


def stand_alone(chart: Chart) -> dict:
    """Return the wide drawing with title, finding and source in it, and a ground of its own.

    A picture that was taken from the page goes on without the page.
    """
    title = {
        "text": textwrap.wrap(chart.title, 66),
        "subtitle": [*textwrap.wrap(chart.finding, 96), *textwrap.wrap(chart.source, 96)],
        "anchor": "start",
        "frame": "bounds",
        "offset": 16,
        "font": theme.FONT,
        "fontSize": 19,
        "color": theme.COLOURS["ink"],
        "subtitleFont": theme.FONT,
        "subtitleFontSize": 14,
        "subtitleLineHeight": 19,
        "subtitlePadding": 6,
        "subtitleColor": theme.COLOURS["soft"],
    }
    # What stands in pixels grows by the room around it; what fits its width needs as much more width.
    is_fixed = chart.spec["autosize"]["type"] == "none"
    added = 2 * MARGIN - chart.spec["padding"]["left"] - chart.spec["padding"]["right"]
    fit = {"autosize": {"type": "pad"}} if is_fixed else {"width": chart.spec["width"] + added}
    return chart.spec | {"padding": MARGIN, "background": theme.COLOURS["paper"], "title": title} | fit


def get_drawing(chart: Chart, *, csv_url: str = "") -> Drawing:
    """Return the chart with its drawings where there are any. Draws nothing."""
    key = digest(chart)
    csv = ((_("Download the figures (CSV)"), csv_url),) if csv_url else ()
    if not _is_drawn(key):
        return Drawing(chart, key, None, None, csv)
    links = tuple(
        (words, address)
        for words, kind in (
            (_("Download the picture (SVG)"), "svg"),
            (_("Download the picture (PNG)"), "png"),
        )
        if (address := find_address("drawing", key=key, kind=kind))
    )
    return Drawing(chart, key, _read(path(key, "wide.svg")), _read(path(key, "narrow.svg")), csv + links)


def _is_drawn(key: str) -> bool:
    return default_storage.exists(path(key, "wide.svg"))


def _read(name: str) -> SafeString:
    with default_storage.open(name) as file:
        return mark_safe(file.read().decode())  # noqa: S308  # cleaned when it was drawn


def _keep(name: str, content: bytes) -> None:
    # Another process may have drawn the same chart at the same moment; the files are equal.
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
