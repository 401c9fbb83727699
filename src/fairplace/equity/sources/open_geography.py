"""ONS Open Geography Portal: boundaries and lookups, by ArcGIS's way of asking. Its answer is no FIGURES."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.boundaries import (
    ATTRIBUTION,
    CODE,
    Boundaries,
    read_areas,
    read_collection,
    year_of,
)
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import as_text, read_grid, read_json
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.stats.geography import CHANGES

# The organisation's services on ArcGIS Online; another deployment gives its own base.
BASE = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services/"
# Longer addresses are refused on the way; the same question fits into a form.
LONGEST_ADDRESS = 1500
MOST_PAGES = 2000
LONGEST_SHOWN = 90
AGAIN = f"Load it again. {KEPT}"


class OpenGeography:
    """Boundaries and lookups of the Office for National Statistics, one layer a question."""

    code = "open-geography"
    title = "ONS Open Geography Portal"
    licence = "Open Government Licence v3.0"
    attribution = "\n".join(ATTRIBUTION)
    settings: tuple[Setting, ...] = (
        Setting("layer", "Layer", "Such as Local_Authority_Districts_May_2024_Boundaries_UK_BSC."),
        Setting(
            "field", "Field of the codes", "Such as LSOA21CD. The first one when empty.", is_needed=False
        ),
        Setting("codes", "Codes", "Of the areas, with commas between. All when empty.", is_needed=False),
        Setting("within", "Field and code", "Such as LAD22CD=E06000032. All when empty.", is_needed=False),
        Setting("outlines", "Outlines", "Yes for boundaries, no for a lookup.", is_needed=False),
    )

    def __init__(self, base: str = BASE):
        self.base = base

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield the pages of a layer, counted against what the server says that there is."""
        layer = f"{asked['layer'].strip()}/FeatureServer/0"
        about = _json(client.get(layer, params={"f": "json"}), layer)
        most = about.get("maxRecordCount")
        if not isinstance(most, int) or most < 1:
            raise NotLoaded(f"{layer} does not say how many rows it gives at a time.")
        where = _where(asked)
        counted = _json(_ask(client, layer, {"where": where, "returnCountOnly": "true", "f": "json"}), layer)
        total = counted.get("count")
        if not isinstance(total, int):
            raise NotLoaded(f"{layer} does not say how many rows there are.")
        if total == 0:
            raise NotLoaded(f"{layer} has no rows where {_shown(where)}. {KEPT}")
        yield from _pages(client, layer, _question(asked, where, about), most, total)

    def list_code_fields(self, layer: str, client: Client) -> list[str]:
        """Return the fields of a layer that hold codes of areas, such as LSOA21CD, in their order."""
        where = f"{layer.strip()}/FeatureServer/0"
        found = _codes(_json(client.get(where, params={"f": "json"}), where))
        if not found:
            raise NotLoaded(f"{where} has no field of codes, such as LSOA21CD.")
        return found

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Refuse: geography has no figures. Use read_boundaries or read_lookup."""
        raise NotLoaded("The Open Geography Portal has boundaries and lookups, not figures.")


def _where(asked: Mapping[str, str]) -> str:
    conditions = []
    codes = [code.strip() for code in asked.get("codes", "").split(",") if code.strip()]
    if codes:
        if not asked.get("field"):
            raise NotLoaded("Say which field the codes stand in, such as LSOA21CD.")
        conditions.append(f"{_word(asked['field'])} IN ({','.join(_quoted(code) for code in codes)})")
    if asked.get("within"):
        name, _equals, code = asked["within"].partition("=")
        conditions.append(f"{_word(name)}={_quoted(code)}")
    return " AND ".join(conditions) or "1=1"


def _shown(where: str) -> str:
    """Return a condition as a sentence can hold it: a list of codes may be pages long."""
    return where if len(where) <= LONGEST_SHOWN else f"{where[:LONGEST_SHOWN].rpartition(',')[0]}, and so on"


def _word(name: str) -> str:
    name = name.strip()
    if not name.isidentifier():
        raise NotLoaded(f"“{name}” is not the name of a field, such as LSOA21CD.")
    return name


def _quoted(code: str) -> str:
    code = code.strip().strip("'")
    if not code.isalnum():
        raise NotLoaded(f"“{code}” is not the code of an area, such as E06000032.")
    return f"'{code}'"


def _question(asked: Mapping[str, str], where: str, about: Mapping[str, Any]) -> dict[str, str]:
    wants_outlines = asked.get("outlines", "yes").strip().lower() not in {"no", "false", "0"}
    shape = {"returnGeometry": "true", "outSR": "4326", "f": "geojson"}
    # Pages come in no order unless one is asked for, and then rows fall between them.
    order = about.get("objectIdField") or next(iter(_codes(about)), "OBJECTID")
    return {
        "where": where,
        "outFields": "*",
        "orderByFields": str(order),
        **(shape if wants_outlines else {"returnGeometry": "false", "f": "json"}),
    }


def _codes(about: Mapping[str, Any]) -> list[str]:
    fields = about.get("fields")
    fields = fields if isinstance(fields, list) else []
    names = [str(field.get("name", "")) for field in fields if isinstance(field, dict)]
    return [name for name in names if CODE.fullmatch(name)]


def _pages(client: Client, layer: str, question: Mapping[str, str], most: int, total: int) -> Iterator[Reply]:
    """Yield pages until all rows are there; a server that gives fewer than it says is asked on from there."""
    offset = 0
    for _page in range(MOST_PAGES):
        window = {"resultOffset": str(offset), "resultRecordCount": str(most)}
        reply = _ask(client, layer, {**question, **window})
        found = _json(reply, layer)
        rows = found.get("features")
        if not isinstance(rows, list):
            raise NotLoaded(f"{layer} gave no rows from row {offset + 1} on, only: {', '.join(found)}.")
        offset += len(rows)
        if rows:
            yield reply
        if offset > total:
            raise NotLoaded(f"{layer} gives more rows than the {total:,} it counted. Load it again.")
        if offset == total and not exceeded(found):
            return
        if not rows or (offset == total and exceeded(found)):
            raise NotLoaded(
                f"{layer} counted {total:,} rows and gave {offset:,}"
                f"{' and says there are more' if exceeded(found) else ''}. {AGAIN}"
            )
    raise NotLoaded(f"{layer} has no end after {MOST_PAGES:,} pages.")


def exceeded(page: Mapping[str, Any]) -> bool:
    """Return whether a page says that there is more: it stands in one of two places, or in neither."""
    properties = page.get("properties")
    inside = properties.get("exceededTransferLimit") if isinstance(properties, dict) else False
    return bool(page.get("exceededTransferLimit") or inside)


def _ask(client: Client, layer: str, params: Mapping[str, str]) -> Reply:
    if sum(len(value) for value in params.values()) > LONGEST_ADDRESS:
        return client.post(f"{layer}/query", form=params)
    return client.get(f"{layer}/query", params=params)


def _json(reply: Reply, layer: str) -> Mapping[str, Any]:
    """Return the answer. ArcGIS tells of errors with the status of success."""
    found = read_json(reply.body, layer)
    if "error" in found:
        error = found["error"] if isinstance(found["error"], dict) else {}
        said = [error.get("message"), *(error.get("details") or [])]
        words = " ".join(str(one).strip() for one in said if one) or "no reason given"
        raise NotLoaded(
            f"{layer} refused the question ({error.get('code', 'no code')}): {words.rstrip('.')}."
        )
    return found


def read_boundaries(replies: Sequence[Reply], *, field: str = "") -> Boundaries:
    """Return the boundaries of all pages, or of GeoJSON files on disk, wound as RFC 7946 wants them."""
    called = "The file of boundaries"
    return read_areas(
        [read_collection(reply.body, called=called) for reply in replies], called=called, field=field
    )


def read_lookup(replies: Sequence[Reply], *, code_from: str = "", code_to: str = "") -> pa.Table:
    """Return a lookup: code_from, code_to, vintage_from, vintage_to, change (U, S, M, X or empty).

    Takes the pages of a layer or CSV files. The two fields are the first two of codes, in the order of their
    place in the file, unless they are named.
    """
    called = "The lookup"
    names, rows = _rows(replies, called)
    codes = [name for name in names if CODE.fullmatch(name)]
    first, second = _two(codes, names, code_from, code_to, called)
    change = next((name for name in names if name.lower() in {"chgind", "change_code", "change"}), None)
    found: dict[tuple[str, str], str] = {}
    for number, row in rows:
        pair = (as_text(row[first]), as_text(row[second]))
        if not all(pair):
            raise NotLoaded(f"{called}, row {number}: {first if not pair[0] else second} is empty.")
        said = as_text(row[change]).upper() if change else ""
        if said and said not in CHANGES:
            raise NotLoaded(
                f"{called}, row {number}, column {change}: “{said}” is none of {', '.join(CHANGES)}."
            )
        if found.setdefault(pair, said) != said:
            raise NotLoaded(f"{called} says two things of {pair[0]} and {pair[1]}: {found[pair]} and {said}.")
    vintages = [_vintage(name) for name in (first, second)]
    size = len(found)
    return pa.table(
        {
            "code_from": [pair[0] for pair in found],
            "code_to": [pair[1] for pair in found],
            "vintage_from": pa.array([vintages[0]] * size, pa.int16()),
            "vintage_to": pa.array([vintages[1]] * size, pa.int16()),
            "change": list(found.values()),
        }
    )


def _rows(replies: Sequence[Reply], called: str) -> tuple[list[str], list[tuple[int, Mapping[str, Any]]]]:
    names: list[str] = []
    rows: list[tuple[int, Mapping[str, Any]]] = []
    for reply in replies:
        if reply.body.lstrip()[:1] == b"{":
            for feature in _json(reply, called).get("features", []):
                rows.append((len(rows) + 1, feature.get("attributes") or feature.get("properties") or {}))
        else:
            rows.extend(read_grid(reply.body, called=called).records())
    if not rows:
        raise NotLoaded(f"{called} is empty. {KEPT}")
    names = list(rows[0][1])
    odd = next((number for number, row in rows if list(row) != names), None)
    if odd is not None:
        raise NotLoaded(f"{called}, row {odd} has other fields than the first row.")
    return names, rows


def _two(
    codes: Sequence[str], names: Sequence[str], code_from: str, code_to: str, called: str
) -> tuple[str, str]:
    for name in (code_from, code_to):
        if name and name not in codes:
            raise NotLoaded(f"{called} has no field {name} of codes. Its fields are: {', '.join(names)}.")
    rest = [name for name in codes if name not in {code_from, code_to}]
    first = code_from or (rest.pop(0) if rest else "")
    second = code_to or (rest.pop(0) if rest else "")
    if not first or not second:
        raise NotLoaded(
            f"{called} needs two fields of codes, such as LSOA11CD and LSOA21CD; it has {len(codes)}."
        )
    return first, second


def _vintage(name: str) -> int:
    found = CODE.fullmatch(name)
    assert found, "A field is found by this pattern."
    return year_of(found[2])
