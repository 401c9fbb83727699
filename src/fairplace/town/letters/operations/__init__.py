from fairplace.town.letters.operations.decision import LetterRefused, confirm_arrived, drop, send_again
from fairplace.town.letters.operations.letter import (
    compose_letter,
    rewrite_letter,
    write_letter,
    write_letters,
)
from fairplace.town.letters.operations.sending import recover, send_waiting

__all__ = [
    "LetterRefused",
    "compose_letter",
    "confirm_arrived",
    "drop",
    "recover",
    "rewrite_letter",
    "send_again",
    "send_waiting",
    "write_letter",
    "write_letters",
]
