"""Which words two texts share, told so that a person can judge: no model, no network."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Too common in any plan for a town to tell one piece of work from another.
COMMON_WORDS = """
a about across after again all also an and any are as at be been before being below between both but by can
could do does each every for from further had has have help here how if in including into is it its made
make more most must new no not of off on only or other our out over own people per plan provide same should
so some such support than that the their them then there these they this those through to town under until
up use used very was we well were what when where which while who will with within work working would you
your
"""
COMMON = frozenset(COMMON_WORDS.split())
# Endings that change nothing about what a word speaks of, longest first.
ENDINGS = ("ments", "ment", "ings", "ing", "ers", "ies", "er", "ed", "es", "s")
SHORTEST_STEM = 4
ALIKE = 88


@dataclass(frozen=True)
class Match:
    """A word of one text and the word of the other that it met; mostly they are the same."""

    one: str
    other: str

    def __str__(self) -> str:
        return self.one if self.one == self.other else f"{self.one} ~ {self.other}"


@dataclass(frozen=True)
class Pair:
    """Two texts that may belong together, how strongly, and the words that say so, strongest first."""

    one: int
    other: int
    score: float
    words: tuple[Match, ...]


def split_words(text: str) -> list[str]:
    """Return the words of a text that say something, in lower case and as written."""
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in COMMON]


def stem(word: str) -> str:
    """Return what is left of a word without its ending, so that school and schools are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def suggest_pairs(
    ones: Mapping[int, str],
    others: Mapping[int, str],
    *,
    known: Iterable[tuple[int, int]] = (),
    most: int = 3,
) -> list[Pair]:
    """Return for each text the few others that share most of its telling words, the strongest pair first.

    Words weigh by how rare they are (BM25, Robertson and Zaragoza 2009); those
    spelled nearly alike count too. Pairs that share one word alone are left out, as are those already known.
    """
    import bm25s  # noqa: PLC0415  # a third of a second that only suggestions pay

    bodies = {key: _stems(text) for key, text in others.items()}
    if not any(bodies.values()):
        return []
    keys, known = list(bodies), set(known)
    # It tells the log of every index that it builds.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    index = bm25s.BM25()
    index.index([list(bodies[key]) or [""] for key in keys], show_progress=False)
    vocabulary = sorted({found for body in bodies.values() for found in body})
    found = []
    for one, text in ones.items():
        wanted = _stems(text)
        nearest = _nearest(wanted, vocabulary)
        met = sorted({there for all_there in nearest.values() for there in all_there})
        if not met:
            continue
        scores = index.get_scores(met)
        pairs = [
            Pair(one, key, round(float(score), 2), _matches(wanted, nearest, bodies[key]))
            for key, score in zip(keys, scores, strict=True)
            if score > 0 and (one, key) not in known
        ]
        telling = [pair for pair in pairs if len(pair.words) > 1]
        found += sorted(telling, key=lambda pair: -pair.score)[:most]
    return sorted(found, key=lambda pair: -pair.score)


def shared_words(one: str, other: str) -> tuple[Match, ...]:
    """Return the words that two texts share, in the order of the first."""
    wanted, body = _stems(one), _stems(other)
    return _matches(wanted, _nearest(wanted, sorted(body)), body)


def _stems(text: str) -> dict[str, str]:
    """Return the stems of a text, each with the word as first written."""
    stems: dict[str, str] = {}
    for word in split_words(text):
        stems.setdefault(stem(word), word)
    return stems


def _nearest(wanted: Mapping[str, str], vocabulary: Sequence[str]) -> dict[str, list[str]]:
    """Return for each stem those of the vocabulary that are spelled (nearly) like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # as above

    if not wanted or not vocabulary:
        return {}
    table = process.cdist(list(wanted), vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE)
    alike = zip(wanted, table, strict=True)
    return {
        word: [there for there, score in zip(vocabulary, row, strict=True) if score] for word, row in alike
    }


def _matches(
    wanted: Mapping[str, str], nearest: Mapping[str, Sequence[str]], body: Mapping[str, str]
) -> tuple[Match, ...]:
    return tuple(
        Match(word, body[there])
        for here, word in wanted.items()
        for there in nearest.get(here, ())
        if there in body
    )
