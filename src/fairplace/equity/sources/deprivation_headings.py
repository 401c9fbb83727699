"""What the headings of the Indices of Deprivation mean: they differ between files, sheets and editions."""

import re
from collections.abc import Iterator, Sequence

import pyarrow as pa

from fairplace.equity.sources.deprivation_editions import Edition
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import Grid, numbers_of
from fairplace.equity.sources.texts import KEPT

# In this order: the names of the narrower ones contain those of the wider.
DOMAINS: tuple[tuple[str, str], ...] = (
    ("idaci", r"income deprivation affecting children.*|idaci"),
    ("idaopi", r"income deprivation affecting older people.*|idaopi"),
    ("children", r"children and young people.*"),
    ("adult_skills", r"adult skills.*"),
    ("geographical_barriers", r"geographical barriers.*"),
    ("wider_barriers", r"wider barriers.*"),
    ("indoors", r"indoors.*"),
    ("outdoors", r"outdoors.*"),
    ("imd", r"index of multiple deprivation.*|imd(?: ?20\d\d| ?\d\d)?"),
    ("income", r"income"),
    ("employment", r"employment"),
    ("education", r"education.*"),
    ("health", r"health.*"),
    ("crime", r"crime"),
    ("barriers", r"barriers.*|housing and (?:access|services)"),
    ("living", r"living environment|living|environment"),
)
PEOPLE: tuple[tuple[str, str], ...] = (
    ("people", r"total population\b.*"),
    ("people_under_16", r"dependent children\b.*"),
    ("people_16_to_59", r"population aged 16 59\b.*"),
    ("people_60_and_over", r"older population\b.*"),
    ("people_of_working_age", r"working age population\b.*"),
)
PLACES: tuple[tuple[str, str], ...] = (
    ("code", r"lsoa code \d{4}|lsoa\d\d code|lsoa\d\dcd"),
    ("name", r"lsoa name \d{4}|lsoa\d\d name|lsoa\d\dnm"),
    ("authority", r"(?:local authority district|upper tier local authority) code.*|lad\d\d code|lad\d\dcd"),
    (
        "authority_name",
        r"(?:local authority district|upper tier local authority) name.*|lad\d\d name|lad\d\dnm",
    ),
)
SUMMARIES: tuple[tuple[str, str], ...] = (
    ("rank_of_average_rank", r"rank of average rank"),
    ("average_rank", r"average rank"),
    ("rank_of_average_score", r"rank of average score"),
    ("average_score", r"average score"),
    ("rank_of_worst_tenth", r"rank of proportion of lso ?as in most deprived 10 ?(?:percent)? nationally"),
    ("worst_tenth", r"proportion of lso ?as in most deprived 10 ?(?:percent)? nationally"),
    ("rank_of_extent", r"rank of extent"),
    ("extent", r"extent"),
    ("rank_of_local_concentration", r"rank of local concentration"),
    ("local_concentration", r"local concentration"),
)
_AUTHORITY = r"(?:local authority district|upper tier local authority|ltla\d\d|utla\d\d|lad\d\d)"


def plain(heading: str) -> str:
    """Return a heading in small letters, with single blanks in place of everything that is no word."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split())


def vintage_in(heading: str) -> int | None:
    """Return the year of the boundaries that a heading names: LSOA code (2011) or lsoa21_code."""
    found = re.search(r"\b(20\d\d)\b", heading) or re.search(r"lsoa_?(\d\d)", heading.lower())
    return (int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])) if found else None


def match_neighbourhoods(headings: Sequence[str]) -> dict[str, str]:
    """Return our name of each heading that we know, with the heading as it stands."""
    found: dict[str, str] = {}
    for heading in headings:
        name = _meant(plain(heading))
        if name and found.setdefault(name, heading) != heading:
            raise NotLoaded(f"Two columns seem to be {name}: “{found[name]}” and “{heading}”.")
    return found


def _meant(words: str) -> str | None:
    for name, pattern in (*PLACES, *PEOPLE):
        if re.fullmatch(pattern, words):
            return name
    found = re.fullmatch(r"(.+?)(?: sub domain)? (score|rank|decile)(?: rate| where 1 is.*)?", words)
    domain = _domain(found[1]) if found else None
    return f"{domain}_{found[2]}" if found and domain else None


def _domain(words: str) -> str | None:
    return next((code for code, pattern in DOMAINS if re.fullmatch(pattern, words)), None)


def find_summaries(grid: Grid, edition: Edition, *, is_part: bool = False) -> Iterator[pa.Table]:
    """Yield one table a domain that a sheet summarises by authority. Refuses authorities of other years."""
    heads = {plain(name): name for name in grid.names}
    code = next((name for words, name in heads.items() if re.match(_AUTHORITY + " code", words)), None)
    title = next((name for words, name in heads.items() if re.match(_AUTHORITY + " name", words)), None)
    if code is None or title is None:
        return
    _check_authorities(grid, code, edition, is_part)
    by_domain: dict[str, dict[str, str]] = {}
    for words, name in heads.items():
        domain, column = _summary(words)
        if domain:
            by_domain.setdefault(domain, {})[column] = name
    for domain, columns in by_domain.items():
        numbers = numbers_of(grid, columns.values())
        yield pa.table(
            {
                "code": [str(cell).strip() for cell in grid.column(code)],
                "name": [str(cell).strip() for cell in grid.column(title)],
                "domain": [domain] * len(grid.rows),
                **{
                    column: pa.array(numbers[columns[column]], pa.float64()) if column in columns
                    else pa.nulls(len(grid.rows), pa.float64())
                    for column, _pattern in SUMMARIES
                },
            }
        )  # fmt: skip


def _summary(words: str) -> tuple[str | None, str]:
    for column, pattern in SUMMARIES:
        found = re.fullmatch(r"(.+) " + pattern, words)
        domain = _domain(found[1]) if found else None
        if domain:
            return domain, column
    return None, ""


def _check_authorities(grid: Grid, code: str, edition: Edition, is_part: bool) -> None:
    year = re.search(r"\b(20\d\d)\b", code) or re.search(r"(?:lad|tla)(\d\d)", code.lower())
    if year and int(year[1]) % 100 != edition.authorities_of % 100:
        raise NotLoaded(
            f"{grid.called} should have authorities of {edition.authorities_of}, but has those of "
            f"{2000 + int(year[1]) % 100}. It belongs to another edition."
        )
    is_lower_tier = not plain(code).startswith(("upper", "utla"))
    if not is_part and is_lower_tier and len(grid.rows) != edition.authorities:
        raise NotLoaded(
            f"{grid.called} has {len(grid.rows)} authorities of {edition.authorities}. "
            f"It is cut short or of another edition. {KEPT}"
        )
