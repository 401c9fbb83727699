import pytest

from fairplace.town.packs.checks import check_pack
from tests.factories.pack import FILES, write_pack


def test_a_whole_pack_has_no_problems(tmp_path):
    assert check_pack(write_pack(tmp_path)) == []


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    [problem] = check_pack(tmp_path / "nowhere")

    assert "no such folder" in str(problem)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("pack.yaml", "format: 1", "format: 9", "pack.yaml, format: 9"),
        ("pack.yaml", "updated_on: 2026-11-01", "updated_on: soon", "is not a date"),
        ("pack.yaml", "name: Testham\n", "", "pack.yaml, name: is missing"),
        ("pack.yaml", "place: E06000001", "place: E06000009", "E06000009 is not in places.csv"),
        ("places.csv", "E01000002,Testham", "E01000001,Testham", "row 5, code: E01000001 stands already in row 4"),
        ("places.csv", "E01000001,Testham 001A,neighbourhood,E06000001", "E01000001,Testham 001A,hamlet,E06000001",
         "places.csv, row 4, kind: 'hamlet'"),
        ("figures/test-jobs.csv", ",70,68,72", ",seventy,68,72", "row 2, value: 'seventy' is not a number"),
        ("figures/test-jobs.csv", ",70,68,72", ",70,78,72", "row 2, lower: 78.0 is above the value 70.0"),
        ("figures/test-jobs.csv", ",70,68,72", ",70,60,69", "row 2, upper: 69.0 is below the value 70.0"),
        ("figures/test-jobs.csv", ",70,68,72", ",,68,72", "row 2, value: is empty"),
        ("figures/test-jobs.csv", "2023-01-01,2023-12-31", "2023-12-31,2023-01-01", "row 2, from"),
        ("figures/test-jobs.csv", "E06000001,2024", "E06000001,2023", "stands already in row 2"),
        ("figures/test-jobs.csv", ",,jobs-2025,\nE92", ",,jobs-2020,\nE92", "release: jobs-2020 is not in"),
        ("figures/test-jobs.csv", "70,68,72,,,,jobs-2025,", "70,68,72,,,,jobs-2025", "more or fewer cells"),
        ("figures/test-jobs.csv", "2023-12-31,,,70", "2023-12-31,sex,,70", "dimension and subgroup both"),
        ("measures.yaml", "indicator: test-jobs", "indicator: nothing", "nothing is not in indicators/"),
        ("measures.yaml", "slug: respect", "slug: compare", "entry 2 (compare), slug: compare is the address of a page of ours"),
        ("measures.yaml", "needed: A survey.", "", "entry 2 (respect), needed"),
        ("measures.yaml", "objectives: [M1]", "objectives: [M9]", "M9 is not in framework.yaml"),
        ("measures.yaml", "status: proposed\n- ", "status: maybe\n- ", "measures.yaml, entry 1, status: 'maybe'"),
        ("measures.yaml", "status: proposed\n- slug: respect", "status: proposed\n  targets:\n    - {of: level, base_year: 2024.5, base_value: 71, year: 2020, value: 80, status: proposed, source: Ours}\n- slug: respect", "cannot end in 2020"),
        ("measures.yaml", "status: proposed\n- slug: respect", "status: proposed\n  targets:\n    - {of: level, base_year: 2024.5, base_value: 71, year: 2040, value: 80, status: proposed, source: Ours, adopted_on: 2026-01-01}\n- slug: respect", "no day of adoption"),
        ("measures.yaml", "status: proposed\n- slug: respect", "status: proposed\n  targets:\n    - {of: relative gap, base_year: 2024.5, base_value: 71, year: 2040, value: 0, status: proposed, source: Ours}\n- slug: respect", "A ratio is above 0"),
        ("measures.yaml", "status: proposed\n- slug: respect", "status: proposed\n  targets:\n    - {of: level, base_year: 2024.5, base_value: 71, year: 2040, value: 180, status: proposed, source: Ours}\n- slug: respect", "180 is beyond what test-jobs can be"),
        ("measures.yaml", "status: proposed\n- slug: respect", "status: proposed\n  targets:\n    - {of: level, base_year: 2024.5, base_value: 71, year: 2040, value: 80, status: proposed, source: Ours}\n    - {of: level, base_year: 2024.5, base_value: 71, year: 2040, value: 80, status: proposed, source: Ours}\n- slug: respect", "two paths of one kind"),
        ("indicators/test-jobs.yaml", "polarity: high", "polarity: high\ncomparison: range-goal\ngoals: [75]", "needs its numbers"),
        ("indicators/test-jobs.yaml", "polarity: high", "polarity: high\ncomparison: range-goal\ngoals: [80, 75]", "the lower number first"),
        ("indicators/test-jobs.yaml", "polarity: high", "polarity: high\nform: proportion", "A share in % is given per 100"),
        ("indicators/test-jobs.yaml", "polarity: high", "polarity: high\nlowest: 900", "900 is not below 100"),
        ("demonstration.yaml", "people:", "notes: [{measure: nothing, kind: story, text: T}]\npeople:", "note 1, measure: nothing is not in measures.yaml"),
        ("demonstration.yaml", "people:", "standings: [{measure: jobs, day: -3, state: told, text: T, source: S}]\npeople:", "jobs is a number"),
        ("groups.yaml", "slug: children", "slug: children, reports_to: nobody", "nobody is not in groups.yaml"),
        ("framework.yaml", "objective: M1", "objective: M7", "M7 is not in its objectives"),
        ("framework.yaml", "title: Testham together", "title: [", "cannot be read as YAML"),
        ("deprivation.yaml", "columns:\n  - {code: average-score, name: Rank of average score, plain: The average over people.}", "columns: []",
         "deprivation.yaml, columns: [] has too few entries"),
        ("deprivation_authorities.csv", ",70,jobs", ",700,jobs", "row 2, rank: 700 is outside 1 to 317"),
        ("deprivation_neighbourhoods.csv", "4,1,0,jobs", "4,0,0,jobs", "row 3, tile_column, tile_row"),
        ("deprivation_neighbourhoods.csv", "60.1,100,1,", "60.1,100,11,", "row 2, decile"),
        ("pages/our-story.md", "---\ntitle", "title", "between two lines ---"),
        ("demonstration.yaml", "programme-team", "mayor", "mayor is not in the roles"),
        ("demonstration.yaml", "group: children", "group: nowhere", "homes, groups: nowhere is not in groups.yaml"),
        ("demonstration.yaml", "other: cafe", "other: bar", "tie 1, ties: bar is not in the organisations"),
        ("demonstration.yaml", "other: cafe", "other: homes", "homes is tied to itself"),
        ("demonstration.yaml", "code: cafe", "code: homes", "homes stands already in organisation 1"),
        ("indicators/test-jobs.yaml", "code: test-jobs", "code: other", "the file is named test-jobs"),
    ],
)  # fmt: skip
def test_every_fault_names_its_file_and_place_and_what_to_do(tmp_path, file, old, new, words):
    assert old in FILES[file]
    write_pack(tmp_path)
    (tmp_path / file).write_text(FILES[file].lstrip("\n").replace(old, new, 1), encoding="utf-8")

    problems = [str(problem) for problem in check_pack(tmp_path)]

    assert any(words in problem for problem in problems), problems


def test_a_missing_file_is_named(tmp_path):
    write_pack(tmp_path)
    (tmp_path / "places.csv").unlink()

    assert any(str(p).startswith("places.csv: The file is missing") for p in check_pack(tmp_path))
