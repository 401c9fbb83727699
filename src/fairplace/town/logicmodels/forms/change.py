"""Changes that come from the canvas as JSON -> clean values, or a sentence that says what is wrong."""

import unicodedata
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr, ValidationError
from pydantic_core import PydanticCustomError

from fairplace.town.logicmodels.rules.state import Evidence, Kind

# As in the outline's forms.
TEXT, SHORT, LONG = 200, 300, 2000
CHANGES = 400


class NotReadable(ValueError):
    """What was sent cannot be taken; the message is a sentence for whoever sent it."""


def _clean(words: str) -> str:
    if "\0" in words:
        raise ValueError("nul")
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _clean_words(words: str) -> str:
    cleaned = _clean(words)
    if not cleaned:
        raise PydanticCustomError("string_too_short", "empty")
    return cleaned


_key = Annotated[StrictStr, Field(pattern=r"^[a-z0-9-]{1,20}$")]
_short = Annotated[StrictStr, Field(max_length=SHORT), AfterValidator(_clean)]
_text = Annotated[StrictStr, Field(max_length=TEXT), AfterValidator(_clean_words)]
_long = Annotated[StrictStr, Field(max_length=LONG), AfterValidator(_clean)]
_few = Annotated[list[_short], Field(max_length=50)]
_number = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)] | None
_version = Annotated[int, Field(ge=1, le=10**6)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid")
    key: _key


class StepSaid(_Said):
    """The fields of a step that are said; those that are not stay as they are."""

    kind: Kind = Kind.ACTIVITY
    text: _text = "-"
    detail: _long = ""
    order: Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)] = 0
    version: _version = 1
    points: _few = []
    measure: Annotated[StrictStr, Field(max_length=100)] = ""
    local: _short = ""
    early: _few = []
    lag: Annotated[int, Field(ge=0, le=600)] | None = None
    target: _number = None
    actual: _number = None
    unit: _short = ""
    out_of: _number = None
    out_of_what: _short = ""
    child: Annotated[StrictStr, Field(max_length=100)] = ""


class LinkSaid(_Said):
    start: _key = "-"
    end: _key = "-"
    rationale: _long = ""
    evidence: Evidence = Evidence.NONE
    version: _version = 1


class PutStep(BaseModel):
    verb: Literal["put step"]
    said: StepSaid


class PutLink(BaseModel):
    verb: Literal["put link"]
    said: LinkSaid


class Remove(BaseModel):
    verb: Literal["remove step", "remove link"]
    said: _Said


class Posted(BaseModel):
    """What the canvas sends: changes in order, the versions that were read, and the last event that is known.

    `undoes` is the first event of the batch of one's own that these changes take back.
    """

    model_config = ConfigDict(extra="forbid")
    changes: Annotated[
        list[Annotated[PutStep | PutLink | Remove, Field(discriminator="verb")]],
        Field(min_length=1, max_length=CHANGES),
    ]
    seen: Annotated[dict[_key, Annotated[int, Field(ge=0)]], Field(max_length=CHANGES)] = {}
    since: Annotated[int, Field(ge=0)] = 0
    undoes: Annotated[int, Field(ge=1)] | None = None

    def list_changes(self) -> list[tuple[str, dict[str, Any]]]:
        return [(one.verb, one.said.model_dump(mode="json", exclude_unset=True)) for one in self.changes]


def read_posted(body: bytes) -> Posted:
    """Return what was sent. Raises NotReadable with the first thing that is wrong."""
    try:
        return Posted.model_validate_json(body)
    except ValidationError as error:
        raise NotReadable(_say(error.errors()[0])) from error


def _say(error: Any) -> str:
    field = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"], field:
        case "string_too_short", _field:
            return _("A step needs a few words.")
        case "string_too_long", "text":
            return _("A step can have up to %(most)s letters. Say more about it in its details.") % {
                "most": TEXT
            }
        case "string_too_long", _field:
            return _("This text is too long. It can have up to %(most)s letters.") % {
                "most": error["ctx"]["max_length"]
            }
        case "too_long", _field:
            return _("This is too much at once. Save it in parts.")
    return _("The change could not be read, and nothing was saved. The place: %(field)s.") % {
        "field": field or "-"
    }
