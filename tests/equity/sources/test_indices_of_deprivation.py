import pytest

from fairplace.equity.sources import deprivation_editions
from fairplace.equity.sources.deprivation_editions import EDITIONS, Edition, edition_of
from fairplace.equity.sources.deprivation_headings import match_neighbourhoods, vintage_in
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import read_grid
from fairplace.equity.sources.indices_of_deprivation import (
    IndicesOfDeprivation,
    read_neighbourhoods,
    read_summaries,
)

from .beside import needs_downloads
from .fake import client_of, serve
from .fake_indices_of_deprivation import FILE_7, answer, file_10
from .replies import published, reply
from .test_grids import workbook

FILE_10 = "imd/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx"
ASKED = {"edition": "2019", "address": "media/5/File_7.csv"}


@pytest.fixture
def small(monkeypatch):
    """Let the edition of 2019 have three neighbourhoods and two authorities, as the fake has."""
    monkeypatch.setitem(deprivation_editions.EDITIONS, "2019", Edition("2019", 2011, 3, 2019, 2))


def fetch(**asked):
    with serve(answer) as fake, client_of(fake) as client:
        return list(IndicesOfDeprivation(fake.base).fetch(ASKED | asked, client))


@pytest.mark.usefixtures("small")
def test_scores_ranks_tenths_and_people_have_our_names():
    table = read_neighbourhoods(fetch(), ASKED)

    assert table.to_pylist()[1] == {
        "code": "E01000002", "name": "Nowhere 001B", "authority": "E06000032", "authority_name": "Luton",
        "imd_score": 30.2, "imd_rank": 2.0, "imd_decile": 5.0, "income_score": 0.5, "income_rank": 1.0,
        "education_score": 20.5, "education_rank": 3.0, "idaci_score": 0.4, "wider_barriers_score": 1.1,
        "people": 2004.0, "people_under_16": 400.0,
    }  # fmt: skip


@pytest.mark.usefixtures("small")
def test_figures_are_of_the_edition_and_say_that_it_is_relative():
    figures = IndicesOfDeprivation().read(fetch(), ASKED)

    assert figures["indicator"].unique().to_pylist() == [
        "imd score", "imd rank (1 = most deprived)", "imd tenth (1 = most deprived)",
    ]  # fmt: skip
    assert figures.to_pylist()[4] | {"note": ""} == figures.to_pylist()[4] | {
        "place": "E01000002", "place_kind": "LSOA 2011", "period": "2019", "value": 2.0, "note": "",
    }  # fmt: skip
    assert figures["note"][0].as_py() == "Edition 2019. Editions are relative: two of them are no trend."
    assert IndicesOfDeprivation().read(fetch(), ASKED | {"domain": "idaci"}).num_rows == 3
    with pytest.raises(
        NotLoaded, match=r"The file of the English Indices of Deprivation 2019 holds nothing about crime"
    ):
        IndicesOfDeprivation().read(fetch(), ASKED | {"domain": "crime"})


@pytest.mark.usefixtures("small")
def test_summaries_stand_one_row_an_authority_and_domain():
    (found,) = fetch(address="media/5/File_10.xlsx")
    table = read_summaries(found, ASKED)

    assert table.num_rows == 4
    assert table.to_pylist()[0] == {
        "code": "E06000032", "name": "Luton", "domain": "imd", "rank_of_average_rank": 1.0, "average_rank": 2.5,
        "rank_of_average_score": 1.0, "average_score": 45.15, "rank_of_worst_tenth": 1.0, "worst_tenth": 0.5,
        "rank_of_extent": 1.0, "extent": 0.6, "rank_of_local_concentration": 1.0, "local_concentration": 2.9,
    }  # fmt: skip
    assert table.to_pylist()[2]["extent"] is None


@pytest.mark.usefixtures("small")
def test_summaries_are_figures_too():
    figures = IndicesOfDeprivation().read(fetch(address="media/5/File_10.xlsx"), ASKED).to_pylist()

    found = {(row["place"], row["indicator"]): row["value"] for row in figures}
    assert len(found) == 2 * 10
    assert found["E06000032", "imd average rank (highest = most deprived)"] == 2.5
    assert found["E06000032", "imd rank of average score (1 = most deprived)"] == 1
    assert figures[0]["place_kind"] == "Local authority 2019"


def test_changed_columns_are_told():
    with pytest.raises(NotLoaded, match=r"has no column of neighbourhoods' codes\. It begins: Area, Thing"):
        read_neighbourhoods(
            [reply(FILE_7.replace(b"LSOA code (2011),LSOA name (2011)", b"Area,Thing"))], ASKED
        )


