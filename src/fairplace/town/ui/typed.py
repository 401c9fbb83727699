"""What somebody typed into a form that could not be taken in, so that it is not lost."""

from collections.abc import Mapping

# Names of fields, or parts of them, whose values are shown to nobody.
HIDDEN = ("csrf", "password", "code", "token", "digest")


def list_typed(posted: Mapping[str, str]) -> list[str]:
    """Return the words in a posted form: what has a space in it was written, the rest was chosen."""
    return [
        value.strip()
        for name, value in posted.items()
        if not any(part in name.lower() for part in HIDDEN) and len(value.split()) > 1
    ]
