import pytest

from fairplace.equity.sources.waiting import Turns
from tests.equity.sources.fake import QUICK, Watch, serve
from tests.factories import make_person, make_place, make_town
from tests.factories.feeds import make_feed
from tests.town.feeds.answers import ENGLAND, Fingertips, usual


@pytest.fixture
def data(settings, tmp_path):
    """Give the town a data folder of its own, and let it ask publishers, which are not there."""
    settings.DATA_DIR = tmp_path
    settings.ASKS_PUBLISHERS = True
    settings.SOURCE_CLIENT = {"limits": QUICK, "clock": Watch().clock, "turns": Turns()}
    return tmp_path


@pytest.fixture
def fake(data, settings):
    """Serve an invented Fingertips on loopback."""
    with serve(Fingertips(usual())) as fake:
        settings.SOURCE_ADDRESSES = {"fingertips": fake.base}
        yield fake


@pytest.fixture
def town(data, db):
    return make_town(compared=[make_place(ENGLAND, "England", "country")])


@pytest.fixture
def feed(town):
    return make_feed(town)


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "analyst")
