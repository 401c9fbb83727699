"""Reads what people wrote beside the numbers, not saying who, and where the numbers came from."""

from collections.abc import Iterable
from typing import Any

from fairplace.town.indicators.models import Release
from fairplace.town.measures.models import Marking, Note, Standing
from fairplace.town.places.models import DeprivationEdition, Town

Lines = dict[str, list[dict[str, Any]]]


def describe_words(town: Town) -> dict[str, Lines]:
    """Return the notes, marks and standings of the measures, by slug; the newest note first."""
    notes: Lines = {}
    for one in (
        Note.objects.filter(measure__town=town).select_related("measure").order_by("-written_at", "-pk")
    ):
        told = {
            "kind": one.kind,
            "text": one.text,
            "written_at": one.written_at.isoformat(),
            "is_demonstration": one.is_demonstration,
        }
        notes.setdefault(one.measure.slug, []).append(told)
    markings: Lines = {}
    for one in Marking.objects.filter(measure__town=town).select_related("measure").order_by("on", "pk"):
        told = {"kind": one.kind, "on": one.on.isoformat(), "text": one.text}
        markings.setdefault(one.measure.slug, []).append(told)
    standings: Lines = {}
    for one in Standing.objects.filter(measure__town=town).select_related("measure").order_by("-on", "-pk"):
        told = {
            "on": one.on.isoformat(),
            "state": one.state,
            "text": one.text,
            "source": one.source,
            "is_demonstration": one.is_demonstration,
        }
        standings.setdefault(one.measure.slug, []).append(told)
    return {"notes": notes, "markings": markings, "standings": standings}


def describe_releases(codes: Iterable[str]) -> list[dict[str, Any]]:
    """Return the publications that figures were taken from, with their terms."""
    plain = (
        "code", "publisher", "title", "edition", "dataset", "licence", "attribution", "address", "note",
    )  # fmt: skip
    return [
        {
            **{name: getattr(one, name) for name in plain},
            "published_on": one.published_on.isoformat() if one.published_on else None,
            "retrieved_on": one.retrieved_on.isoformat() if one.retrieved_on else None,
        }
        for one in Release.objects.filter(code__in=set(codes)).order_by("code")
    ]


def describe_editions(codes: Iterable[str]) -> list[dict[str, Any]]:
    """Return the editions of the Indices of Deprivation that gaps were drawn by."""
    plain = (
        "code", "name", "short", "authority_vintage", "neighbourhood_vintage", "publisher", "dataset",
        "licence", "attribution", "note",
    )  # fmt: skip
    return [
        {
            **{name: getattr(one, name) for name in plain},
            "published_on": one.published_on.isoformat() if one.published_on else None,
        }
        for one in DeprivationEdition.objects.filter(code__in=set(codes)).order_by("code")
    ]
