"""The questions of the guided mode, in the order in which a good facilitator would ask them.

The problem and whom it is about come first, then the change in the town that is wanted, and from there
backwards: what would have to be different, and what to do for it. Whoever begins with what they do already
ends with a picture of what they do already.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.rules.state import Kind
from fairplace.town.logicmodels.rules.words import KINDS, Words

TEXT, STEPS, LINKS, MEASURES = "text", "steps", "links", "measures"


@dataclass(frozen=True)
class Question:
    """One page of the guide: what it asks, a sentence of help, an example, and what its answers become."""

    code: str
    asks: str
    title: Words
    help: Words
    example: Words
    kind: Kind | None = None


def _steps(kind: Kind, title: Words, help: Words, example: Words | None = None) -> Question:
    return Question(kind.value, STEPS, title, help, example or KINDS[kind].example, kind)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "problem", TEXT,
        _("What is wrong, and what makes it so?"),
        _("Say what people meet with, not which service is missing. Two or three sentences are enough."),
        _("Many homes in the oldest streets are cold. Bills take so much that people go without."),
    ),
    Question(
        "for_whom", TEXT,
        _("Who is it about?"),
        _("Name the people who would gain most, and how many they are if you know."),
        _("About 6,400 households that cannot keep warm, most in the most deprived fifth of the town"),
    ),
    _steps(
        Kind.IMPACT,
        _("If all went well, what would be true of the town in ten years or more?"),
        _("One sentence, perhaps two. You alone need not bring it about."),
    ),
    _steps(
        Kind.LONG,
        _("What would have to be different in three to ten years, for that to come true?"),
        _("Think of people and places, not of services. One on each line."),
    ),
    _steps(
        Kind.MEDIUM,
        _("And before that, in one to three years?"),
        _("What people do, have or can do then that they cannot now. One on each line."),
    ),
    _steps(
        Kind.SHORT,
        _("What would people notice within a year?"),
        _("The first change, close to what you do. One on each line."),
    ),
    _steps(
        Kind.OUTPUT,
        _("What could you count at once, to see that the work reaches people?"),
        _("Things delivered, people reached. Add numbers later, each out of how many. One on each line."),
    ),
    _steps(
        Kind.ACTIVITY,
        _("What is done, so that this happens?"),
        _("Begin each with a verb. Work that others do already counts too. One on each line."),
    ),
    _steps(
        Kind.INPUT,
        _("What does it take?"),
        _("People, money, places, data, goodwill. One on each line."),
    ),
    Question(
        "links", LINKS,
        _("What leads to what, and why?"),
        _("Choose for each step what it leads to, and say why it should. Leave out what you do not know."),
        _("Warmer homes → fewer bad chests: because damp and cold air harm breathing"),
    ),
    Question(
        "assumptions", TEXT,
        _("What do you take for granted?"),
        _("What has to hold for the links to hold. If it turned out wrong, you would change course."),
        _("People open the door to an adviser. Landlords let repairs be made."),
    ),
    Question(
        "outside", TEXT,
        _("What else could change it, for better or worse?"),
        _("What nobody in the group decides: prices, laws, the weather, other programmes."),
        _("Energy prices; a mild winter; a national grant that begins or ends"),
    ),
    Question(
        "equity", TEXT,
        _("Who could be left out, or be worse off?"),
        _("Those who do not hear of it, cannot come, do not trust you, or lose what others gain."),
        _("Private renters who fear to be put out. People who read no English."),
    ),
    Question(
        "measures", MEASURES,
        _("How would you know?"),
        _("Choose a measure of the town, or say what you would look at. Then say what shows early."),
        _("Homes too costly to heat. Early: fewer calls for help with bills"),
    ),
)  # fmt: skip


def find_question(code: str) -> tuple[int, Question] | None:
    """Return a question with its place, counted from one."""
    return next(((n, one) for n, one in enumerate(QUESTIONS, start=1) if one.code == code), None)


def split_lines(text: str) -> list[str]:
    """Return the lines that say something, without the marks of a list, each once."""
    lines = (line.strip().lstrip("-•*–").strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
