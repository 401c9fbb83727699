"""What a snapshot holds, part by part: how many, how large, under which digest, and from which sources."""

from collections.abc import Mapping
from typing import Any

from fairplace.town.reviews.rules.canonical import digest_of, write_canonical
from fairplace.town.reviews.rules.figure import digest_figures, list_figures

HASH = "SHA-256"


def list_parts(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return each part of a body with its count, bytes and digest, by name."""
    return [_describe(name, body[name]) for name in sorted(body) if isinstance(body[name], dict | list)]


def _describe(name: str, part: Any) -> dict[str, Any]:
    content = write_canonical(part)
    return {"name": name, "count": len(part), "bytes": len(content), "digest": digest_of(content)}


def make_manifest(
    body: Mapping[str, Any],
    content: bytes,
    *,
    about: Mapping[str, Any],
    software: str,
    made_at: str,
    made_by: str,
) -> dict[str, Any]:
    """Return the manifest of a body that was written as `content`. It names a role, no person."""
    return {
        **about,
        "format": body["format"],
        "town": body["town"]["name"],
        "hash": HASH,
        "digest": digest_of(content),
        "bytes": len(content),
        "made_at": made_at,
        "made_by": made_by,
        "software": {"name": "Fairplace", "version": software},
        "framework": body["framework"]["edition"] if body["framework"] else "",
        "pack": body["town"]["pack_edition"],
        "figures": count_figures(body),
        "places": sorted({series["place"] for one in body["measures"] for series in one["series"]}),
        "measures": {one["slug"]: _describe_measure(one) for one in body["measures"]},
        "parts": list_parts(body),
        "sources": [_describe_source(one) for one in body["releases"]],
        "deprivation": [
            {name: one[name] for name in ("code", "name", "authority_vintage", "neighbourhood_vintage")}
            for one in body["deprivation"]
        ],
    }


def _describe_measure(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return of what a measure's figures are, and their digest: whether any changed is told by this alone."""
    gap = kept["gap"]
    return {
        "indicator": kept["definition"]["code"] if kept["definition"] else "",
        "gap": {"indicator": gap["indicator"], "edition": gap["edition"]["code"], "period": gap["period"]}
        if gap
        else None,
        "digest": digest_figures(list_figures(kept)),
    }


def _describe_source(release: Mapping[str, Any]) -> dict[str, Any]:
    names = ("code", "publisher", "title", "edition", "dataset", "licence", "published_on", "retrieved_on")
    return {name: release[name] for name in names}


def count_figures(body: Mapping[str, Any]) -> int:
    """Return how many figures a body holds, those of places beside the town included."""
    return sum(len(series["points"]) for measure in body["measures"] for series in measure["series"])
