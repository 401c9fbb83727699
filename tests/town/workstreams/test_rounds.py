"""Two people map apart; nobody sees a mark before both are done; then they settle."""

import pytest
from django.test import Client

from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Alignment, Mark, Round, Settlement
from fairplace.town.workstreams.operations.round import (
    RoundRefused,
    finish_marking,
    save_marks,
    settle_cell,
    take_into_matrix,
)
from fairplace.town.workstreams.operations.snapshot import snapshot
from fairplace.town.workstreams.queries.round import get_outcome
from fairplace.town.workstreams.rules.agreement import measure_agreement
from tests.factories import (
    make_alignment,
    make_objective,
    make_person,
    make_recommendation,
    make_round,
    make_town,
    make_workstream,
)

SECRET = "quince marmalade"


def test_agreement_counts_cells_and_near_misses():
    first = ["none", "none", "part", "full", "touches", "part"]
    second = ["none", "none", "part", "part", "none", "full"]

    found = measure_agreement(first, second)

    assert (found.cells, found.same, found.percent) == (6, 3, 50.0)
    assert found.table == ((2, 0, 0, 0), (1, 0, 0, 0), (0, 0, 1, 1), (0, 0, 1, 0))
    # By hand: weighted agreement (3 + 3 * 2/3) / 6 = 5/6; by chance 10.333/18 from the margins.
    assert found.kappa.value == pytest.approx((5 / 6 - 31 / 54) / (1 - 31 / 54))
    assert found.kappa.has_interval


def test_where_chance_alone_agrees_kappa_is_refused_with_a_sentence():
    found = measure_agreement(["none"] * 4, ["none"] * 4)

    assert (found.kappa, found.percent) == (None, 100.0)
    assert found.refusal == ("Everything was put in one category, so agreement beyond chance cannot be told.")


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def rows(town):
    objective = make_objective(town)
    return [make_recommendation(objective, code) for code in ("R1", "R2")]


@pytest.fixture
def works(town):
    return [make_workstream(town, code) for code in ("W1", "W2")]


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "programme-team")


@pytest.fixture
def fay(town):
    return make_person("Fay", town, "analyst")


def sign_in(person):
    client = Client()
    client.force_login(person)
    return client


def open_in_browser(client, ada, fay):
    typed = {
        "name": "Spring",
        "first": ada.pk,
        "second": fay.pk,
        "objectives": ["M1"],
        "workstreams": ["W1", "W2"],
    }
    return client.post("/mapping/rounds/add/", typed)


def mark_all(client, pk, **fits):
    """Mark every cell None but those named as R1_W1=fit, with a reason that nobody else may read."""
    for row in ("R1", "R2"):
        typed = {"rest": "on"}
        for cell, fit in fits.items():
            if cell.startswith(row):
                code = cell.split("_")[1]
                typed |= {f"fit-{code}": fit, f"why-{code}": SECRET}
        client.post(f"/mapping/rounds/{pk}/marks/{row}/", typed)
    return client.post(f"/mapping/rounds/{pk}/done/")


