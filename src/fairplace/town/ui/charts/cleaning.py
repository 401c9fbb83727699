"""Lets through only what a drawing needs: shapes, text and their plain attributes."""

import xml.etree.ElementTree as ET  # reads only what our own drawing engine wrote

from fairplace.town.ui.charts import theme

SVG = "http://www.w3.org/2000/svg"
SHAPES = {"svg", "g", "path", "text", "tspan", "rect", "circle", "line", "defs", "clipPath"}
ATTRIBUTES = {
    "viewBox", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "dx", "dy", "width", "height", "id",
    "transform", "fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-opacity",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "text-anchor", "font-size",
    "font-weight", "clip-path",
}  # fmt: skip


def clean(svg: str, *, title: str, key: str) -> str:
    """Return the SVG as one labelled image that scales to its place and refers to nothing outside itself."""
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)  # noqa: S314  # as above
    _prune(root, key)
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


def _prune(element: ET.Element, key: str) -> None:
    # An identifier that two drawings share would make one clip the other, so each gets the drawing's key.
    kept = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    if "id" in kept:
        kept["id"] = f"{key}-{kept['id']}"
    if "clip-path" in kept:
        kept["clip-path"] = kept["clip-path"].replace("url(#", f"url(#{key}-")
    element.attrib.clear()
    element.attrib.update(kept)
    for child in list(element):
        if child.tag.removeprefix(f"{{{SVG}}}") in SHAPES:
            _prune(child, key)
        else:
            element.remove(child)
