"""What every shape is made of: kinds of values, and that nothing unknown is let pass."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=50)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def empty_to_none(value: Any) -> Any:
    return None if value == "" else value


def _whole_years_to_text(value: Any) -> Any:
    # YAML reads an unquoted 2022 as a number; as the name of an edition it is text.
    return str(value) if isinstance(value, (int, date)) else value


Number = Annotated[float | None, BeforeValidator(empty_to_none)]
Whole = Annotated[int | None, BeforeValidator(empty_to_none)]
Day = Annotated[date | None, BeforeValidator(empty_to_none)]
Edition = Annotated[str, BeforeValidator(_whole_years_to_text), StringConstraints(min_length=1)]
Mail = Annotated[str, Field(pattern=r"^[a-z0-9.-]+@example\.org$")]
# Days in a demonstration count from the day on which it is made: -40 is before it.
Past = Annotated[int, Field(le=0)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
