"""Recommendations as a spreadsheet, in and out."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.framework.models import Item
from fairplace.town.framework.operations import remove_recommendation, save_recommendation
from fairplace.town.framework.queries import get_framework, list_recommendations
from fairplace.town.framework.rules import RESERVED
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Refused, Row, Sheet, register_sheet

COPIED = ("code", "name", "short", "horizon", "status", "source", "page", "note")


def clean_code(text: str, town: Town) -> str:
    """Refuse a code that cannot stand in an address, and say one that can."""
    if text in RESERVED:
        raise Refused(_("“%(code)s” is an address of ours. Choose another code.") % {"code": text})
    if all(letter.isalnum() or letter in "-_" for letter in text) and text.isascii() and len(text) <= 50:
        return text
    said = _("A code has letters, digits and dashes only, at most 50. Write %(code)s?")
    raise Refused(said % {"code": slugify(text)[:50].upper() or "R1"})


def _clean_short(text: str, town: Town) -> str:
    if len(text) > 80:
        raise Refused(_("A short title has at most 80 letters; this has %(count)s.") % {"count": len(text)})
    return text


def _check(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    framework = get_framework(town=town)
    if framework is None:
        return
    known = {one.code: one for one in framework.objectives}
    others = dict(
        framework.items.exclude(level__holds="recommendations").values_list("code", "level__singular")
    )
    for at, row in enumerate(rows):
        if row["code"] in others:
            said = _("“%(code)s” is the code of something else here: %(level)s.")
            yield at, "code", said % {"code": row["code"], "level": others[row["code"]]}
        if "objective" in row and row["objective"] not in known:
            said = _("There is no objective “%(code)s”. They are %(codes)s.")
            yield at, "objective", said % {"code": row["objective"], "codes": ", ".join(known)}


def _current(town: Town) -> dict[str, Row]:
    return {
        one.code: {
            **{name: getattr(one, name) for name in COPIED},
            "objective": one.objective.code if one.objective else "",
        }
        for one in list_recommendations(town=town, drafts=True)
    }


RECOMMENDATIONS = Sheet(
    code="recommendations",
    title=gettext_lazy("Recommendations"),
    one=gettext_lazy("recommendation"),
    keys=("code",),
    ability=Ability.KEEP_FRAMEWORK,
    done_url=lambda: reverse("recommendation_list"),
    current=_current,
    save=save_recommendation,
    remove=remove_recommendation,
    check=_check,
    columns=(
        Column(
            "code",
            gettext_lazy("Code"),
            gettext_lazy("A short code that never changes: the address of the recommendation."),
            is_needed=True,
            example="R12",
            also=("reference", "ref", "id", "number", "no"),
            clean=clean_code,
        ),
        Column(
            "name",
            gettext_lazy("Recommendation"),
            gettext_lazy("What it says, in full."),
            is_needed=True,
            example="Give every child under five a warm place to play.",
            also=("text", "full text", "wording", "description"),
        ),
        Column(
            "short",
            gettext_lazy("Short title"),
            gettext_lazy("A few plain words, at most 80 letters."),
            example="Warm places to play",
            also=("title", "plain title"),
            clean=_clean_short,
        ),
        Column(
            "objective",
            gettext_lazy("Objective"),
            gettext_lazy("The code of the objective that it stands under."),
            is_needed=True,
            example="M1",
            also=("policy objective", "theme", "objective code"),
        ),
        Column(
            "horizon",
            gettext_lazy("Horizon"),
            gettext_lazy("By when."),
            example="5-year",
            also=("when", "timescale"),
            choices=tuple(Item.Horizon.choices),
        ),
        Column(
            "status",
            gettext_lazy("Status"),
            gettext_lazy("Where the words come from; a draft is not public."),
            example="public",
            choices=tuple(Item.Status.choices),
        ),
        Column(
            "source",
            gettext_lazy("Source"),
            gettext_lazy("The document it stands in."),
            example="Marmot report for the town, 2022",
            also=("document", "source document"),
        ),
        Column(
            "page", gettext_lazy("Page"), gettext_lazy("The page there."), example="41", also=("page number",)
        ),
        Column("note", gettext_lazy("Note"), gettext_lazy("Anything else."), also=("comment", "comments")),
    ),
)
register_sheet(RECOMMENDATIONS)
