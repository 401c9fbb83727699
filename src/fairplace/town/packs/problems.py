"""What is wrong with a pack, said so that whoever wrote it can put it right."""

from dataclasses import dataclass

from pydantic import ValidationError


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the file, the row or entry, the column or field, and what to do."""

    file: str
    row: str
    column: str
    message: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.row, self.column) if part)
        return f"{where}: {self.message}"


class BrokenPack(Exception):
    """A pack that cannot be loaded. Nothing of it has been stored."""

    def __init__(self, folder: str, problems: list[Problem]):
        self.problems = problems
        super().__init__(f"The pack in {folder} has {len(problems)} problem(s). The first: {problems[0]}")


_WORDS = {
    "missing": "is missing. Add it.",
    "extra_forbidden": "is not known here. Check the spelling, or take it out.",
    "date_from_datetime_parsing": "is not a date. Write it as 2026-11-23.",
    "date_parsing": "is not a date. Write it as 2026-11-23.",
    "date_type": "is not a date. Write it as 2026-11-23.",
    "float_parsing": "is not a number. Write digits and a point, or leave it empty.",
    "float_type": "is not a number. Write digits and a point, or leave it empty.",
    "int_parsing": "is not a whole number.",
    "int_type": "is not a whole number.",
    "string_too_short": "is empty. Write something.",
    "string_type": "is not text. Put it in quotes.",
    "string_pattern_mismatch": "may have letters, digits and hyphens only.",
    "too_short": "has too few entries. Add at least one.",
    "list_type": "is not a list.",
}


def explain(error: ValidationError, *, file: str, row: str = "") -> list[Problem]:
    """Return one problem for each field that has the wrong shape."""
    problems = []
    for detail in error.errors():
        place = ".".join(str(part) for part in detail["loc"])
        words = _WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, ") + ".")
        given = "" if detail["type"] in {"missing", "extra_forbidden"} else f"{detail['input']!r} "
        problems.append(Problem(file, row, place, f"{given}{words}"))
    return problems
