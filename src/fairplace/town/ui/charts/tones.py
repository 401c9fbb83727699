"""How a comparison is told without colour: a sign, a shape and a word for each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Tone:
    """A sign for text, a shape and two colours for a drawing, and the words of the key."""

    sign: str
    shape: str
    stroke: str
    fill: str
    words: str | Promise


TONES = {
    "better": Tone("▲", "triangle-up", "better", "better", gettext_lazy("better")),
    "worse": Tone("▼", "triangle-down", "worse", "worse", gettext_lazy("worse")),
    "similar": Tone("●", "circle", "similar", "similar", gettext_lazy("similar")),
    "higher": Tone("△", "triangle-up", "country", "paper", gettext_lazy("higher")),
    "lower": Tone("▽", "triangle-down", "country", "paper", gettext_lazy("lower")),
    "cannot tell": Tone("?", "diamond", "similar", "paper", gettext_lazy("cannot tell")),
    "none": Tone("○", "circle", "similar", "paper", gettext_lazy("not compared")),
}


def tone_of(word: str) -> Tone:
    """Return how this word of comparison is drawn; a word that has no sign of its own is not compared."""
    return TONES.get(word, TONES["none"])


# The shapes of a drawing that have another sign in text.
DRAWN = {"cannot tell": "◇"}


def key_of(words: set[str], *, is_drawn: bool = False) -> str:
    """Return what each sign in use means, in a fixed order: those of text, or the shapes of a drawing."""
    used = {word if word in TONES else "none" for word in words}
    signs = {word: tone.sign for word, tone in TONES.items()} | (DRAWN if is_drawn else {})
    told = [f"{signs[word]} {tone.words}" for word, tone in TONES.items() if word in used]
    return _("Key: %(signs)s.") % {"signs": ", ".join(told)}
