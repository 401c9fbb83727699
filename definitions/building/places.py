"""Lists the places of a pack, their friendly names, and the wards and MSOAs that they lie in."""

from collections import Counter
from collections.abc import Iterator

from building.sources import Sources

PLACE_COLUMNS = ("code", "name", "kind", "parent", "vintage", "friendly_name")
LOOKUP_COLUMNS = ("place", "kind", "code", "name", "vintage")
SUCCESSION_COLUMNS = ("before", "after", "change", "weight")
ENGLAND = "E92000001"
SUMMARIES_2019 = "imd/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx"
SUMMARIES_2025 = "imd/imd2025_england_ltla24.csv"
CODE_2019 = "Local Authority District code (2019)"
NAME_2019 = "Local Authority District name (2019)"
# One row a pair, so that a neighbourhood that was split stands with each of its parts.
CHANGES = "geography/lookup_lsoa11_lsoa21_ltla22.csv.gz"
RESIDENTS = "population/census21_pop_lsoa21.csv.gz"
WARDS_2021 = "geography/LSOA11_WD21_LAD21_EW_LU_V2.xlsx"


def list_areas(sources: Sources) -> list[dict[str, str]]:
    """Return England, its regions, and every authority of the 2019 and the 2025 deprivation summaries."""
    now = {row["ltla24_code"]: row for row in sources.rows(SUMMARIES_2025, "ltla24_code", "ltla24_name")}
    summaries = sources.sheet(SUMMARIES_2019, "IMD", CODE_2019, NAME_2019)
    then = {row[CODE_2019]: row for row in summaries if row[CODE_2019]}
    names = {code: row[NAME_2019].strip() for code, row in then.items()}
    names |= {code: row["ltla24_name"] for code, row in now.items()}
    regions = _regions(sources)
    region_names = {
        row["region24_code"]: row["region24_name"]
        for row in sources.rows("geography/lookup_ltla24_region24.csv")
    }
    areas = [_place(ENGLAND, "England", "country", "", "2024")]
    areas += [
        _place(code, name, "region", ENGLAND, "RGN 2024") for code, name in sorted(region_names.items())
    ]
    areas += [
        _place(code, names[code], "authority", regions[code], "LAD 2019" if code in then else "LAD 2024")
        for code in sorted(names)
    ]
    return areas


def _regions(sources: Sources) -> dict[str, str]:
    """Return the region of each authority; one that was abolished lies where its successor lies."""
    now = sources.rows("geography/lookup_ltla24_region24.csv", "ltla24_code", "region24_code")
    found = {row["ltla24_code"]: row["region24_code"] for row in now}
    for row in sources.rows("geography/WD22_LAD22_CTY22_RGN22_CTRY22_UK_LU.csv.gz", "LAD22CD", "RGN22CD"):
        found.setdefault(row["LAD22CD"], row["RGN22CD"])
    for row in sources.rows("geography/lookup_ltla_ltla.csv", "ltla19_code", "ltla24_code"):
        if row["ltla24_code"] in found:
            found.setdefault(row["ltla19_code"], found[row["ltla24_code"]])
    return found


def _place(  # noqa: PLR0917 (private, in the order of the columns)
    code: str, name: str, kind: str, parent: str, vintage: str, friendly: str = ""
) -> dict[str, str]:
    return dict(zip(PLACE_COLUMNS, (code, name, kind, parent, vintage, friendly), strict=True))


def list_neighbourhoods(sources: Sources, authority: str) -> list[dict[str, str]]:
    """Return each neighbourhood of the authority once, with the name that people use for its part of town.

    An unchanged neighbourhood kept its code from 2011 to 2021; it is listed with the boundaries of 2011.
    """
    areas: dict[str, tuple[str, str, str]] = {}
    for vintage, names in (
        ("2021", _names_2021(sources, authority)),
        ("2011", _names_2011(sources, authority)),
    ):
        friendly = {row["msoa"]: row["friendly"] for row in _msoas(sources, vintage)}
        for code, name in names.items():
            known = areas.get(code, (name, friendly[_msoa(name)], ""))
            areas[code] = (known[0], known[1], f"LSOA {vintage}")
    return [
        _place(code, name, "neighbourhood", authority, vintage, friendly)
        for code, (name, friendly, vintage) in sorted(areas.items())
    ]


def list_lookups(sources: Sources, authority: str) -> list[dict[str, str]]:
    """Return the ward and the MSOA of each neighbourhood, for the boundaries that it belongs to."""
    rows = [*_ward_rows(sources, authority), *_msoa_rows(sources, authority)]
    return sorted(rows, key=lambda row: (row["place"], row["kind"], row["vintage"]))


