from collections.abc import Callable, Iterator
from itertools import chain

from fairplace.town.chain.operations import run_lint
from fairplace.town.chain.queries import is_due
from fairplace.town.measures.operations import draw_charts as draw_measures
from fairplace.town.places.queries import list_towns
from fairplace.town.reports.tasks import draw_maps
from fairplace.town.reviews.operations.drawing import draw_every_chart
from fairplace.town.ui.charts.drawing import draw
from fairplace.town.ui.example_charts import get_example_charts
from fairplace.town.workstreams.operations.charts import draw_charts as draw_workstreams


def draw_charts(*, say: Callable[[str], None] = lambda line: None) -> int:
    """Draw every chart of every town that is not drawn yet. Runs outside requests; may be run again."""
    count = 0
    for town in list_towns():
        for name in chain(draw_measures(town=town), draw_workstreams(town=town), draw_maps(town=town)):
            count += 1
            say(f"{town.name}: {name}")
        # Most of them are drawn by now: an unchanged figure has the same drawing.
        draw_every_chart(town=town)
    # The gallery shows each kind of chart once, with figures that are nobody's: no town's, so not counted.
    for example in get_example_charts():
        draw(example)
    return count


def lint_due_plans() -> Iterator[str]:
    """Test the plan of each town whose last test is a day old, and return their names one by one."""
    for town in list_towns():
        if is_due(town=town):
            run_lint(by=None, town=town)
            yield town.name