@pytest.mark.usefixtures("small")
def test_two_files_are_joined_by_neighbourhood():
    one = "LSOA code (2011),Crime Score\nE01000003,3\nE01000001,1\nE01000002,2\n"

    table = read_neighbourhoods([reply(FILE_7), reply(one)], ASKED)

    assert table["crime_score"].to_pylist() == [1, 2, 3]
    with pytest.raises(NotLoaded, match=r"do not fit together: crime_score is missing for E01000001\."):
        read_neighbourhoods([reply(FILE_7), reply(one.replace("E01000001,1\n", ""))], ASKED)
    with pytest.raises(NotLoaded, match=r"contradict each other about imd_score"):
        read_neighbourhoods([reply(FILE_7), reply(one.replace("Crime Score", "IMD Score"))], ASKED)


def test_a_file_with_too_few_neighbourhoods_is_cut_short():
    with pytest.raises(NotLoaded, match=r"have 32,844 neighbourhoods; this file has 3\. It is cut short"):
        read_neighbourhoods(fetch(), ASKED)

    assert read_neighbourhoods(fetch(), ASKED | {"part": "yes"}).num_rows == 3


@pytest.mark.parametrize(
    ("body", "edition", "said"),
    [
        (FILE_7, "2025", "has neighbourhoods of 2011, and that edition stands on those of 2021"),
        ("LSOA name (2011),Crime Score\nA,1\n", "2019", "has no column of neighbourhoods' codes"),
        ("LSOA code (2011),IMD Rank\nE1,1\nE1,2\n", "2019", "names the neighbourhood E1 twice"),
        (
            "LSOA code (2011),IMD Rank\nE1,0\nE2,2\n",
            "2019",
            "Ranks of 2019 run from 1 to 32,844; imd_rank has 0 to 2",
        ),
        ("LSOA code (2011),IMD Rank\nE1,\nE2,\n", "2019", "The column imd_rank of 2019 is empty"),
        ("LSOA code (2011),IMD Rank,IMD Score\nE1,1,5\nE2,2,9\n", "2019", "imd_rank runs the wrong way"),
        ("LSOA code (2011),IMD Rank,IMD  Rank\nE1,1,1\n", "2019", "Two columns seem to be imd_rank"),
        ("LSOA code (2011),IMD Rank\nE1,first\n", "2019", "row 2, column IMD Rank: “first” is not a number"),
        (
            workbook(Notes=[], IMD=[["Ward"], ["A"]]),
            "2019",
            "has no sheet of neighbourhoods. Its sheets are: Notes, IMD",
        ),
    ],
)
def test_a_file_that_does_not_fit_its_edition_is_refused(body, edition, said):
    with pytest.raises(NotLoaded) as refusal:
        read_neighbourhoods([reply(body)], {"edition": edition, "part": "yes"})

    assert said in str(refusal.value)


def test_summaries_of_other_authorities_are_refused():
    with pytest.raises(NotLoaded, match=r"should have authorities of 2024, but has those of 2019"):
        read_summaries(reply(file_10()), {"edition": "2025"})
    with pytest.raises(NotLoaded, match=r"has 2 authorities of 317\."):
        read_summaries(reply(file_10()), {"edition": "2019"})
    with pytest.raises(NotLoaded, match="holds no column “Rank of average score”"):
        read_summaries(reply("Ward,Crime\nA,1\n"), {"edition": "2019"})


def test_an_edition_that_does_not_exist_and_no_file_are_refused():
    with pytest.raises(NotLoaded, match=r"There is no edition 2020; there are 2010, 2015, 2019, 2025\."):
        edition_of("2020")
    with pytest.raises(NotLoaded, match="No file"):
        read_neighbourhoods([], ASKED)


def test_the_year_of_the_boundaries_is_found_in_a_heading():
    assert [vintage_in(name) for name in ("LSOA code (2011)", "lsoa21_code", "LSOA21CD", "code")] == [
        2011,
        2021,
        2021,
        None,
    ]


@needs_downloads
def test_the_fake_has_the_headings_of_the_real_files():
    real = read_grid(published("imd/luton_iod2019_lsoa11.csv")[0].body, called="The real file")
    ours = read_grid(FILE_7, called="The fake")
    # Scores stand in File 7 alone, which we do not hold; what else the fake has must stand in the real ones.
    shared = [name for name in ours.names if "Score" not in name and "IDACI" not in name]
    (summary,) = published(FILE_10)

    assert [name for name in shared if name not in real.names] == []
    for sheet in ("IMD", "Crime"):
        typed = read_grid(file_10(), called="The fake", sheet=sheet)
        assert set(typed.names) <= set(read_grid(summary.body, called="The real file", sheet=sheet).names)


