"""The map as files: partners and ties as CSV, both as GraphML for programs that study networks."""

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from fairplace.town.partners.queries import PartnerLine, PartnerMap, TieLine
from fairplace.town.people.exports import stream_csv

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
PARTNER_COLUMNS = {
    "name": "string",
    "sector": "string",
    "ties": "int",
    "betweenness": "double",
    "part": "int",
    "only_way_for": "int",
    "joins_parts_or_sectors": "boolean",
    "steps_from_focus": "int",
}
TIE_COLUMNS = {
    "kinds": "string",
    "reasons": "int",
    "why": "string",
    "since": "string",
    "drawn_by_hand": "boolean",
}
# Letters that no XML file may hold, though a form lets them through.
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
type_of_row = dict[str, str | int | float | bool | None]


def _partner(line: PartnerLine) -> type_of_row:
    one, standing = line.organisation, line.standing
    told = (
        one.name, one.sector, standing.degree, round(standing.between, 6), standing.part,
        standing.only_way_for, standing.is_bridge, line.steps,
    )  # fmt: skip
    return dict(zip(PARTNER_COLUMNS, told, strict=True))


def _tie(line: TieLine) -> type_of_row:
    since = min((reason.since_on for reason in line.reasons if reason.since_on), default=None)
    told = (
        "; ".join(line.kinds), len(line.reasons), "; ".join(reason.what for reason in line.reasons),
        since.isoformat() if since else "", line.is_drawn,
    )  # fmt: skip
    return dict(zip(TIE_COLUMNS, told, strict=True))


def write_partners(shown: PartnerMap) -> Iterator[str]:
    rows = ((line.organisation.code, *_partner(line).values()) for line in shown.partners)
    return stream_csv(["code", *PARTNER_COLUMNS], rows)


def write_ties(shown: PartnerMap) -> Iterator[str]:
    rows = ((line.one.code, line.other.code, *_tie(line).values()) for line in shown.ties)
    return stream_csv(["one", "other", *TIE_COLUMNS], rows)


def write_graphml(shown: PartnerMap) -> Iterator[bytes]:
    root = ElementTree.Element("graphml", xmlns=NAMESPACE)
    for what, columns in (("node", PARTNER_COLUMNS), ("edge", TIE_COLUMNS)):
        for name, kind in columns.items():
            about = {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(root, "key", about)
    graph = ElementTree.SubElement(root, "graph", id="partners", edgedefault="undirected")
    for line in shown.partners:
        node = ElementTree.SubElement(graph, "node", id=line.organisation.code)
        _fill(node, "node", _partner(line))
    for tie in shown.ties:
        edge = ElementTree.SubElement(graph, "edge", source=tie.one.code, target=tie.other.code)
        _fill(edge, "edge", _tie(tie))
    yield ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _fill(element: ElementTree.Element, what: str, values: type_of_row) -> None:
    for name, value in values.items():
        if value is not None:
            said = str(value).lower() if isinstance(value, bool) else CONTROLS.sub("", str(value))
            ElementTree.SubElement(element, "data", key=f"{what}_{name}").text = said


FILES: dict[tuple[str, str], Callable[[PartnerMap], Iterator]] = {
    ("partners", "csv"): write_partners,
    ("ties", "csv"): write_ties,
    ("map", "graphml"): write_graphml,
}
TYPES = {"csv": "text/csv; charset=utf-8", "graphml": "application/graphml+xml"}
