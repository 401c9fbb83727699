from dataclasses import dataclass

from fairplace.town.governance.models import Decision, Effect
from fairplace.town.governance.rules.equity import ALONG, Expectation


@dataclass(frozen=True)
class EffectLine:
    """What is expected along one characteristic, in words."""

    name: str
    expected: str
    who: str
    confidence: str


def list_effects(decision: Decision) -> list[Expectation]:
    """Return who is expected to gain and to lose, in the order in which it is asked."""
    told = {
        one.along: Expectation(one.along, one.expected, one.who, one.confidence)
        for one in decision.effects.all()
    }
    return [told[along] for along in ALONG if along in told]


def list_effect_lines(decision: Decision) -> list[EffectLine]:
    """Return the same in words, for a table."""
    return [
        EffectLine(
            str(ALONG[one.along][0]),
            str(Effect.Expected(one.expected).label),
            one.who,
            str(Effect.Confidence(one.confidence).label) if one.confidence else "",
        )
        for one in list_effects(decision)
    ]
