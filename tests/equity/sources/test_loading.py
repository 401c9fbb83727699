import pytest

from fairplace.equity.sources import find_publisher
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.journal import Journal
from fairplace.equity.sources.loading import fetch
from fairplace.equity.sources.snapshot import SnapshotStore

from .fake import BRIEF, FAULTS, Answer, Watch, client_of, serve
from .fakes import PAIRS
from .rows import figures

CASES = [
    pytest.param(pair, fault, id=f"{pair.code}-{fault.replace(' ', '-')}")
    for pair in PAIRS
    for fault in FAULTS
    if fault not in pair.without
]
FIRST = [
    pytest.param(pair, fault, id=f"{pair.code}-{fault}")
    for pair in PAIRS
    if pair.figures
    for fault in ("empty", "html", "wrong content", "cut without a word")
]
each = pytest.mark.parametrize("pair", PAIRS, ids=[pair.code for pair in PAIRS])


@pytest.fixture
def store(tmp_path):
    return SnapshotStore(tmp_path)


def fetch_from(fake, pair, store, **settings):
    publisher = pair.publisher(fake)
    with client_of(fake, title=publisher.title, **settings) as client:
        return fetch(publisher, pair.asked, client=client, store=store)


@each
def test_figures_come_in_as_a_snapshot_and_a_table(pair, store):
    with serve(pair.answer) as fake:
        fetched = fetch_from(fake, pair, store)

    assert (fetched.outcome, fetched.comparison) == ("new", None)
    assert fetched.table.num_rows == pair.rows
    assert store.latest(pair.code, pair.asked) == fetched.snapshot
    assert store.table(fetched.snapshot, pair.publisher(fake)) == fetched.table
    assert "E06000032" in fetched.table["place"].to_pylist()


@each
@pytest.mark.parametrize("tags", [True, False])
def test_what_has_not_changed_makes_no_new_snapshot(pair, store, tags):
    with serve(pair.answer) as fake:
        fake.tags = tags
        first = fetch_from(fake, pair, store)
        asked = len(fake.asked)
        again = fetch_from(fake, pair, store)

    assert (again.outcome, again.snapshot) == ("unchanged", first.snapshot)
    assert again.table == first.table
    assert len(store.list()) == 1
    conditional = [question for question in fake.asked[asked:] if "If-None-Match" in question.headers]
    assert bool(conditional) == tags


@each
def test_a_revision_is_kept_beside_the_first_and_told(pair, store):
    with serve(pair.answer) as fake:
        first = fetch_from(fake, pair, store)
        fake.answer = pair.revised
        second = fetch_from(fake, pair, store)

    assert second.outcome == "new"
    assert second.snapshot.previous == first.snapshot.digest
    [change] = [row for row in second.comparison.revised.to_pylist() if row["place"] == "E06000032"][:1]
    assert change["after"] > change["before"]
    assert store.table(first.snapshot, pair.publisher(fake)) == first.table


@pytest.mark.parametrize(("pair", "fault"), FIRST)
def test_a_fault_of_what_is_asked_first_is_told_too(pair, fault, store):
    with serve(pair.answer) as fake:
        fake.break_with(fault)
        with pytest.raises(NotLoaded, match=f"{pair.publisher(fake).title} .*untouched"):
            fetch_from(fake, pair, store, limits=BRIEF)

    assert list(store.list()) == []


@pytest.mark.parametrize(("pair", "fault"), CASES)
def test_a_fault_is_told_in_a_sentence_and_loses_nothing(pair, fault, store):
    with serve(pair.answer) as fake:
        good = fetch_from(fake, pair, store)
        fake.answer, fake.tags = pair.revised, False
        fake.break_with(fault, on=pair.figures)
        with pytest.raises(NotLoaded) as refusal:
            fetch_from(fake, pair, store, limits=BRIEF)

    sentence = str(refusal.value)
    assert good.snapshot.title in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 320
    assert "Traceback" not in sentence
    latest = store.latest(pair.code, pair.asked)
    assert latest == good.snapshot
    store.verify(latest)
    assert store.table(latest, pair.publisher(fake)) == good.table
    assert Journal(store.folder).read(pair.code)[-1].said == sentence


@each
def test_a_fault_that_passes_is_not_noticed(pair, store):
    with serve(pair.answer) as fake:
        fake.break_with("429", times=2)
        watch = Watch()
        fetched = fetch_from(fake, pair, store, watch=watch)

    assert fetched.table.num_rows == pair.rows
    assert watch.slept == [7, 7]


@each
def test_the_first_attempt_that_fails_leaves_no_snapshot(pair, store):
    with serve(pair.answer) as fake:
        fake.break_with("html")
        with pytest.raises(NotLoaded):
            fetch_from(fake, pair, store)

    assert list(store.list()) == []


