"""What a publisher's remark on a number means for us: one of FLAGS, or nothing but the remark itself."""

import re

# In this order: "provisional estimate" is provisional first of all.
_MEANS = (
    ("suppressed", r"suppress|disclos|confidential|small (number|count)|too small|withheld"),
    ("carried-forward", r"carried forward|last available|previous (year|period)'?s? value"),
    ("provisional", r"provisional|preliminary"),
    ("imputed", r"imput"),
    ("apportioned", r"apportion|applied to|combined value|value for .+ (used|applied)"),
    ("modelled", r"model|synthetic|estimated from|forecast|projected"),
    ("break", r"\bbreak\b|not (directly )?comparable|discontinuit|change (in|of) (method|definition)"),
)


def flag_of(note: str) -> str:
    """Return the flag that a remark stands for; an empty text where it says nothing that we flag."""
    return next((flag for flag, words in _MEANS if re.search(words, note, re.IGNORECASE)), "")
