import pytest

from fairplace.town.indicators.models import Observation
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.packs.operations import load_demonstration, load_pack
from fairplace.town.packs.problems import BrokenPack
from fairplace.town.pages.models import EditorialPage
from fairplace.town.partners.models import Membership, Organisation, Tie
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import Place, Town
from tests.factories.pack import FILES, write_pack

pytestmark = pytest.mark.django_db


def test_a_pack_becomes_a_town_with_its_numbers(tmp_path):
    town = load_pack(folder=write_pack(tmp_path), by=None)

    assert (town.name, town.is_default, town.is_demonstration) == ("Testham", True, False)
    assert [
        (o.place.name, o.period, o.value, o.lower, o.upper) for o in Observation.objects.order_by("pk")
    ] == [
        ("Testham", "2023", 70, 68, 72),
        ("Testham", "2024", 71, 69, 73),
        ("England", "2024", 75, 74.9, 75.1),
    ]
    assert Place.objects.get(code="E01000001").parent.code == "E06000001"
    assert [m.slug for m in ImpactMeasure.objects.all()] == ["jobs", "respect"]
    assert "<strong>here</strong>" in EditorialPage.objects.get(slug="our-story").body


def test_loading_is_recorded_with_the_fingerprint_of_the_pack(tmp_path):
    load_pack(folder=write_pack(tmp_path), by=None)

    event = AuditEvent.objects.get(kind="pack")
    assert (event.verb, event.subject, event.after["edition"]) == ("loaded", "testham", "2026-11")
    assert len(event.after["sha256"]) == 64


def test_loading_twice_adds_nothing_and_takes_withdrawn_numbers_out(tmp_path):
    load_pack(folder=write_pack(tmp_path), by=None)
    lines = FILES["figures/test-jobs.csv"].splitlines(keepends=True)
    (tmp_path / "figures/test-jobs.csv").write_text("".join([lines[0], lines[2], lines[3]]), encoding="utf-8")

    load_pack(folder=tmp_path, by=None)

    assert Town.objects.count() == 1
    assert sorted(Observation.objects.values_list("period", flat=True)) == ["2024", "2024"]


def test_a_broken_pack_stores_nothing(tmp_path):
    write_pack(tmp_path)
    (tmp_path / "measures.yaml").write_text("- {slug: x}\n", encoding="utf-8")

    with pytest.raises(BrokenPack) as refused:
        load_pack(folder=tmp_path, by=None)

    assert "measures.yaml, entry 1" in str(refused.value)
    assert not Town.objects.exists()
    assert not Place.objects.exists()


def test_what_an_editor_changed_is_kept(tmp_path):
    load_pack(folder=write_pack(tmp_path), by=None)
    page = EditorialPage.objects.get(slug="our-story")
    page.title = "Our own story"
    page.save_revision().publish()

    load_pack(folder=tmp_path, by=None)

    assert EditorialPage.objects.get(slug="our-story").title == "Our own story"


def test_people_of_the_demonstration_are_marked_as_invented(tmp_path):
    town = load_pack(folder=write_pack(tmp_path), by=None)

    [ada] = load_demonstration(folder=tmp_path, town=town)

    town.refresh_from_db()
    assert (ada.name, ada.is_demonstration, town.is_demonstration) == ("Ada Example", True, True)


def test_partners_of_the_demonstration_are_marked_and_kept_as_changed(tmp_path):
    town = load_pack(folder=write_pack(tmp_path), by=None)
    load_demonstration(folder=tmp_path, town=town)
    homes = Organisation.objects.get(code="homes")
    told = [(seat.group.slug, seat.is_chair) for seat in Membership.objects.filter(organisation=homes)]
    Organisation.objects.filter(code="cafe").update(name="Our cafe")

    load_demonstration(folder=tmp_path, town=town)

    names = Organisation.objects.filter(is_demonstration=True).values_list("name", flat=True)
    assert told == [("children", True)]
    assert [one.going for one in homes.pledges.get().check_ins.all()] == ["kept"]
    assert sorted(names) == ["Homes", "Our cafe"]
    assert [str(tie) for tie in Tie.objects.all()] == ["Homes – Our cafe"]


def test_a_pack_may_take_its_numbers_from_a_newer_publication(tmp_path):
    load_pack(folder=write_pack(tmp_path), by=None)
    for name in ("releases.yaml", "figures/test-jobs.csv", "deprivation.yaml", "deprivation_authorities.csv"):
        file = tmp_path / name
        file.write_text(file.read_text(encoding="utf-8").replace("jobs-2025", "jobs-2026"), encoding="utf-8")
    file = tmp_path / "deprivation_neighbourhoods.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("jobs-2025", "jobs-2026"), encoding="utf-8")

    load_pack(folder=tmp_path, by=None)

    assert set(Observation.objects.values_list("release__code", flat=True)) == {"jobs-2026"}
    assert Observation.objects.count() == 3


def test_paths_marks_and_what_the_statistics_need_come_with_a_pack(tmp_path):
    folder = write_pack(tmp_path)
    measures, card = folder / "measures.yaml", folder / "indicators" / "test-jobs.yaml"
    said = (
        "of: level, base_year: 2024.5, base_value: 71, year: 2040, value: 80, status: adopted, source: A plan"
    )
    more = f"""status: proposed
  judged_from: 2030
  targets: [{{{said}}}]
  markings: [{{kind: notice, since: 2020-03-23, text: Closed.}}]
- slug: respect"""
    measures.write_text(measures.read_text().replace("status: proposed\n- slug: respect", more, 1))
    card.write_text(card.read_text().replace("polarity: high", "polarity: high\nform: proportion\nper: 100"))

    load_pack(folder=folder, by=None)
    load_pack(folder=folder, by=None)

    measure = ImpactMeasure.objects.select_related("indicator").get(slug="jobs")
    target, marking = measure.targets.get(), measure.markings.get()
    assert (measure.judged_from, target.value, target.is_adopted) == (2030, 80, True)
    assert (marking.kind, marking.text) == ("notice", "Closed.")
    assert (measure.indicator.form, measure.indicator.per, measure.indicator.highest) == (
        "proportion",
        100,
        100,
    )


def test_invented_notes_and_standings_are_marked_and_added_once(tmp_path):
    folder = write_pack(tmp_path)
    file = folder / "demonstration.yaml"
    invented = """notes: [{measure: jobs, kind: story, text: The airport let people go.}]
standings: [{measure: respect, day: -3, state: told, text: Asked., source: Notes.}]
"""
    file.write_text(invented + file.read_text().lstrip())
    town = load_pack(folder=folder, by=None)

    load_demonstration(folder=folder, town=town)
    load_demonstration(folder=folder, town=town)

    note = ImpactMeasure.objects.get(slug="jobs").notes.get()
    standing = ImpactMeasure.objects.get(slug="respect").standings.get()
    assert (note.kind, note.is_demonstration, standing.state, standing.is_demonstration) == (
        "story",
        True,
        "told",
        True,
    )