def test_a_whole_round_in_the_browser(town, rows, works, ada, fay):
    one, two = sign_in(ada), sign_in(fay)
    make_alignment(rows[0], works[0], "touches", rationale="Old")
    address = open_in_browser(one, ada, fay).url
    made = Round.objects.get()
    assert address == f"/mapping/rounds/{made.pk}/"

    mark_all(one, made.pk, R1_W1="part", R2_W2="full")
    mark_all(two, made.pk, R1_W1="part", R2_W2="touches")
    html = two.get(address).content.decode()
    assert "They said the same of 3." in html
    assert "75%" in html
    assert "1 cell left to settle" in html
    assert "Take into the matrix" not in html

    answer = two.post(f"{address}settle/R2/W2/", {"fit": "part", "why": "It covers half the schools."})
    assert answer.url == address
    one.post(f"{address}take/")

    cells = {(a.recommendation.code, a.workstream.code): a for a in Alignment.objects.all()}
    assert {key: a.fit for key, a in cells.items()} == {
        ("R1", "W1"): "part", ("R1", "W2"): "none", ("R2", "W1"): "none", ("R2", "W2"): "part",
    }  # fmt: skip
    agreed, settled = cells["R1", "W1"], cells["R2", "W2"]
    assert (agreed.mapped_by, agreed.checked_by, agreed.version, agreed.rationale) == (ada, fay, 2, SECRET)
    assert (settled.mapped_by, settled.checked_by, settled.rationale) == (
        fay,
        None,
        "It covers half the schools.",
    )
    changed = AuditEvent.objects.get(kind="alignment", verb="changed a mapping")
    assert (changed.subject, changed.before["rationale"]) == ("R1 × W1", "Old")
    assert AuditEvent.objects.filter(kind="alignment", verb="mapped").count() == 3
    html = one.get(address).content.decode()
    assert "Taken into the matrix on" in html
    assert "It covers half the schools. (Fay" in html


def test_no_page_and_no_export_leaks_a_mark_before_both_are_done(town, rows, works, ada, fay):
    eve = make_person("Eve", town, "administrator")
    made = make_round(town, ada, fay, rows, works)
    mark_all(sign_in(ada), made.pk, R1_W1="full")
    base = f"/mapping/rounds/{made.pk}/"
    addresses = [
        "/mapping/rounds/", base, f"{base}marks/R1/", f"{base}settle/R1/W1/", "/audit/", "/audit/audit.csv",
        "/workstreams/", "/workstreams/W1/", "/recommendations/", "/objectives/M1/", "/desk/",
        "/sheets/workstreams/file.csv", "/workstreams/scale/",
    ]  # fmt: skip

    for client in (sign_in(fay), sign_in(eve), Client()):
        for address in addresses:
            answer = client.get(address, follow=True)
            html = (b"".join(answer) if answer.streaming else answer.content).decode()
            assert SECRET not in html, address
            assert not ('value="full"' in html and "checked" in html), address
    for event in AuditEvent.objects.all():
        assert "full" not in str([event.subject, event.before, event.after])
        assert SECRET not in str([event.subject, event.before, event.after])
    assert not Alignment.objects.exists()
    with pytest.raises(AssertionError, match="not before"):
        get_outcome(one=made)


def test_each_finds_their_own_marks_again(town, rows, works, ada, fay):
    made = make_round(town, ada, fay, rows, works)
    client = sign_in(ada)
    address = f"/mapping/rounds/{made.pk}/marks/R1/"
    answer = client.post(address, {"fit-W1": "part", "why-W1": SECRET})
    assert answer.url == f"/mapping/rounds/{made.pk}/marks/R2/"
    assert client.post(address, {"fit-W1": "part", "why-W1": SECRET, "stay": "yes"}).url.endswith(
        f"/{made.pk}/"
    )

    html = client.get(address).content.decode()

    assert SECRET in html
    assert 'value="part" checked' in html
    assert "1 of 2" in client.get(f"/mapping/rounds/{made.pk}/").content.decode()
    assert Mark.objects.count() == 1


def test_nobody_is_done_while_a_cell_is_open(town, rows, works, ada, fay):
    made = make_round(town, ada, fay, rows, works)
    client = sign_in(ada)

    html = client.post(f"/mapping/rounds/{made.pk}/done/", follow=True).content.decode()

    assert "4 cells have no mark yet." in html
    assert Round.objects.get().first_done_at is None


