import pytest

from fairplace.town.partners.models import Group
from fairplace.town.partners.operations import save_groups
from fairplace.town.partners.queries import list_groups
from tests.factories import make_group, make_objective, make_town

pytestmark = pytest.mark.django_db


def entry(slug, reports_to="", objectives=()):
    return {
        "slug": slug,
        "name": slug.capitalize(),
        "kind": "board",
        "aliases": [],
        "purpose": "Children first.",
        "reports_to": reports_to,
        "objectives": list(objectives),
    }


def test_groups_may_report_to_one_that_stands_further_down():
    town = make_town()
    objective = make_objective(town)

    assert save_groups(town=town, entries=[entry("children", "board", ["M1"]), entry("board")]) == 2

    children, board = list_groups(town=town)
    assert (children.slug, children.reports_to, list(children.objectives.all())) == (
        "children",
        board,
        [objective],
    )
    assert (board.reports_to, list(board.objectives.all())) == (None, [])


def test_saved_again_a_group_no_longer_answers_for_what_was_taken_out():
    town = make_town()
    make_objective(town)
    save_groups(town=town, entries=[entry("board"), entry("children", "board", ["M1"])])

    save_groups(town=town, entries=[entry("children")])

    children = Group.objects.get(slug="children")
    assert (children.reports_to, list(children.objectives.all()), children.position) == (None, [], 1)


def test_groups_of_another_town_are_not_listed():
    town, other = make_town(), make_town("other", "E06000002", "Otherham", is_default=False)
    make_group(other)

    assert list_groups(town=town) == []


def test_groups_bring_what_they_answer_for_in_two_questions(django_assert_num_queries):
    town = make_town()
    board = make_group(town, "board")
    for number in range(3):
        make_group(town, f"g{number}", [make_objective(town, f"M{number}", number)], reports_to=board)

    with django_assert_num_queries(2):
        found = [(one.reports_to, list(one.objectives.all())) for one in list_groups(town=town)]

    assert [bool(superior) for superior, _ in found] == [False, True, True, True]


def test_the_page_leads_to_the_objectives_and_to_the_group_above(client):
    town = make_town()
    board = make_group(town, "board")
    make_group(town, objectives=[make_objective(town)], reports_to=board)

    html = client.get("/groups/").content.decode()

    assert '<a href="/groups/board/">Board</a>' in html
    assert '<a href="/objectives/M1/">M1</a>' in html


def test_without_groups_the_page_says_so(client):
    make_town()

    assert "No groups yet" in client.get("/groups/").content.decode()
