from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.documents.answers import answer
from fairplace.town.logicmodels.access import may_read
from fairplace.town.logicmodels.drawing import Heading, draw
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.paper import FONT, PRINT, write_document
from fairplace.town.logicmodels.pictures import get_png
from fairplace.town.logicmodels.queries.alive import get_living
from fairplace.town.logicmodels.queries.model import find_model
from fairplace.town.logicmodels.queries.showing import Shown, get_shown
from fairplace.town.logicmodels.showing import list_marks, list_names
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest

KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "docx": ""}


@require_safe
def file(request: TownRequest, slug: str, kind: str) -> HttpResponse:
    """Hand out the drawing as a file, on a day (`?on=`) or after an event (`?seq=`) that is asked for."""
    if kind not in KINDS:
        raise Http404("There is no such file.")
    model, shown = _find(request, slug)
    names = list_names(model, shown.state)
    inside = may(request, Ability.SEE_DESK)
    marks = list_marks(get_living(model, shown.state), inside=inside) if shown.is_now else {}
    title = shown.state.texts.get("title") or model.title
    lines = _say_moment(model, shown)
    if kind in ("pdf", "docx"):
        notice = _("This model is an example.") if model.is_illustrative else ""
        document = write_document(
            shown.state,
            title=title,
            author=model.town.title,
            subtitle=lines[0],
            notice=notice,
            marks=marks,
            names=names,
        )
        return answer(document, kind, f"{model.town.slug}-{model.slug}")  # pyright: ignore[reportArgumentType]
    look = {"frame": PRINT, "font": FONT} if kind == "png" else {}
    svg = draw(shown.state, title=title, marks=marks, names=names, heading=Heading(title, lines), **look)
    return _answer(svg if kind == "svg" else get_png(svg), kind, f"{model.town.slug}-{model.slug}")


def _find(request: TownRequest, slug: str) -> tuple[LogicModel, Shown]:
    model = find_model(request.town, slug)
    if model is None or not may_read(request, model):
        raise Http404("There is no such logic model.")
    day, seq = _read_moment(request.GET)
    shown = get_shown(model, inside=may(request, Ability.SEE_DESK), day=day, seq=seq)
    if shown is None:
        raise Http404("There is no such logic model.")
    return model, shown


def _read_moment(asked: Mapping[str, str]) -> tuple[date | None, int | None]:
    """Return the day or the number of an event that is asked for. What is neither leads nowhere."""
    day, seq = asked.get("on", ""), asked.get("seq", "")
    try:
        return (date.fromisoformat(day) if day else None), (_number(seq) if seq else None)
    except ValueError as error:
        raise Http404("That is no day and no change.") from error


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise ValueError(text)
    return int(text)


def _say_moment(model: LogicModel, shown: Shown) -> tuple[str, ...]:
    """Return what stands below the title: whose it is, and which moment. Never today, which moves on."""
    group = f"{model.group.name}. " if model.group else ""
    number = _("Change %(seq)s") % {"seq": shown.state.seq}
    if shown.day and shown.day < timezone.localdate():
        number = (
            _("As it stood on %(day)s") % {"day": formats.date_format(shown.day, "j F Y")} + f". {number}"
        )
    lines = [f"{model.town.title}. {group}{number}."]
    if model.is_illustrative:
        lines.append(_("An example, to show how a logic model can look."))
    return tuple(lines)


def _answer(content: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'inline; filename="{name}.{kind}"'
    return response
