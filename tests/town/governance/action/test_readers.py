"""Who reads an action up the line, and in the strategies that it is reported to."""

from fairplace.town.governance.models import Action
from fairplace.town.governance.operations.update import give_update
from fairplace.town.governance.queries.action import list_actions_read_by, list_readers
from fairplace.town.workstreams.models import Strategy
from tests.factories import make_action, make_group, make_workstream
from tests.town.governance.action.conftest import read


def test_everybody_up_the_line_reads_an_action_also_in_a_circle(town):
    board = make_group(town, "board")
    partnership = make_group(town, "partnership", reports_to=board)
    group = make_group(town, "children", reports_to=partnership)
    board.reports_to = group
    board.save()
    told = make_group(town, "told")
    action = make_action(group)
    action.also_to.add(told, board)

    readers = list_readers(action)

    assert [one.slug for one in readers.groups] == ["children", "partnership", "board", "told"]


def test_a_board_reads_what_reports_to_it_at_any_depth(town):
    board = make_group(town, "board")
    partnership = make_group(town, "partnership", reports_to=board)
    children = make_group(town, "children", reports_to=partnership)
    other = make_group(town, "other")
    for number, group in enumerate((board, partnership, children, other, other), start=1):
        make_action(group, number)
    Action.objects.get(number=5).also_to.add(board, partnership)

    assert [one.number for one in list_actions_read_by(board)] == [1, 2, 3, 5]
    assert [one.number for one in list_actions_read_by(board, own=False)] == [2, 3, 5]
    assert [one.number for one in list_actions_read_by(children)] == [3]


def test_a_strategy_shows_the_last_word_on_everything_reported_to_it(town, group, ben, as_ben):
    plan = Strategy.objects.create(town=town, name="Housing plan", address="https://example.org/plan")
    make_workstream(town, "W1").strategies.add(plan)
    for number in (1, 2, 3):
        action = make_action(group, number, owner=ben)
        if number < 3:
            action.strategies.add(plan)
    for note in ("First word.", "Last word."):
        give_update(by=ben, action=Action.objects.get(number=1), note=note, state="under way")

    page = read(as_ben, f"/strategies/{plan.pk}/")

    assert "Last word." in page
    assert "First word." not in page
    assert "No update yet." in page
    assert "Action 3" not in page
    assert "W1 Work W1" in page
    assert f'href="/strategies/{plan.pk}/"' in read(as_ben, f"/actions/?strategy={plan.pk}")


def test_a_strategy_of_nobody_is_not_found(as_ben):
    assert as_ben.get("/strategies/99/").status_code == 404
