from datetime import date
from xml.etree import ElementTree

import pytest

from fairplace.town.partners.models import Tie
from fairplace.town.partners.operations import TieRefused, draw_tie
from fairplace.town.partners.queries import get_map
from fairplace.town.partners.rules.ties import (
    SOURCES,
    Filters,
    Reason,
    Source,
    gather,
    pair_of,
    register_source,
)
from fairplace.town.people.models import AuditEvent
from tests.factories import (
    make_alignment,
    make_group,
    make_membership,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_tie,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


@pytest.fixture
def town():
    """Homes and the council sit together; the council and a hospital work together; a cafe knows homes."""
    town = make_town()
    objective = make_objective(town)
    council = make_organisation(town, "council", sector="council")
    homes = make_organisation(town, "homes", sector="housing")
    hospital = make_organisation(town, "hospital", sector="nhs")
    cafe = make_organisation(town, "cafe", sector="voluntary")
    make_organisation(town, "alone", sector="business")
    group = make_group(town, objectives=[objective])
    make_membership(group, council, since_on=date(2023, 1, 1))
    make_membership(group, homes, since_on=date(2024, 1, 1), until_on=date(2026, 12, 31))
    work = make_workstream(town, lead=council, starts_on=date(2025, 1, 1))
    work.partners.set([hospital])
    make_alignment(make_recommendation(objective), work)
    make_tie(homes, cafe)
    return town


def pairs_of(town, **asked):
    shown = get_map(town=town, filters=Filters(**{"day": DAY, **asked}))
    return [(tie.one.code, tie.other.code) for tie in shown.ties]


ALL = [("cafe", "homes"), ("council", "homes"), ("council", "hospital")]


@pytest.mark.parametrize(
    ("asked", "pairs"),
    [
        ({}, ALL),
        ({"kind": "group"}, [("council", "homes")]),
        ({"kind": "workstream"}, [("council", "hospital")]),
        ({"kind": "drawn"}, [("cafe", "homes")]),
        ({"kind": "nonsense"}, []),
        ({"sector": "nhs"}, [("council", "hospital")]),
        ({"objective": "M1"}, [("council", "homes"), ("council", "hospital")]),
        ({"objective": "M9"}, []),
        ({"recommendation": "R1"}, [("council", "hospital")]),
        ({"day": date(2024, 6, 1)}, [("council", "homes")]),
        ({"day": date(2023, 6, 1)}, []),
        ({"day": date(2027, 1, 1)}, [("cafe", "homes"), ("council", "hospital")]),
        ({"focus": "cafe"}, [("cafe", "homes")]),
        ({"focus": "cafe", "steps": 2}, [("cafe", "homes"), ("council", "homes")]),
        ({"focus": "cafe", "steps": 3}, ALL),
        ({"focus": "alone", "steps": 4}, []),
        ({"focus": "nobody"}, ALL),
    ],
)
def test_the_map_shows_what_is_asked_for(town, asked, pairs):
    assert pairs_of(town, **asked) == pairs


def test_the_map_says_where_everybody_stands(town):
    shown = get_map(town=town, filters=Filters(day=DAY, focus="cafe", steps=4))

    told = {line.organisation.code: (line.standing.degree, line.steps) for line in shown.partners}
    assert told == {"council": (2, 2), "homes": (2, 1), "cafe": (1, 0), "hospital": (1, 3)}
    assert [line.organisation.code for line in shown.bridges] == ["council", "homes"]
    assert [line.other.code for line in shown.list_ties_of("homes")] == ["cafe", "council"]
    assert shown.parts == [4]


def test_partners_without_a_tie_are_named(town):
    assert [one.code for one in get_map(town=town, filters=Filters(day=DAY)).alone] == ["alone"]
    assert get_map(town=town, filters=Filters(day=DAY, sector="nhs")).alone == []


def test_an_archived_partner_is_on_no_map(town):
    town.organisations.filter(code="hospital").update(archived_on=DAY)

    assert pairs_of(town) == ALL[:2]


def test_work_that_does_nothing_for_a_recommendation_is_not_shown_for_it(town):
    town.workstreams.get().alignments.update(fit="none")

    assert pairs_of(town, recommendation="R1") == []


def test_a_draft_gives_nothing_away(town):
    town.frameworks.get().items.filter(code="R1").update(status="draft")

    assert pairs_of(town, recommendation="R1") == []


def test_of_several_seats_in_a_group_the_one_that_lasts_longest_counts(town):
    group, homes = town.groups.get(), town.organisations.get(code="homes")
    make_membership(group, homes, name="Dee", since_on=date(2025, 1, 1))
    make_membership(group, homes, name="Eve")

    [reason] = SOURCES["group"].list_reasons(town)

    assert (reason.pair, reason.since_on, reason.until_on) == (("council", "homes"), date(2023, 1, 1), None)


def test_several_reasons_make_one_tie_the_oldest_first():
    old = Reason(("a", "b"), "group", "Board", since_on=date(2020, 1, 1))
    new = Reason(("a", "b"), "workstream", "Work", since_on=date(2024, 1, 1))
    undated = Reason(("a", "b"), "drawn", "Drawn")

    assert gather([undated, new, old]) == {("a", "b"): (old, new, undated)}


def test_a_pair_has_one_name():
    assert pair_of("b", "a") == pair_of("a", "b") == ("a", "b")


def test_a_kind_of_tie_is_registered_once():
    source = SOURCES["group"]
    register_source(source)

    with pytest.raises(AssertionError, match="already"):
        register_source(Source("group", "Other", "", source.list_reasons))


def test_the_page_draws_the_map_and_says_the_same_in_a_table(client, town):
    html = client.get("/partners/map/").content.decode()

    assert html.count('<svg viewBox="0 0 960') == html.count('<svg viewBox="0 0 340') == 1
    assert "4 partners" in html
    assert "They share a kitchen. (drawn by hand)" in html
    assert html.count('href="/partners/map/?focus=homes"') == 2
    assert "Somebody" not in html


def test_the_map_around_a_partner_leads_to_its_page(client, town):
    html = client.get("/partners/map/?focus=homes&steps=1").content.decode()

    assert "Who works with Homes" in html
    assert 'href="/partners/map/?focus=council&amp;steps=1"' in html
    assert '<a href="/partners/homes/" tabindex="-1">' in html


def test_without_ties_the_page_says_so(client):
    make_town()

    assert "No ties yet" in client.get("/partners/map/").content.decode()
    assert "No tie fits" in client.get("/partners/map/?sector=nhs").content.decode()


def test_a_day_that_is_none_gets_a_sentence(client, town):
    html = client.get("/partners/map/?day=soon&steps=99").content.decode()

    assert "Write the date as year-month-day" in html
    assert 'value="soon"' in html


def read(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def test_what_is_shown_leaves_as_csv(client, town):
    partners = read(client.get("/partners/map/partners.csv?kind=drawn"))
    ties = read(client.get("/partners/map/ties.csv?kind=drawn"))

    assert partners[1:] == ["cafe,Cafe,voluntary,1,0.0,1,0,False,", "homes,Homes,housing,1,0.0,1,0,False,"]
    assert ties[1:] == ["cafe,homes,drawn,1,They share a kitchen. (drawn by hand),2025-01-01,True"]


def test_what_is_shown_leaves_as_graphml(client, town):
    town.organisations.filter(code="cafe").update(name="Caf\x0b & Co")
    answer = client.get("/partners/map/map.graphml?focus=cafe")

    root = ElementTree.fromstring(b"".join(answer.streaming_content))
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {node.get("id"): node for node in root.findall(".//g:node", space)}
    edge = root.find(".//g:edge", space)
    assert sorted(nodes) == ["cafe", "homes"]
    assert nodes["cafe"].find("g:data[@key='node_name']", space).text == "Caf & Co"
    assert (edge.get("source"), edge.get("target")) == ("cafe", "homes")
    assert edge.find("g:data[@key='edge_drawn_by_hand']", space).text == "true"


def test_there_is_no_other_file(client, town):
    assert client.get("/partners/map/ties.graphml").status_code == 404


@pytest.fixture
def ada(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def test_a_tie_drawn_by_hand_says_who_drew_it_and_why(ada, town):
    ada.post("/partners/map/draw/", {"one": "alone", "other": "cafe", "why": "They share a van."})

    html = ada.get("/partners/map/draw/").content.decode()
    assert "Alone – Cafe" in html
    assert ">Ada</td>" in html
    told = AuditEvent.objects.get(kind="tie")
    assert (told.verb, told.subject, told.after) == ("drew", "alone and cafe", {"why": "They share a van."})


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"one": "cafe", "other": "cafe", "why": "x"}, "A tie has two ends."),
        ({"one": "cafe", "other": "homes", "why": "x"}, "Somebody has drawn this tie already."),
        ({"one": "cafe", "other": "council", "why": ""}, "Write what ties them."),
        ({"one": "", "other": "council", "why": "A van"}, "Choose a partner."),
    ],
)
def test_a_tie_that_cannot_be_drawn_gets_a_sentence_and_keeps_what_was_typed(ada, said, sentence):
    html = ada.post("/partners/map/draw/", said).content.decode()

    assert sentence in html
    assert f'value="{said["why"]}"' in html or not said["why"]
    assert Tie.objects.count() == 1


def test_a_tie_to_itself_is_refused_below_the_form_too(town):
    cafe = town.organisations.get(code="cafe")

    with pytest.raises(TieRefused):
        draw_tie(by=None, one=cafe, other=cafe, why="x")


def test_a_tie_is_removed_with_a_record(ada, town):
    ada.post(f"/partners/map/draw/{Tie.objects.get().pk}/remove/")

    assert Tie.objects.count() == 0
    assert AuditEvent.objects.get(kind="tie").before == {
        "why": "They share a kitchen.",
        "drawn on": "2025-01-01",
    }


def test_a_tie_of_another_town_is_out_of_reach(ada, town):
    other = make_town("other", "E06000002", "Otherham", is_default=False)
    tie = make_tie(make_organisation(other, "a"), make_organisation(other, "b"))

    assert ada.post(f"/partners/map/draw/{tie.pk}/remove/").status_code == 404
