from datetime import date

import pytest

from fairplace.town.measures.models import Standing, Target
from fairplace.town.measures.queries import list_statuses
from tests.factories import make_indicator, make_measure, make_observations, make_subgroup, make_town

pytestmark = pytest.mark.django_db
# One a year, well beyond chance.
CLIMB = [(10 + n, 9.8 + n, 10.2 + n) for n in range(6)]
NOISE = [10, 12, 9, 11, 10, 12]


def make_path(measure, value, year=2040, of="level", status="adopted", **fields) -> Target:
    base = {"base_year": 2014.5, "base_value": 10, "source": "A plan.", **fields}
    return Target.objects.create(measure=measure, of=of, year=year, value=value, status=status, **base)


def status(values=CLIMB, polarity="high", path=None, **fields):
    town, indicator = make_town(), make_indicator(polarity=polarity)
    make_observations(indicator, town.place, values)
    measure = make_measure(town, indicator=indicator, **fields)
    if path:
        make_path(measure, **path)
    return list_statuses(town=town)[measure.pk]


@pytest.mark.parametrize(
    ("values", "polarity", "path", "word"),
    [
        (CLIMB, "high", {"value": 25}, "on course"),
        (CLIMB, "high", {"value": 60}, "off course"),
        (CLIMB, "low", {"value": 5}, "getting worse"),
        (CLIMB, "high", {"value": 12}, "achieved"),
        (NOISE, "high", {"value": 15}, "cannot tell"),
        ([1, 2], "high", {"value": 15}, "cannot tell"),
        (CLIMB, "high", None, "cannot tell"),
        (CLIMB, "low", None, "getting worse"),
        (CLIMB, "none", {"value": 25}, "cannot tell"),
        (CLIMB, "high", {"value": 25, "year": 2019}, "cannot tell"),
    ],
)
def test_a_status_is_one_of_six_words_with_its_reason(values, polarity, path, word):
    found = status(values, polarity, path)

    assert found.word == word
    assert found.reason.endswith(".")
    assert (found.has_path, found.is_proposed) == (path is not None and polarity != "none", False)


def test_without_a_path_a_tested_improvement_is_told_and_why_it_is_no_status():
    found = status()

    assert found.reason == (
        "It goes the right way, but no path was agreed that says whether it is fast enough."
    )


def test_a_status_against_a_proposed_path_says_that_nobody_adopted_it():
    found = status(path={"value": 25, "status": "proposed"})

    assert found.is_proposed
    assert found.reason.endswith("The path is our proposal: the town has not adopted it.")


def test_before_its_time_a_measure_is_too_early_with_its_year():
    found = status(NOISE, path={"value": 15}, judged_from=2031)

    assert (found.word, found.reason) == (
        "too early",
        "It is judged from 2031 on: what is being done cannot show before.",
    )


@pytest.mark.parametrize(("judged_from", "word"), [(2020, "too early"), (2019, "cannot tell")])
def test_figures_of_before_its_time_are_too_early_also_when_the_year_has_come(judged_from, word):
    # The newest figure is of 2019.
    assert status(NOISE, judged_from=judged_from).word == word


def test_getting_worse_is_told_before_its_time():
    assert status(CLIMB, "low", judged_from=2031).word == "getting worse"


def test_subgroups_that_differ_say_nothing_of_the_whole():
    town, indicator = make_town(), make_indicator(polarity="low")
    women, men = make_subgroup("women"), make_subgroup("men", position=2)
    make_observations(indicator, town.place, CLIMB, subgroup=women)
    make_observations(indicator, town.place, NOISE, subgroup=men)
    measure = make_measure(town, indicator=indicator)

    found = list_statuses(town=town)[measure.pk]

    assert found.word == "cannot tell"
    assert "women: Getting worse; men: Cannot tell" in found.reason


def test_each_subgroup_goes_by_its_own_path():
    town, indicator = make_town(), make_indicator()
    women, men = make_subgroup("women"), make_subgroup("men", position=2)
    for one in (women, men):
        make_observations(indicator, town.place, CLIMB, subgroup=one)
    measure = make_measure(town, indicator=indicator)
    make_path(measure, 12, subgroup="women")
    make_path(measure, 12.5, subgroup="men")

    assert list_statuses(town=town)[measure.pk].word == "achieved"


@pytest.mark.parametrize(
    ("state", "word", "reason"),
    [
        ("done", "achieved", "It is done, as told on 1 May 2026."),
        ("partly", "cannot tell", "It is partly done, as told on 1 May 2026."),
        ("not begun", "cannot tell", "It is not begun, as told on 1 May 2026."),
        ("told", "cannot tell", "How it stands was told in words on 1 May 2026, and words are not counted."),
        (None, "cannot tell", "Nobody has told yet how it stands."),
    ],
)
def test_what_is_not_counted_goes_by_its_newest_standing(state, word, reason):
    measure = make_measure(make_town(), "strategy", kind="status")
    if state:
        Standing.objects.create(
            measure=measure, on=date(2020, 1, 1), state="not begun", text="No.", source="S"
        )
        Standing.objects.create(measure=measure, on=date(2026, 5, 1), state=state, text="Told.", source="S")

    found = list_statuses(town=measure.town)[measure.pk]

    assert (found.word, found.reason) == (word, reason)


