"""Drawings of logic models as PNG: made once and kept by the digest of what is drawn."""

import hashlib
import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from fairplace.town.documents.fonts import FOLDER

# Counted up when the same drawing would come out differently, so that what was kept is not taken for new.
EDITION = 1
# A small drawing is painted at twice its size, so that it is sharp; a large one costs seconds at that.
SCALE, LARGE_SCALE, LARGE = 2, 1, 1_500_000


def get_png(svg: str) -> bytes:
    """Return the drawing as PNG. Painting takes up to a second, the first time only."""
    digest = hashlib.sha256(f"{EDITION}\n{svg}".encode()).hexdigest()[:32]
    name = f"drawings/logic-{digest}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    content = _paint(svg)
    default_storage.save(name, ContentFile(content))
    return content


def _paint(svg: str) -> bytes:
    import vl_convert  # noqa: PLC0415  # brings a whole script engine: loaded only where a picture is made

    vl_convert.register_font_directory(str(FOLDER))
    width, height = map(float, re.findall(r' (?:width|height)="([\d.e+]+)"', svg)[:2])
    return vl_convert.svg_to_png(svg, scale=LARGE_SCALE if width * height > LARGE else SCALE)