def test_marks_stand_once_somebody_is_done(town, rows, works, ada, fay):
    made = make_round(town, ada, fay, rows, works)
    client = sign_in(ada)
    mark_all(client, made.pk, R1_W1="part")

    answer = client.post(f"/mapping/rounds/{made.pk}/marks/R1/", {"fit-W1": "full"}, follow=True)
    assert client.get(f"/mapping/rounds/{made.pk}/marks/R1/").url == f"/mapping/rounds/{made.pk}/"

    assert "your marks cannot be changed" in answer.content.decode()
    with pytest.raises(RoundRefused):
        save_marks(by=ada, one=made, recommendation=rows[0], marks={works[0]: ("full", "")})
    with pytest.raises(RoundRefused):
        finish_marking(by=ada, one=made)
    assert Mark.objects.get(recommendation=rows[0], workstream=works[0]).fit == "part"


def test_only_the_two_mark_settle_and_take(town, rows, works, ada, fay):
    eve = make_person("Eve", town, "analyst")
    client = sign_in(eve)
    made = make_round(town, ada, fay, rows, works)
    marked = make_round(town, ada, fay, rows, works, marks={(ada, "R1", "W1"): "part"}, rest="none")

    assert client.get(f"/mapping/rounds/{made.pk}/marks/R1/").status_code == 403
    assert client.get(f"/mapping/rounds/{marked.pk}/settle/R1/W1/").status_code == 403
    assert client.post(f"/mapping/rounds/{marked.pk}/take/").status_code == 403
    assert "You are not one of the two" in client.get(f"/mapping/rounds/{made.pk}/").content.decode()
    with pytest.raises(RoundRefused, match="Only the two"):
        finish_marking(by=eve, one=made)
    with pytest.raises(RoundRefused):
        save_marks(by=eve, one=made, recommendation=rows[0], marks={works[0]: ("full", "")})


def test_nothing_is_taken_before_all_is_settled_and_nothing_twice(town, rows, works, ada, fay):
    made = make_round(
        town, ada, fay, rows, works, marks={(ada, "R1", "W1"): "part", (ada, "R2", "W1"): "full"}, rest="none"
    )
    with pytest.raises(RoundRefused, match="2 cells are not settled yet"):
        take_into_matrix(by=ada, one=made)
    client = sign_in(ada)
    address = f"/mapping/rounds/{made.pk}/settle"
    assert "Write why" in client.post(f"{address}/R1/W1/", {"fit": "part"}).content.decode()

    answer = client.post(f"{address}/R1/W1/", {"fit": "part", "why": "Yes."})
    assert answer.url == f"{address}/R2/W1/"
    client.post(f"{address}/R1/W1/", {"fit": "touches", "why": "On second thoughts."})
    client.post(f"{address}/R2/W1/", {"fit": "full", "why": "Yes."})
    assert client.get(f"{address}/R1/W2/").status_code == 404
    assert len(take_into_matrix(by=ada, one=made).changes) == 4
    with pytest.raises(RoundRefused, match="already"):
        take_into_matrix(by=ada, one=made)

    cell = get_outcome(one=Round.objects.get()).differing[0]
    with pytest.raises(RoundRefused, match="already"):
        settle_cell(by=ada, one=made, cell=cell, fit="full", why="Too late")
    client.post(f"{address}/R1/W1/", {"fit": "full", "why": "Too late"})
    assert Settlement.objects.get(recommendation=rows[0]).fit == "touches"
    assert "already" in client.post(f"/mapping/rounds/{made.pk}/take/", follow=True).content.decode()
    assert AuditEvent.objects.filter(verb="settled").count() == 3


def test_a_round_needs_both_before_it_is_taken(town, rows, works, ada, fay):
    with pytest.raises(RoundRefused, match="Both people"):
        take_into_matrix(by=ada, one=make_round(town, ada, fay, rows, works))