def test_a_number_of_a_measure_in_development_counts_for_nothing():
    found = status(CLIMB, path={"value": 12}, kind="in development")

    assert found.word == "cannot tell"
    assert found.reason == "There is no number yet."


def test_a_measure_without_figures_says_so():
    measure = make_measure(make_town(), "silent", kind="number")

    assert list_statuses(town=measure.town)[measure.pk].reason == "There is no number yet."


def test_statuses_of_three_measures_take_as_many_questions_as_of_one(django_assert_num_queries):
    town = make_town()
    for number in range(3):
        indicator = make_indicator(f"jobs-{number}")
        make_observations(indicator, town.place, CLIMB)
        make_path(make_measure(town, f"jobs-{number}", indicator), 25)

    # The measures, their objectives, every number, the marked changes of definition, and the paths.
    with django_assert_num_queries(5):
        found = list_statuses(town=town)

    assert {one.word for one in found.values()} == {"on course"}


def show_a_climb(polarity="high", path=None, **fields):
    town, indicator = make_town(), make_indicator(polarity=polarity)
    make_observations(indicator, town.place, CLIMB)
    measure = make_measure(town, indicator=indicator, **fields)
    if path:
        make_path(measure, path)
    return indicator


@pytest.mark.parametrize("address", ["/measures/", "/measures/jobs/"])
def test_without_a_path_the_tested_direction_is_shown_and_never_that_nobody_can_tell(client, address):
    show_a_climb()

    page = client.get(address).content.decode()
    main = page[page.index("<main") :].replace(">Cannot tell</option>", "")

    asked = {"/measures/": "For 1 of the 1 that can have a path to a target, none is set."}
    assert asked.get(address, "No path agreed") in main
    assert "verdict--better" in main
    assert "verdict--cannot-tell" not in main.split('<ul class="measure-lines">')[-1]
    assert "Cannot tell. " not in main


@pytest.mark.parametrize("address", ["/measures/", "/measures/jobs/"])
def test_with_a_path_the_direction_comes_before_the_status(client, address):
    show_a_climb(path=60)

    page = client.get(address).content.decode()
    foot = page[page.index("measure-line__marks" if address == "/measures/" else "measure-marks") :]

    assert foot.index("verdict--better") < foot.index("On its path:") < foot.index("Off course")
    assert "No path agreed" not in foot.replace(">No path agreed</option>", "")
    assert "none is set" not in page


@pytest.mark.parametrize("address", ["/measures/", "/measures/jobs/"])
@pytest.mark.parametrize(
    ("values", "polarity", "word", "path"),
    [(NOISE, "high", "cannot-tell", "proposed"), (CLIMB, "low", "worse", "adopted")],
)
def test_a_status_that_says_the_same_as_the_direction_is_one_word(
    client, address, values, polarity, word, path
):
    town, indicator = make_town(), make_indicator(polarity=polarity)
    make_observations(indicator, town.place, values)
    make_path(make_measure(town, indicator=indicator), 15 if polarity == "high" else 5, status=path)

    page = client.get(address).content.decode()
    start = page.index("measure-line__marks" if address == "/measures/" else "measure-marks")
    marks = page[start : page.index("</p>", start)]

    assert marks.count("verdict--") == marks.count(f"verdict--{word}") == 1
    assert ("also on a proposed path" if path == "proposed" else "also on its path") in marks


def test_where_neither_way_is_better_nobody_is_told_that_a_path_is_missing(client):
    show_a_climb(polarity="none", path=60)

    assert "No path agreed" not in client.get("/measures/jobs/").content.decode()


@pytest.mark.parametrize(
    ("asked", "count"), [("no path", 1), ("cannot tell", 0), ("on course", 0), ("", 1), ("x", 1)]
)
def test_the_list_finds_measures_without_a_path_under_their_own_name(client, asked, count):
    show_a_climb()

    assert len(client.get("/measures/", {"status": asked}).context["cards"]) == count


def test_a_subgroup_that_passed_its_test_is_told_as_better_where_subgroups_differ():
    town, indicator = make_town(), make_indicator(polarity="high")
    make_observations(indicator, town.place, CLIMB, subgroup=make_subgroup("women"))
    falling = [(20 - n, 19.8 - n, 20.2 - n) for n in range(6)]
    make_observations(indicator, town.place, falling, subgroup=make_subgroup("men", position=2))
    measure = make_measure(town, indicator=indicator)

    found = list_statuses(town=town)[measure.pk]

    assert "women: Better, and no path agreed; men: Getting worse" in found.reason
