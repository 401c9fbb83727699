"""What a group said, counted: by consent, by most votes, by mean score, or by rank with run-off.

Each count names the winners: one, several where it is a tie (which is left to the chair), or none where
nobody said anything. Nothing here decides: the chair states what was decided.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

AGREE, OBJECT, ABSTAIN = "agree", "object", "abstain"
YES, NO = "yes", "no"
HIGHEST = 5
Options = Mapping[str, str]


@dataclass(frozen=True)
class Tally:
    """What came out: the winners' codes, a sentence, the table, and what else has to be explained."""

    winners: tuple[str, ...]
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        return Table(_("What the members said"), self.columns, self.rows)

    def keep(self) -> dict[str, Any]:
        """Return it as plain values, to be kept with the decision."""
        return asdict(self)


def read_tally(kept: Mapping[str, Any]) -> Tally:
    """Return the tally that was kept."""
    return Tally(
        tuple(kept["winners"]),
        kept["sentence"],
        tuple(kept["columns"]),
        tuple(map(tuple, kept["rows"])),
        tuple(kept["notes"]),
    )


def count_consent(said: Sequence[str], options: Options) -> Tally:
    """Return whether it is taken: nobody objects, and somebody agrees."""
    counts = Counter(said)
    rows = (
        (_("Agree"), counts[AGREE]),
        (_("Object"), counts[OBJECT]),
        (_("Abstain"), counts[ABSTAIN]),
    )
    columns = (_("Answer"), _("Members"))
    if counts[OBJECT]:
        n = counts[OBJECT]
        sentence = ngettext(
            "One member objects, so it is not taken as it stands.",
            "%(n)s members object, so it is not taken as it stands.",
            n,
        ) % {"n": n}
        return Tally((NO,), sentence, columns, rows)
    if counts[AGREE]:
        return Tally((YES,), _("Nobody objects, so it is taken."), columns, rows)
    return Tally((), _nothing(), columns, rows)


def count_votes(said: Sequence[str], options: Options) -> Tally:
    """Return the option, or options, with the most votes; more than half is not asked for."""
    counts = Counter(said)
    most = max((counts[code] for code in options), default=0)
    winners = tuple(code for code in options if most and counts[code] == most)
    rows = [(text, counts[code]) for code, text in options.items()]
    if counts[ABSTAIN]:
        rows.append((_("Abstain"), counts[ABSTAIN]))
    sentence = _say_winners(winners, options, _("has the most votes"), _("have the most votes, equally"))
    return Tally(winners, sentence, (_("Option"), _("Votes")), tuple(rows))


def count_scores(said: Sequence[Mapping[str, int]], options: Options) -> Tally:
    """Return the option, or options, with the highest mean over those who scored it; each mean has its n."""
    means: dict[str, Fraction] = {}
    rows = []
    for code, text in options.items():
        own = [scores[code] for scores in said if code in scores]
        if own:
            means[code] = Fraction(sum(own), len(own))
        rows.append((text, in_words(float(means[code]), decimals=2) if own else "–", len(own)))
    winners = tuple(code for code, mean in means.items() if mean == max(means.values()))
    sentence = _say_winners(winners, options, _("has the highest mean"), _("have the same highest mean"))
    uneven = len({row[2] for row in rows}) > 1
    notes = (_("Not all options were scored by equally many, so take care comparing their means."),)
    columns = (_("Option"), _("Mean of 0 to 5"), _("Scored by"))
    return Tally(winners, sentence, columns, tuple(rows), notes if uneven else ())


