from pathlib import Path

import pytest
import yaml

from fairplace.town.feeds.models import Feed
from fairplace.town.feeds.operations.feed import change_feed
from fairplace.town.packs.checks import check_pack
from fairplace.town.packs.operations import load_pack
from tests.factories.pack import write_pack

FEED = {
    "indicator": "test-jobs", "publisher": "fingertips", "asked": {"indicators": 90362, "area_type": "502"},
    "every_days": 90, "confirmed": True,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    write_pack(tmp_path)
    return tmp_path


def put(folder: Path, *feeds):
    (folder / "feeds.yaml").write_text(yaml.safe_dump(list(feeds)))


@pytest.mark.django_db
def test_a_pack_brings_its_feeds_and_leaves_alone_what_people_changed(folder):
    put(folder, {**FEED, "taken": {"sex": "Persons", "age": "16-64 yrs"}, "note": "By age."})
    load_pack(folder=folder, by=None)
    feed = Feed.objects.get()
    assert (feed.asked, feed.every_days, feed.is_active, feed.is_confirmed, feed.note) == (
        {"indicators": "90362", "area_type": "502"}, 90, True, True, "By age.",
    )  # fmt: skip
    assert feed.taken["age"] == "16-64 yrs"

    put(folder, {**FEED, "every_days": 30, "paused": True, "confirmed": False})
    load_pack(folder=folder, by=None)
    feed.refresh_from_db()
    assert (feed.every_days, feed.is_active, feed.is_confirmed, feed.taken) == (30, False, False, {})

    change_feed(by=None, feed=feed, version=1, values={"every_days": 7})
    load_pack(folder=folder, by=None)

    feed.refresh_from_db()
    assert (feed.every_days, feed.version, Feed.objects.count()) == (7, 2, 1)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"publisher": "nobody"}, "feeds.yaml, entry 1, publisher: nobody is not known. Write one of: "),
        ({"indicator": "peace"}, "feeds.yaml, entry 1, indicator: peace is not in indicators/."),
        ({"asked": {"indicators": "1"}}, "feeds.yaml, entry 1, asked.area_type: is missing. Kind of area: "),
        (
            {"asked": {"indicators": "1", "area_type": "502", "colour": "blue"}},
            "feeds.yaml, entry 1, asked.colour: fingertips is not asked for colour. Write one of: indicators,",
        ),
        ({"every_days": 0}, "feeds.yaml, entry 1, every_days: "),
        ({"polarity": "high"}, "feeds.yaml, entry 1, polarity: is not known here."),
    ],
)
def test_what_is_wrong_with_a_feed_is_said_with_its_place(folder, entry, said):
    put(folder, {**FEED, **entry})

    problems = [str(one) for one in check_pack(folder)]

    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_a_publisher_is_asked_once_for_an_indicator(folder):
    put(folder, FEED, FEED)

    assert [str(one) for one in check_pack(folder)] == [
        "feeds.yaml, entry 2, publisher: fingertips is asked for test-jobs already in entry 1. Keep one of them."
    ]
