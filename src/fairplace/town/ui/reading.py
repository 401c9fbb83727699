"""How old somebody has to be, roughly, to read a text with ease."""

import re
from dataclasses import dataclass

# Below this many words the average length of a sentence says little.
FEWEST_WORDS = 50
# Plain English for everybody, as GOV.UK writes it, is a reading age of about 9; papers may ask a little more.
HARD_ABOVE = 14

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# A full stop inside a number or a short form ends no sentence: after one, a word begins with a capital.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|\n\s*\n|\n\s*(?:[-*•]|\d+[.)])\s+")
_SILENT_E = re.compile(r"(?:[^laeiouyscghxz]es|[^aeioudt]ed|[^l]e|[aeiou]le)$")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class ReadingAge:
    """The age, or None where the text is too short to tell."""

    age: int | None
    words: int

    @property
    def is_hard(self) -> bool:
        return self.age is not None and self.age > HARD_ABOVE


def tell_reading_age(text: str) -> ReadingAge:
    """Return the age at which a text is read with ease: its Flesch-Kincaid grade and five years.

    American children begin the first grade at six. English text only.
    """
    words = len(_WORD.findall(text))
    if words < FEWEST_WORDS:
        return ReadingAge(None, words)
    return ReadingAge(max(round(get_grade(text)) + 5, 5), words)


def get_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    Source: Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for Navy
    enlisted personnel, Research Branch Report 8-75.
    """
    words = _WORD.findall(text)
    if not words:
        raise ValueError("A text without words has no grade.")
    sentences = sum(1 for one in _SENTENCE_END.split(text) if _WORD.search(one))
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def count_syllables(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, without silent endings."""
    plain = word.lower().replace("’", "'").split("'")[0]
    if len(plain) <= 3:
        return 1
    kept = _SILENT_E.sub("", plain)
    # "Being" and "going" have one syllable more than groups of vowels.
    return max(len(_VOWELS.findall(kept)), 1) + bool(re.search(r"[aeiou]ing$", plain))
