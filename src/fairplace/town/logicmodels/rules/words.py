"""What the parts of a logic model are called on its pages, and what to write in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.rules.state import Evidence, Kind

Words = str | Promise
OUTCOMES = (Kind.SHORT, Kind.MEDIUM, Kind.LONG)
# The steps that a measure may tell of.
MEASURED = (*OUTCOMES, Kind.IMPACT)


@dataclass(frozen=True)
class KindWords:
    """A column: what it is called, what one of its steps is called, what belongs there, an example."""

    plural: Words
    singular: Words
    help: Words
    example: Words


KINDS: Mapping[Kind, KindWords] = {
    Kind.INPUT: KindWords(
        _("Inputs"),
        _("input"),
        _("What is put in: people, money, buildings, goodwill."),
        _("Two energy advisers, for three years"),
    ),
    Kind.ACTIVITY: KindWords(
        _("Activities"),
        _("activity"),
        _("What is done, by whom."),
        _("Visit cold homes and mend draughts"),
    ),
    Kind.OUTPUT: KindWords(
        _("Outputs"),
        _("output"),
        _("What can be counted at once, out of how many."),
        _("Cold homes made warmer"),
    ),
    Kind.SHORT: KindWords(
        _("Short-term outcomes (within a year)"),
        _("short-term outcome"),
        _("What is different for people within a year."),
        _("People spend less on heat and keep warm"),
    ),
    Kind.MEDIUM: KindWords(
        _("Medium-term outcomes (1 to 3 years)"),
        _("medium-term outcome"),
        _("What follows from that in one to three years."),
        _("Fewer people with bad chests need a doctor in winter"),
    ),
    Kind.LONG: KindWords(
        _("Long-term outcomes (3 to 10 years)"),
        _("long-term outcome"),
        _("What has changed in three to ten years."),
        _("Fewer homes are too costly to heat"),
    ),
    Kind.IMPACT: KindWords(
        _("Impact"),
        _("impact"),
        _("The change in the town that all of this is for."),
        _("Nobody is ill because of where they live"),
    ),
}

EVIDENCE: Mapping[Evidence, Words] = {
    Evidence.NONE: _("Not said"),
    Evidence.EXPECTED: _("We expect it; nobody has tried"),
    Evidence.EXPERIENCE: _("People who do the work have seen it"),
    Evidence.LOCAL: _("Local figures or an evaluation show it"),
    Evidence.STUDIES: _("Studies elsewhere show it"),
    Evidence.REVIEWS: _("Reviews of many studies show it"),
}

TEXT_WORDS: Mapping[str, Words] = {
    "title": _("Title"),
    "problem": _("The problem"),
    "for_whom": _("For whom"),
    "assumptions": _("What we take for granted"),
    "outside": _("What else could matter"),
    "equity": _("Who could be left out"),
}

FIELD_WORDS: Mapping[str, Words] = {
    "kind": _("Column"),
    "text": _("What it is"),
    "detail": _("More about it"),
    "points": _("What it points at"),
    "measure": _("Measure"),
    "local": _("Local indicator"),
    "early": _("Early signs"),
    "lag": _("Months until a change can be expected"),
    "target": _("Target"),
    "actual": _("So far"),
    "unit": _("What is counted"),
    "out_of": _("Out of how many"),
    "out_of_what": _("Who or what those are"),
    "child": _("Model behind it"),
    "start": _("From"),
    "end": _("To"),
    "rationale": _("Why it should hold"),
    "evidence": _("Evidence"),
}


class Memory:
    """What a note may be: each belongs to one of the model's memories."""

    RATING = "rating"
    BASELINE = "baseline"
    ASSUMPTION = "assumption"
    READING = "reading"
    SIGN = "early sign"
    START = "start"


NOTES: Mapping[str, Words] = {
    Memory.RATING: _("Rating: how it stands, in a word or a sentence"),
    Memory.BASELINE: _("Baseline: how it was before the work began"),
    Memory.ASSUMPTION: _("Assumption: whether something we took for granted holds"),
    Memory.READING: _("Reading: the number of an output in one more period"),
    Memory.SIGN: _("Early sign: whether it is seen"),
    Memory.START: _("Start: the day on which the work began"),
}