def count_ranks(said: Sequence[Sequence[str]], options: Options) -> Tally:
    """Return who wins by instant run-off: the last falls out until one has more than half of what is left.

    Where several are last equally, each is tried: if all ways lead to the same winner, that one has won;
    if not, all winners of those ways are named, and the chair chooses.
    """
    rounds, winners, notes = _run_off([tuple(one) for one in said if one], options)
    columns = (_("Option"), *(_("Round %(n)s") % {"n": n} for n in range(1, len(rounds) + 1)))
    rows = [
        (text, *(str(counts[code]) if code in counts else "–" for counts, _left in rounds))
        for code, text in options.items()
    ]
    if any(left for _counts, left in rounds):
        rows.append((_("No choice left"), *(str(left) for _counts, left in rounds)))
    sentence = _say_winners(winners, options, _("wins the run-off"), _("cannot be told apart by the run-off"))
    return Tally(winners, sentence, columns, tuple(rows), tuple(notes))


Round = tuple[dict[str, int], int]


def _run_off(
    ballots: list[tuple[str, ...]], options: Options
) -> tuple[list[Round], tuple[str, ...], list[str]]:
    """Return the rounds as they went, the winners, and what has to be said of ties on the way."""
    win = _make_winners(ballots)
    rounds: list[Round] = []
    notes: list[str] = []
    left = frozenset(options)
    while ballots:
        counts = _count_first(ballots, left)
        rounds.append(({code: counts[code] for code in options if code in left}, _left_over(ballots, counts)))
        if _wins(counts) or len(left) < 2:
            break
        last = [code for code in options if code in left and counts[code] == min(counts.values())]
        if len(last) > 1:
            is_same = len({win(left - {code}) for code in last}) == 1
            notes.append(_say_last(len(rounds), _name(last, options), is_same))
            if not is_same:
                break
        left -= {last[0]}
    found = win(frozenset(options)) if ballots else frozenset()
    return rounds, tuple(code for code in options if code in found), notes


def _say_last(number: int, names: str, is_same: bool) -> str:
    """Say what it means that several had the fewest, equally."""
    said = _("In round %(n)s these had the fewest, equally: %(names)s.") % {"n": number, "names": names}
    if is_same:
        return f"{said} {_('Whichever falls out first, the outcome is the same.')}"
    return f"{said} {_('Who wins depends on which of them falls out, so it is left to the chair.')}"


def _make_winners(ballots: list[tuple[str, ...]]) -> Callable[[frozenset[str]], frozenset[str]]:
    """Return what tells who can win among those left, over every way in which ties for last may break."""

    @cache
    def win(left: frozenset[str]) -> frozenset[str]:
        counts = _count_first(ballots, left)
        winner = _wins(counts)
        if winner or len(left) == 1:
            return frozenset({winner}) if winner else left
        fewest = min(counts.values())
        return frozenset().union(*(win(left - {code}) for code in left if counts[code] == fewest))

    return win


def _count_first(ballots: list[tuple[str, ...]], left: frozenset[str]) -> dict[str, int]:
    """Return how many ballots have each of those left as their first choice among them."""
    counts = dict.fromkeys(left, 0)
    for ballot in ballots:
        first = next((code for code in ballot if code in left), None)
        if first is not None:
            counts[first] += 1
    return counts


def _left_over(ballots: list[tuple[str, ...]], counts: Mapping[str, int]) -> int:
    return len(ballots) - sum(counts.values())


def _wins(counts: Mapping[str, int]) -> str:
    """Return the option with more than half of the ballots that still name one, or nothing."""
    total = sum(counts.values())
    return next((code for code, count in counts.items() if 2 * count > total), "")


def _say_winners(winners: Sequence[str], options: Options, one: str, several: str) -> str:
    if not winners:
        return _nothing()
    if len(winners) == 1:
        return f"“{options[winners[0]]}” {one}."
    tied = _("%(names)s %(what)s. It is a tie, which is left to the chair.")
    return tied % {"names": _name(winners, options), "what": several}


def _name(codes: Sequence[str], options: Options) -> str:
    return ", ".join(f"“{options[code]}”" for code in codes)


def _nothing() -> str:
    return _("Nobody has said anything that can be counted.")


COUNTS: dict[str, Callable[[Sequence[Any], Options], Tally]] = {
    "consent": count_consent,
    "vote": count_votes,
    "score": count_scores,
    "rank": count_ranks,
}
