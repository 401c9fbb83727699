"""Draws the charts of snapshots outside requests; a page shows their tables until that is done."""

from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Snapshot
from fairplace.town.reviews.pictures import read_chart
from fairplace.town.reviews.queries.frozen import read_body
from fairplace.town.ui.charts.drawing import draw


def draw_charts(snapshot: Snapshot) -> int:
    """Draw every chart of a snapshot that is not drawn yet; return how many it has. May be run again."""
    kept = [one for charts in read_body(snapshot)["charts"].values() for one in charts.values()]
    for one in kept:
        draw(read_chart(one))
    return len(kept)


def draw_every_chart(*, town: Town) -> int:
    """Draw the charts of all snapshots of a town that are not drawn yet."""
    return sum(map(draw_charts, Snapshot.objects.filter(town=town)))
