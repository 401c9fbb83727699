from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.state import Evidence

PAGE = "/logic-models/warm-homes/"


def state_of(model):
    model.refresh_from_db()
    return get_state(model)


def test_a_link_is_added_with_its_why(client, model, ada):
    assert 'value="mend" selected' in client.get(f"{PAGE}links/add/?start=mend").content.decode()

    client.post(
        f"{PAGE}links/add/",
        {"version": 0, "start": "mend", "end": "homes", "rationale": "It does.", "evidence": "local"},
    )

    added = list(state_of(model).links.values())[-1]
    assert (added.start, added.end, added.rationale, added.evidence) == (
        "mend",
        "homes",
        "It does.",
        Evidence.LOCAL,
    )


def test_a_link_leads_elsewhere_and_only_once(client, model, ada):
    fields = {"version": 0, "rationale": "Kept words", "evidence": "unsaid"}

    self_made = client.post(f"{PAGE}links/add/", {**fields, "start": "mend", "end": "mend"}).content.decode()
    twice = client.post(f"{PAGE}links/add/", {**fields, "start": "visits", "end": "homes"}).content.decode()

    assert "A step cannot lead to itself." in self_made
    assert "These two steps are linked already." in twice
    assert "Kept words" in twice
    assert len(state_of(model).links) == 2


def test_a_clash_on_a_link_shows_both(client, model, ada):
    add_events(
        by=ada,
        model=model,
        changes=[("put link", {"key": "homes-warm", "rationale": "Theirs", "evidence": "reviews"})],
    )
    mine = {"version": 1, "start": "homes", "end": "warm", "rationale": "Mine", "evidence": "unsaid"}

    answer = client.post(f"{PAGE}links/homes-warm/", mine)
    page = answer.content.decode()

    assert answer.status_code == 409
    for words in ("Theirs", "Reviews of many studies show it", "Mine", "Not said"):
        assert words in page
    client.post(f"{PAGE}links/homes-warm/", {**mine, "version": 2})
    saved = state_of(model).links["homes-warm"]
    assert (saved.rationale, saved.evidence) == ("Mine", Evidence.NONE)


def test_a_link_that_was_taken_away_comes_back_with_the_words(client, model, ada):
    add_events(by=ada, model=model, changes=[("remove link", {"key": "homes-warm"})])
    mine = {"version": 1, "start": "homes", "end": "warm", "rationale": "Mine", "evidence": "studies"}

    assert client.post(f"{PAGE}links/homes-warm/", mine).status_code == 409
    client.post(f"{PAGE}links/homes-warm/", {**mine, "version": 0})

    assert state_of(model).links["homes-warm"].rationale == "Mine"
    assert client.get(f"{PAGE}links/never/").status_code == 404


def test_a_link_is_taken_away_only_as_it_was_read(client, model, ada):
    page = client.post(f"{PAGE}links/homes-warm/remove/", {"version": "9"}, follow=True).content.decode()
    assert "Look at it again before you take it away." in page

    client.post(f"{PAGE}links/homes-warm/remove/", {"version": "1"})

    assert list(state_of(model).links) == ["visits-homes"]
