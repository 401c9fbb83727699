import pytest

from fairplace.town.reports.operations import draw_charts
from fairplace.town.ui.charts.drawing import get_drawing
from fairplace.town.ui.example_charts import get_example_charts
from tests.factories import make_town

pytestmark = pytest.mark.django_db


def test_gallery_is_drawn_and_counted_for_no_town(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_town()

    count = draw_charts()

    assert count == 0
    assert [chart.title for chart in get_example_charts() if not get_drawing(chart).svg] == []
