"""Lets through only what a drawing needs: shapes, text and their plain attributes."""

import xml.etree.ElementTree as ET  # reads only what our own drawing engine wrote
from collections.abc import Mapping

from fairplace.town.ui.charts import theme
from fairplace.town.ui.charts.naming import read_name

SVG = "http://www.w3.org/2000/svg"
SHAPES = {"svg", "g", "path", "text", "tspan", "rect", "circle", "line", "defs", "clipPath"}
ATTRIBUTES = {
    "viewBox", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "dx", "dy", "width", "height", "id",
    "transform", "fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-opacity",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "text-anchor", "font-size",
    "font-weight", "clip-path", "data-of", "data-kind",
}  # fmt: skip


def clean(svg: str, *, title: str, key: str, links: Mapping[str, str] | None = None) -> str:
    """Return the SVG as one labelled image that scales to its place and refers to nothing outside itself.

    With `links` by name the marks of that name lead to a page of the same town. They are for those who point:
    the image is one thing to those who hear it, and a stop of the Tab key at each of 130 areas would be a
    trap. The table under each drawing has the same links, in order, for everybody.
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)  # noqa: S314  # as above
    _prune(root, key, links or {})
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    inner = ET.Element(f"{{{SVG}}}g", {"aria-hidden": "true"})
    inner.extend(list(root))
    for child in list(root):
        root.remove(child)
    root.append(inner)
    root.set("font-family", theme.FONT)
    root.set("role", "img")
    root.set("aria-label", title)
    root.set("focusable", "false")
    return ET.tostring(root, encoding="unicode")


def _prune(element: ET.Element, key: str, links: Mapping[str, str]) -> None:
    # An identifier that two drawings share would make one clip the other, so each gets the drawing's key.
    kept = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    if "id" in kept:
        kept["id"] = f"{key}-{kept['id']}"
    if "clip-path" in kept:
        kept["clip-path"] = kept["clip-path"].replace("url(#", f"url(#{key}-")
    if name := read_name(element.get("aria-label")):
        kind = element.get("aria-roledescription", "").partition(" ")[0]
        kept |= {"data-of": name, "data-kind": kind}
    element.attrib.clear()
    element.attrib.update(kept)
    inside = [child for child in element if child.tag.removeprefix(f"{{{SVG}}}") in SHAPES]
    for child in inside:
        _prune(child, key, links)
    element[:] = [_lead(child, links) for child in inside]


def _lead(element: ET.Element, links: Mapping[str, str]) -> ET.Element:
    """Return the mark inside a link, where its name has a page of this site."""
    url = links.get(element.get("data-of", ""), "")
    if not url.startswith("/") or url.startswith("//"):
        return element
    link = ET.Element(f"{{{SVG}}}a", {"href": url, "tabindex": "-1"})
    link.append(element)
    return link
