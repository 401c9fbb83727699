import pytest

from fairplace.town.logicmodels.models import Claim
from fairplace.town.logicmodels.operations.claim import ClaimChanged, ClaimRefused, review_claim, write_claim
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.claim import list_claims, list_claims_for_measure
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.claims import sum_claims
from tests.factories import make_logic_model, make_measure, make_person
from tests.factories.logicmodels import put_link, put_step

PAGE = "/logic-models/warm-homes/"
SAID = {
    "claim": "The visits helped.",
    "evidence_for": "61 of 100 asked",
    "evidence_against": "A mild winter",
    "rivals": "Lower prices",
    "would_change": "If others said so too",
    "strength": "some",
    "why": "Before and after",
}


@pytest.fixture
def claim(model, ada):
    return write_claim(by=ada, model=model, link="visits-homes", values=SAID)


def test_a_claim_is_written_on_a_link_and_shown_on_the_model(client, model, ada):
    answer = client.post(f"{PAGE}links/visits-homes/claims/add/", {**SAID, "number": 0})

    claim = Claim.objects.get()
    assert (claim.link, claim.number, claim.strength, claim.written_by) == ("visits-homes", 1, "some", ada)
    assert answer.url == f"{PAGE}claims/{claim.thread}/"
    assert "The visits helped." in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}links/never/claims/add/").status_code == 404


def test_a_claim_that_nothing_can_shake_is_refused(client, model, ada):
    page = client.post(
        f"{PAGE}links/visits-homes/claims/add/", {**SAID, "number": 0, "would_change": ""}
    ).content.decode()

    assert "A claim that nothing can shake says nothing." in page
    assert "The visits helped." in page


def test_the_next_version_leaves_the_one_before_as_it_was(client, model, claim):
    client.post(f"{PAGE}claims/{claim.thread}/change/", {**SAID, "number": 1, "strength": "weak"})

    rows = Claim.objects.order_by("number").values_list("thread", "number", "strength")
    assert list(rows) == [(claim.thread, 1, "some"), (claim.thread, 2, "weak")]
    page = client.get(f"{PAGE}claims/{claim.thread}/").content.decode()
    assert "Version 1" in page
    assert [one.claim.number for one in list_claims(model, get_state(model))] == [2]


def test_two_who_write_the_next_version_see_each_other(client, model, claim, ada):
    write_claim(by=ada, model=model, link=claim.link, values={**SAID, "claim": "Theirs"}, after=claim)

    answer = client.post(f"{PAGE}claims/{claim.thread}/change/", {**SAID, "number": 1, "claim": "Mine"})

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    with pytest.raises(ClaimChanged):
        write_claim(by=ada, model=model, link=claim.link, values=SAID, after=claim)
    client.post(f"{PAGE}claims/{claim.thread}/change/", {**SAID, "number": 2, "claim": "Mine"})
    assert list(Claim.objects.order_by("number").values_list("claim", flat=True)) == [
        "The visits helped.",
        "Theirs",
        "Mine",
    ]


def test_nobody_reviews_their_own_claim(client, town, claim, ada):
    own = client.post(f"{PAGE}claims/{claim.thread}/review/", {"words": "Splendid."}).content.decode()
    assert "Somebody else has to look at a claim that you wrote." in own

    ben = make_person("Ben", town, "contributor")
    client.force_login(ben)
    client.post(f"{PAGE}claims/{claim.thread}/review/", {"words": "Needs a comparison."})

    claim.refresh_from_db()
    assert (claim.reviewed_by, claim.review) == (ben, "Needs a comparison.")
    with pytest.raises(ClaimRefused, match="reviewed already"):
        review_claim(by=ben, claim=claim, words="Again.")


def test_a_claim_of_another_model_is_not_found(client, town, claim):
    make_logic_model(town, "other", [put_step("a")])

    assert client.get(f"/logic-models/other/claims/{claim.thread}/").status_code == 404


def test_a_link_that_was_taken_away_takes_its_claims_out_of_sight(model, claim, ada):
    add_events(by=ada, model=model, changes=[("remove link", {"key": "visits-homes"})])
    model.refresh_from_db()

    assert list_claims(model, get_state(model)) == []
    assert Claim.objects.count() == 1


def test_claims_are_counted_and_never_added_up():
    labels = {"strong": "Strong", "weak": "Weak"}

    one = sum_claims(["weak", "strong", "weak"], labels)
    none = sum_claims([], labels)

    assert (dict(one.counts), one.total) == ({"strong": 1, "weak": 2}, 3)
    assert one.sentence == (
        "3 claims by strength of evidence (strong: 1, weak: 2). They are summed as claims, never added up as "
        "effect: together they do not say how much of a change came from the work."
    )
    assert none.sentence == "Nobody has claimed that work contributed to this."


def test_a_measure_is_told_of_the_claims_on_links_that_lead_to_it(client, town, model, ada):
    make_measure(town, "worry")
    steps = [
        put_step("out", "output"),
        put_step("mid", "medium", measure="worry"),
        put_link("out", "mid"),
        put_link("mid", "out"),
    ]
    shown = make_logic_model(town, "shown", steps, is_illustrative=True)
    hidden = make_logic_model(town, "hidden", steps)
    for one in (shown, hidden):
        write_claim(by=ada, model=one, link="out-mid", values={**SAID, "claim": f"Claim of {one.slug}"})
        write_claim(by=ada, model=one, link="mid-out", values={**SAID, "claim": "Elsewhere"})

    inside, told = list_claims_for_measure(town, "worry")
    outside, _told = list_claims_for_measure(town, "worry", public=True)
    client.logout()
    page = client.get("/measures/worry/contribution/").content.decode()

    assert ([one.claim.claim for one in told], inside.counts, outside.counts) == (
        ["Claim of shown", "Claim of hidden"],
        {"some": 2},
        {"some": 1},
    )
    assert "Claim of shown" in page
    assert "Claim of hidden" not in page
    assert "Ada" not in page