@needs_downloads
@pytest.mark.parametrize(
    ("name", "edition", "expected"),
    [
        (FILE_10, "2019", {"average_score": 25.908, "rank_of_average_score": 70, "extent": 0.271, "rank_of_extent": 72,
                           "worst_tenth": 0.0331, "rank_of_worst_tenth": 145}),
        ("imd/imd2025_england_ltla24.csv", "2025",
         {"average_score": 29.548, "rank_of_average_score": 45, "rank_of_average_rank": 33, "worst_tenth": 0.136,
          "rank_of_worst_tenth": 60, "extent": 0.3669, "rank_of_extent": 41, "rank_of_local_concentration": 67}),
    ],
)  # fmt: skip
def test_luton_stands_where_the_ministry_says(name, edition, expected):
    table = read_summaries(published(name)[0], {"edition": edition})

    (luton,) = [row for row in table.to_pylist() if (row["code"], row["domain"]) == ("E06000032", "imd")]
    assert {key: luton[key] for key in expected} == expected
    assert table.filter(table["domain"].to_numpy() == "imd").num_rows == EDITIONS[edition].authorities


@needs_downloads
def test_domains_of_luton_in_2025_stand_where_the_ministry_says():
    table = read_summaries(published("imd/imd2025_england_ltla24.csv")[0], {"edition": "2025"})

    luton = {
        row["domain"]: row["rank_of_average_score"] for row in table.to_pylist() if row["code"] == "E06000032"
    }
    assert luton == {
        "imd": 45, "income": 14, "barriers": 24, "education": 37, "employment": 81, "health": 91, "living": 95, "crime": 98,
    }  # fmt: skip


@needs_downloads
@pytest.mark.parametrize(
    ("names", "edition", "tenths"),
    [
        (["imd/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz"], "2019", [4, 29, 18, 18, 21, 7, 9, 10, 5, 0]),
        (["imd/imd2025_england_lsoa21.csv.gz"], "2025", [17, 27, 20, 18, 12, 7, 6, 14, 4, 0]),
    ],
)
def test_tenths_of_lutons_neighbourhoods_are_as_published(names, edition, tenths):
    lookup = {"2019": ("geography/LSOA11_LSOA21_LAD22_EW_LU_V2.csv.gz", "LSOA11CD", "LAD22CD"),
              "2025": ("geography/lookup_lsoa21_ward24_ltla24.csv.gz", "lsoa21_code", "ltla24_code")}[edition]  # fmt: skip
    grid = read_grid(published(lookup[0])[0].body, called="The lookup")
    inside = {row[lookup[1]] for _number, row in grid.records() if row[lookup[2]] == "E06000032"}

    rows = read_neighbourhoods(published(*names), {"edition": edition}).to_pylist()

    found = [row["imd_decile"] for row in rows if row["code"] in inside]
    assert [found.count(tenth) for tenth in range(1, 11)] == tenths


@needs_downloads
@pytest.mark.parametrize(
    ("name", "edition"),
    [("imd/imd2010_england_lsoa01.csv.gz", "2010"), ("imd/imd2015_england_lsoa11.csv.gz", "2015")],
)
def test_older_editions_are_read_whole(name, edition):
    table = read_neighbourhoods(published(name), {"edition": edition})

    assert table.num_rows == EDITIONS[edition].neighbourhoods
    assert {"imd_score", "imd_rank", "imd_decile"} <= set(table.column_names)


@needs_downloads
def test_average_scores_of_2019_follow_from_the_neighbourhoods():
    """File 10 is File 9's scores weighted as the ministry weighs domains, by the people of File 6."""
    weights = {"Income": 22.5, "Employment": 22.5, "Education": 13.5, "Health": 13.5,
               "Crime": 9.3, "Barriers": 9.3, "Living Environment": 9.3}  # fmt: skip
    grid = read_grid(published("imd/luton_iod2019_lsoa11.csv")[0].body, called="Luton")
    found = match_neighbourhoods([name for name in grid.names if "transformed" not in name])
    people = [float(cell.replace(",", "")) for cell in grid.column(found["people"])]
    scores = [
        sum(
            weight / 100 * float(row[f"{name} Score - exponentially transformed"])
            for name, weight in weights.items()
        )
        for _number, row in grid.records()
    ]

    average = sum(score * n for score, n in zip(scores, people, strict=True)) / sum(people)

    assert round(average, 3) == 25.908


def test_several_files_may_be_asked_for_and_numbers_beside_no_score_are_taken():
    replies = fetch(address="media/5/File_7.csv, media/6/File_7.csv")
    ranks = "LSOA code (2011),Crime Rank,Crime Decile\nE01000001,1,1\nE01000002,2,1\n"

    assert len(replies) == 2
    assert read_neighbourhoods([reply(ranks)], ASKED | {"part": "yes"})["crime_rank"].to_pylist() == [1, 2]


def test_a_workbook_is_read_from_the_sheet_of_neighbourhoods():
    heads = ["LSOA code (2011)", "Index of Multiple Deprivation (IMD) Rank"]
    body = workbook(Notes=[["About"]], IMD2019=[heads, ["E01000001", 1], ["E01000002", 2]])

    table = read_neighbourhoods([reply(body)], ASKED | {"part": "yes"})

    assert table.to_pylist() == [
        {"code": "E01000001", "imd_rank": 1.0},
        {"code": "E01000002", "imd_rank": 2.0},
    ]
