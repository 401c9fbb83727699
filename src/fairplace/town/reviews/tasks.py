"""What is done beside requests."""

from django_tasks import task

from fairplace.town.reviews.models import Snapshot
from fairplace.town.reviews.operations.drawing import draw_charts


@task()
def draw_snapshot(pk: int) -> int:
    """Draw the charts of a snapshot; return how many it has."""
    return draw_charts(Snapshot.objects.get(pk=pk))
