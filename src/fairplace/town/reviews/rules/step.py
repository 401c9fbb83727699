"""The steps of an annual review, and what each still needs before the next can begin."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class State(StrEnum):
    """The states of a review, in their order. The same words stand in the table."""

    EVIDENCE = "evidence"
    CHALLENGE = "challenge"
    MODERATION = "moderation"
    SIGN_OFF = "sign-off"
    FROZEN = "frozen"
    PUBLISHED = "published"
    CLOSED = "closed"


@dataclass(frozen=True)
class Step:
    """One step as people see it: what happens, who must act, and the word for going on."""

    state: State
    name: str | Promise
    who: str | Promise
    what: str | Promise
    onward: str | Promise = ""


STEPS = (
    Step(
        State.EVIDENCE,
        _("Evidence comes in"),
        _("The programme team"),
        _("What the numbers tell is kept under a digest, and what was done in the year is put beside it."),
        _("Open it to challenge"),
    ),
    Step(
        State.CHALLENGE,
        _("Open to challenge"),
        _("Everybody who signs in"),
        _("Anybody inside may doubt what is said of a measure. Each doubt gets an answer."),
        _("Begin to moderate"),
    ),
    Step(
        State.MODERATION,
        _("Ratings are moderated"),
        _("The programme team"),
        _("Each measure gets a rating, a statement, how sure we are, and a decision with its reason."),
        _("Ask for signatures"),
    ),
    Step(
        State.SIGN_OFF,
        _("Waits for signatures"),
        _("Whoever holds a seat"),
        _("The people in the seats sign what stands there. Dissent is kept and printed."),
        _("Freeze it"),
    ),
    Step(
        State.FROZEN,
        _("Frozen"),
        _("The programme team"),
        _("Nothing changes any more. It is published when the day has come."),
        _("Publish it"),
    ),
    Step(
        State.PUBLISHED,
        _("Published, open to comments"),
        _("Everybody"),
        _("Anybody may comment, without an account. The town answers."),
        _("Close it"),
    ),
    Step(
        State.CLOSED,
        _("Closed"),
        _("Nobody"),
        _("The review, the comments and the answer stay here."),
    ),
)
ORDER = tuple(step.state for step in STEPS)
# Steps that people can go back to, with a reason, as long as nothing is frozen.
OPEN_STATES = (State.EVIDENCE, State.CHALLENGE, State.MODERATION, State.SIGN_OFF)
DATED = (State.EVIDENCE, State.CHALLENGE, State.MODERATION, State.SIGN_OFF, State.PUBLISHED)
PUBLIC_STATES = (State.PUBLISHED, State.CLOSED)
# In these, ratings and words may still be changed.
MODERATED = (State.MODERATION, State.SIGN_OFF)


def get_step(state: str) -> Step:
    return STEPS[ORDER.index(State(state))]


def next_state(state: str) -> State | None:
    """Return the state that follows, or None after the last."""
    at = ORDER.index(State(state)) + 1
    return ORDER[at] if at < len(ORDER) else None


def list_earlier(state: str) -> list[State]:
    """Return the steps that a review may be taken back to: none once it is frozen."""
    return (
        [one for one in OPEN_STATES if ORDER.index(one) < ORDER.index(State(state))] if is_open(state) else []
    )


def is_open(state: str) -> bool:
    """Return whether nothing is frozen yet."""
    return state in OPEN_STATES


@dataclass(frozen=True)
class Measured:
    """What the rules ask of one assessment. `is_sound` says that every reason which is asked for is given."""

    slug: str
    name: str
    has_evidence: bool = False
    rating: str = ""
    has_statement: bool = False
    confidence: str = ""
    decision: str = ""
    is_sound: bool = True
    unanswered: int = 0


@dataclass(frozen=True)
class Seated:
    """One seat: who holds it, how their signature stands ("", "valid", "void" or "withdrawn").

    Who has no role in the town cannot sign in, and so cannot sign.
    """

    title: str
    name: str = ""
    is_required: bool = True
    signature: str = ""
    can_sign: bool = True


@dataclass(frozen=True)
class Facts:
    """Everything that the rules ask of a review."""

    state: str
    measures: Sequence[Measured] = ()
    seats: Sequence[Seated] = ()
    comments_waiting: int = 0
    has_response: bool = False


@dataclass(frozen=True)
class Lack:
    """Something that is missing, in a sentence; mended on `page`, at the measure of that `slug`."""

    sentence: str
    page: str = ""
    slug: str = ""


def list_lacks(facts: Facts) -> list[Lack]:
    """Return what is missing before the review can go on from where it is; nothing where it can."""
    return [lack for find in NEEDS.get(State(facts.state), ()) for lack in find(facts)]


def _evidence(facts: Facts) -> Iterable[Lack]:
    if not facts.measures:
        yield Lack(_now("There is no measure to review."))
    yield from _of_measures(
        [one for one in facts.measures if not one.has_evidence],
        lambda n: ngettext(
            "%(n)s measure has no evidence yet: %(names)s.",
            "%(n)s measures have no evidence yet: %(names)s.",
            n,
        ),
    )


def _seats(facts: Facts) -> Iterable[Lack]:
    if not any(one.is_required for one in facts.seats):
        yield Lack(_now("No seat must sign. Name at least one that must."), "review_seats")
    for one in facts.seats:
        if one.is_required and not one.name:
            sentence = _now("Nobody sits in the seat “%(seat)s”, which must sign.")
            yield Lack(sentence % {"seat": one.title}, "review_seats")
        elif one.is_required and not one.can_sign:
            sentence = _now("%(name)s sits in the seat “%(seat)s”, and has no role to sign in with.")
            yield Lack(sentence % {"name": one.name, "seat": one.title}, "review_seats")


def _challenges(facts: Facts) -> Iterable[Lack]:
    for one in facts.measures:
        if one.unanswered:
            sentence = ngettext(
                "%(name)s: %(n)s challenge waits for an answer.",
                "%(name)s: %(n)s challenges wait for an answer.",
                one.unanswered,
            )
            told = {"name": one.name, "n": one.unanswered}
            yield Lack(sentence % told, "assessment_detail", one.slug)


def _ratings(facts: Facts) -> Iterable[Lack]:
    yield from _of_measures(
        [one for one in facts.measures if not one.rating],
        lambda n: ngettext(
            "%(n)s measure has no rating: %(names)s.", "%(n)s measures have no rating: %(names)s.", n
        ),
    )


def _statements(facts: Facts) -> Iterable[Lack]:
    yield from _of_measures(
        [one for one in facts.measures if not one.has_statement],
        lambda n: ngettext(
            "%(n)s measure has no statement: %(names)s.", "%(n)s measures have no statement: %(names)s.", n
        ),
    )


def _confidence(facts: Facts) -> Iterable[Lack]:
    yield from _of_measures(
        [one for one in facts.measures if not one.confidence],
        lambda n: ngettext(
            "Nobody said how sure we are of %(n)s measure: %(names)s.",
            "Nobody said how sure we are of %(n)s measures: %(names)s.",
            n,
        ),
    )


def _decisions(facts: Facts) -> Iterable[Lack]:
    yield from _of_measures(
        [one for one in facts.measures if not one.decision],
        lambda n: ngettext(
            "%(n)s measure has no decision: %(names)s.", "%(n)s measures have no decision: %(names)s.", n
        ),
    )


def _reasons(facts: Facts) -> Iterable[Lack]:
    yield from _of_measures(
        [one for one in facts.measures if not one.is_sound],
        lambda n: ngettext(
            "%(n)s measure lacks a reason that is asked for: %(names)s.",
            "%(n)s measures lack a reason that is asked for: %(names)s.",
            n,
        ),
    )


def _of_measures(found: list[Measured], sentence: Callable[[int], str]) -> Iterable[Lack]:
    """Return one sentence for all measures that lack the same. What lacks it alone is linked."""
    if found:
        told = {"n": count_in_words(len(found)), "names": list_in_words([one.name for one in found])}
        yield Lack(capfirst(sentence(len(found)) % told), "assessment_moderate", found[0].slug)


def _signatures(facts: Facts) -> Iterable[Lack]:
    """Return who has not signed what stands there now."""
    sentences = {
        "": _now("%(seat)s has not signed."),
        "withdrawn": _now("%(seat)s has withdrawn the signature."),
        "void": _now("%(seat)s must sign again: something was changed since."),
    }
    for one in facts.seats:
        if one.is_required and one.name and one.signature != "valid":
            yield Lack(sentences[one.signature] % {"seat": one.title})


def _comments(facts: Facts) -> Iterable[Lack]:
    if facts.comments_waiting:
        sentence = ngettext(
            "%(n)s comment waits to be read.", "%(n)s comments wait to be read.", facts.comments_waiting
        )
        told = {"n": count_in_words(facts.comments_waiting)}
        yield Lack(capfirst(sentence % told), "comment_list")


def _response(facts: Facts) -> Iterable[Lack]:
    if not facts.has_response:
        yield Lack(_now("The town has not written its response."), "review_respond")


WHOLE = (_evidence, _seats, _challenges, _ratings, _statements, _confidence, _decisions, _reasons)
NEEDS: dict[State, Sequence[Callable[[Facts], Iterable[Lack]]]] = {
    State.EVIDENCE: (_evidence,),
    State.CHALLENGE: (_evidence,),
    State.MODERATION: WHOLE,
    State.SIGN_OFF: (*WHOLE, _signatures),
    State.PUBLISHED: (_comments, _response),
}


def count_in_words(number: int) -> str:
    """Return a small number as a word, as a sentence begins with it."""
    return str(apnumber(number))


def list_in_words(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return _now("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