@each
def test_what_must_be_said_is_asked_for(pair, store):
    with serve(pair.answer) as fake:
        publisher = pair.publisher(fake)
        with (
            client_of(fake) as client,
            pytest.raises(NotLoaded, match=f"{publisher.title} must also be asked for"),
        ):
            fetch(publisher, {}, client=client, store=store)

    assert fake.asked == []


class Plain:
    """A publisher whose file has one number a line."""

    code, title, base, settings = "plain", "Plain", "http://127.0.0.1/", ()
    licence, attribution = "OGL v3.0", "Source: nobody"

    def fetch(self, asked, client):
        yield client.get("data.csv")

    def read(self, replies, asked):
        values = replies[0].body.split()
        return figures(*[{"place": str(at), "value": float(value)} for at, value in enumerate(values)])


def fetch_plain(body, store):
    with serve(lambda _: Answer(body)) as fake, client_of(fake) as client:
        return fetch(Plain(), {}, client=client, store=store)


def test_far_fewer_rows_are_held_until_somebody_accepts_them(store):
    good = fetch_plain(b"1 2 3 4", store)

    odd = fetch_plain(b"1 2", store)
    again = fetch_plain(b"1 2", store)

    assert odd.is_held
    assert [caution.sentence for caution in odd.comparison.warnings] == [
        "There are 2 rows where there were 4.",
        "No longer there: place Luton (2), Luton (3).",
    ]
    assert store.latest("plain", {}) == good.snapshot
    assert again.snapshot == odd.snapshot
    assert len(store.list(held=True)) == 1

    store.accept(odd.snapshot.digest)

    assert fetch_plain(b"1 2", store).outcome == "unchanged"


def test_no_rows_at_all_are_refused(store):
    with pytest.raises(NotLoaded, match="Plain sent no figures"):
        fetch_plain(b" ", store)


def test_a_damaged_snapshot_is_mended_by_fetching_again(store):
    first = fetch_plain(b"1 2", store)
    next(store.folder.glob("bodies/*/*")).write_bytes(b"broken")

    assert fetch_plain(b"1 2", store).outcome == "unchanged"
    store.verify(first.snapshot)


def test_after_a_snapshot_that_cannot_be_read_the_next_is_new(store):
    fetch_plain(b"1 2", store)
    next(store.folder.glob("bodies/*/*")).unlink()
    next(store.folder.glob("tables/*")).unlink()

    fetched = fetch_plain(b"7 8", store)

    assert (fetched.outcome, fetched.comparison) == ("new", None)


def test_a_publisher_that_yields_nothing_is_refused(store):
    class Silent(Plain):
        def fetch(self, asked, client):
            return iter(())

    with (
        serve(lambda _: Answer(b"")) as fake,
        client_of(fake) as client,
        pytest.raises(NotLoaded, match="sent nothing"),
    ):
        fetch(Silent(), {}, client=client, store=store)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.joinpath("file").write_text("a file where a folder should be")

    with pytest.raises(NotLoaded, match="The snapshot cannot be kept in"):
        fetch_plain(b"1 2", SnapshotStore(tmp_path / "file"))


def test_a_journal_that_cannot_be_written_is_told(store):
    store.folder.joinpath("journal").write_text("a file where a folder should be")

    with pytest.raises(NotLoaded, match=r"The journal in .* cannot be written"):
        fetch_plain(b"1 2", store)


def test_every_attempt_is_noted_and_half_a_line_is_passed_over(store):
    fetch_plain(b"1 2", store)
    journal = Journal(store.folder)
    with (journal.folder / "plain.jsonl").open("ab") as file:
        file.write(b'\n{"at": "2026-')
    with pytest.raises(NotLoaded):
        fetch_plain(b" ", store)

    assert [attempt.outcome for attempt in journal.read("plain", {})] == ["new", "failed"]
    assert journal.read("plain", {"x": "y"}) == []
    assert journal.read()[0].attempted_at.tzinfo


def test_a_key_is_never_kept(store):
    pair = next(pair for pair in PAIRS if pair.code == "nomis")
    with serve(pair.answer) as fake, client_of(fake) as client:
        publisher = find_publisher("nomis", base=fake.base, key="0xsecret")
        fetch(publisher, pair.asked, client=client, store=store)

    assert {question.params["uid"] for question in fake.asked} == {"0xsecret"}
    assert "0xsecret" not in repr(publisher)
    texts = [path.read_bytes() for path in store.folder.rglob("*") if path.is_file()]
    assert [text for text in texts if b"0xsecret" in text] == []