def list_successions(sources: Sources, authority: str) -> list[dict[str, object]]:
    """Return how each neighbourhood of 2011 goes on in 2021: as it was, or split; and who lives where.

    The weight of a part is its share of the residents of all parts in Census 2021. Where a neighbourhood was
    redrawn (X) its parts hold people from elsewhere too, so that it has no weight.
    """
    columns = ("lsoa11_code", "lsoa21_code", "change_code", "ltla22_code")
    rows = [row for row in sources.rows(CHANGES, *columns) if row["ltla22_code"] == authority]
    residents = count_residents(sources)
    wholes: Counter[str] = Counter()
    for row in rows:
        wholes[row["lsoa11_code"]] += residents[row["lsoa21_code"]]
    found = [
        {
            "before": row["lsoa11_code"],
            "after": row["lsoa21_code"],
            "change": row["change_code"],
            "weight": _weight(row, residents, wholes),
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: (row["before"], row["after"]))


def _weight(row: dict[str, str], residents: Counter[str], wholes: Counter[str]) -> str:
    if row["change_code"] == "X":
        return ""
    if row["change_code"] != "S":
        return "1"
    return format(residents[row["lsoa21_code"]] / wholes[row["lsoa11_code"]], ".6f")


def count_residents(sources: Sources) -> Counter[str]:
    """Return the usual residents of each neighbourhood (LSOA 2021) in Census 2021."""
    residents: Counter[str] = Counter()
    for row in sources.rows(RESIDENTS, "lsoa21_code", "usual_residents"):
        residents[row["lsoa21_code"]] += int(row["usual_residents"])
    return residents


def _ward_rows(sources: Sources, authority: str) -> Iterator[dict[str, str]]:
    inside = set(_names_2021(sources, authority))
    for row in _unique(
        sources.rows("geography/lookup_lsoa21_ward24_ltla24.csv.gz", "lsoa21_code"), "lsoa21_code"
    ):
        if row["lsoa21_code"] in inside:
            yield _lookup(row["lsoa21_code"], "ward", row["ward24_code"], row["ward24_name"], "WD 2024")
    for row in sources.sheet(
        WARDS_2021, "LSOA11_WD21_LAD21_EW_LU", "LSOA11CD", "WD21CD", "WD21NM", "LAD21CD"
    ):
        if row["LAD21CD"] == authority:
            yield _lookup(row["LSOA11CD"], "ward", row["WD21CD"], row["WD21NM"], "WD 2021")


def _msoa_rows(sources: Sources, authority: str) -> Iterator[dict[str, str]]:
    for vintage, names in (
        ("2021", _names_2021(sources, authority)),
        ("2011", _names_2011(sources, authority)),
    ):
        msoas = {row["msoa"]: row for row in _msoas(sources, vintage)}
        for code, name in names.items():
            msoa = msoas[_msoa(name)]
            yield _lookup(code, "msoa", msoa["code"], msoa["friendly"], f"MSOA {vintage}")


def _lookup(place: str, kind: str, code: str, name: str, vintage: str) -> dict[str, str]:
    return dict(zip(LOOKUP_COLUMNS, (place, kind, code, name, vintage), strict=True))


def _names_2011(sources: Sources, authority: str) -> dict[str, str]:
    rows = sources.rows(CHANGES, "lsoa11_code", "lsoa11_name", "ltla22_code")
    return {row["lsoa11_code"]: row["lsoa11_name"] for row in rows if row["ltla22_code"] == authority}


def _names_2021(sources: Sources, authority: str) -> dict[str, str]:
    rows = sources.rows(CHANGES, "lsoa21_code", "lsoa21_name", "ltla22_code")
    return {row["lsoa21_code"]: row["lsoa21_name"] for row in rows if row["ltla22_code"] == authority}


def _msoas(sources: Sources, vintage: str) -> Iterator[dict[str, str]]:
    short = vintage[2:]
    code, name, friendly = f"msoa{short}cd", f"msoa{short}nm", f"msoa{short}hclnm"
    for row in sources.rows(f"geography/MSOA-Names-{vintage}.csv.gz", code, name, friendly):
        yield {"code": row[code], "msoa": row[name], "friendly": row[friendly]}


def _msoa(lsoa_name: str) -> str:
    """Return the name of the MSOA that an LSOA lies in: "Luton 012" for "Luton 012A"."""
    return lsoa_name[:-1]


def _unique(rows: list[dict[str, str]], column: str) -> list[dict[str, str]]:
    return list({row[column]: row for row in rows}.values())
