"""An ArcGIS feature server: maxRecordCount, counts, two shapes of answer, errors with the status of success."""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

from .fake import Answer, Question

LAYER = "Local_Authority_Districts_Invented_2024"
CODES = ("E06000032", "E06000033", "E06000034", "E06000035", "E06000036")


def square(x, y, *, clockwise=False):
    """Return a closed ring one hundredth of a degree wide."""
    ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
    return ring[::-1] if clockwise else ring


def feature(code, at):
    properties = {"FID": at, "LAD24CD": code, "LAD24NM": f"Nowhere {at}", "LAD24NMW": " ", "BNG_E": 509000}
    # As the portal's own downloads: outer rings run the wrong way round.
    geometry = {"type": "Polygon", "coordinates": [square(-0.4 + at / 50, 51.9, clockwise=True)]}
    return {"type": "Feature", "id": at, "geometry": geometry, "properties": properties}


@dataclass
class Server:
    """One layer. `says` is where it tells that there is more: "top", "properties" or nowhere."""

    most: int = 2
    says: str = "properties"
    gives: int | None = None
    counts: int | None = None

    def answer(self, question: Question) -> Answer:
        """Return what the feature server says."""
        asked = {**question.params, **dict(parse_qsl(question.body.decode()))}
        if LAYER not in question.path:
            return self.json({"error": {"code": 400, "message": "Invalid URL", "details": ["Invalid URL"]}})
        if not question.path.endswith("/query"):
            fields = [{"name": "FID"}, {"name": "LAD24CD"}, {"name": "LAD24NM"}]
            return self.json({"maxRecordCount": self.most, "objectIdField": "FID", "fields": fields})
        rows = [feature(code, at) for at, code in enumerate(CODES) if is_wanted(code, asked["where"])]
        if asked.get("returnCountOnly") == "true":
            return self.json({"count": len(rows) if self.counts is None else self.counts})
        first = int(asked["resultOffset"])
        page = rows[first : first + min(int(asked["resultRecordCount"]), self.most)]
        page = page if self.gives is None or first < self.gives else []
        return self.json(self.page(page, asked["f"], first + len(page) < len(rows)))

    def page(self, rows, shape, is_cut):
        more = {"exceededTransferLimit": True} if is_cut else {}
        if shape == "json":
            return {
                "features": [{"attributes": row["properties"]} for row in rows],
                **(more if self.says else {}),
            }
        page = {"type": "FeatureCollection", "features": rows}
        if more and self.says == "top":
            page |= more
        if more and self.says == "properties":
            page["properties"] = more
        return page

    def json(self, said):
        return Answer(json.dumps(said, indent=1).encode(), "application/json")


def is_wanted(code, where):
    return where == "1=1" or f"'{code}'" in where