def test_a_round_in_the_matrix_is_undone_in_one_step_and_can_be_settled_anew(town, rows, works, ada, fay):
    kept = make_alignment(rows[0], works[0], "full", rationale="Old.", mapped_by=fay, checked_by=ada)
    before = snapshot(kept)
    made = make_round(town, ada, fay, rows, works, rest="none")
    client = sign_in(ada)
    page = client.post(f"/mapping/rounds/{made.pk}/take/", follow=True).content.decode()
    undo = f"/mapping/changes/{Round.objects.get().batch_id}/"
    assert "4 cells are in the matrix" in page
    assert undo in page
    assert "From the round" in client.get(undo).content.decode()

    client.post(undo)

    cell = Alignment.objects.get()
    assert {**snapshot(cell), "version": 0} == {**before, "version": 0}
    assert cell.version > before["version"]
    assert Round.objects.get().is_open
    assert len(take_into_matrix(by=ada, one=made).changes) == 4


def test_an_abandoned_round_takes_nothing_more_and_keeps_what_was_marked(town, rows, works, ada, fay):
    made = make_round(town, ada, fay, rows, works, marks={(ada, "R1", "W1"): "part"})
    client = sign_in(ada)

    page = client.post(f"/mapping/rounds/{made.pk}/abandon/", follow=True).content.decode()

    assert "Abandoned on" in page
    assert f"/mapping/rounds/{made.pk}/marks/R1/" not in page
    assert client.get(f"/mapping/rounds/{made.pk}/marks/R1/").status_code == 302
    with pytest.raises(RoundRefused, match="abandoned"):
        save_marks(by=ada, one=made, recommendation=rows[0], marks={works[0]: ("full", "")})
    with pytest.raises(RoundRefused, match="abandoned"):
        finish_marking(by=ada, one=made)
    with pytest.raises(RoundRefused, match="abandoned"):
        take_into_matrix(by=ada, one=made)
    assert "was abandoned" in client.post(f"/mapping/rounds/{made.pk}/abandon/", follow=True).content.decode()
    assert Mark.objects.filter(by=ada).get(fit="part")
    assert "Abandoned" in client.get("/mapping/rounds/").content.decode()
    assert AuditEvent.objects.filter(verb="abandoned").count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Give the round a name."),
        ({"second": "first"}, "Choose somebody else"),
        ({"objectives": []}, "Choose at least one objective."),
        ({"workstreams": []}, "Choose at least one workstream."),
    ],
)
def test_a_round_that_cannot_be_opened_says_why(town, rows, works, ada, fay, wrong, sentence):
    typed = {"name": "Spring", "first": ada.pk, "second": fay.pk, "objectives": ["M1"], "workstreams": ["W1"]}
    wrong = {"second": ada.pk} if wrong == {"second": "first"} else wrong

    html = sign_in(ada).post("/mapping/rounds/add/", typed | wrong).content.decode()

    assert sentence in html
    assert not Round.objects.exists()


def test_a_mark_that_there_is_not_gets_a_sentence(town, rows, works, ada, fay):
    made = make_round(town, ada, fay, rows, works)

    html = (
        sign_in(ada)
        .post(f"/mapping/rounds/{made.pk}/marks/R1/", {"fit-W1": "huge", "why-W1": "x"})
        .content.decode()
    )

    assert "Select a valid choice" in html
    assert 'value="x"' in html


def test_what_is_not_there_is_not_found(town, rows, works, ada, fay):
    made = make_round(town, ada, fay, rows[:1], works)
    client = sign_in(ada)

    assert client.get("/mapping/rounds/999/").status_code == 404
    assert client.get(f"/mapping/rounds/{made.pk}/marks/R2/").status_code == 404


def test_a_recommendation_under_no_objective_is_not_offered(town, rows, works, ada, fay):
    rows[1].home = None
    rows[1].save()

    assert "(1)" in sign_in(ada).get("/mapping/rounds/add/").content.decode()


def test_empty_pages_say_what_is_missing(town, ada):
    client = sign_in(ada)
    assert "No rounds yet" in client.get("/mapping/rounds/").content.decode()
    assert "There is nothing to map yet" in client.get("/mapping/rounds/add/").content.decode()
    make_recommendation(make_objective(town), "R1")
    make_workstream(town, "W1")
    assert "A round needs two people" in client.get("/mapping/rounds/add/").content.decode()
