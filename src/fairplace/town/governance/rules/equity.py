"""Who gains and who loses: along what it is asked, and when an answer is whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DEPRIVATION = "deprivation"
# Deprivation, and the nine protected characteristics of section 4 of the Equality Act 2010, each with whom to
# think of: a name alone brings nobody to mind.
ALONG: dict[str, tuple[str | Promise, str | Promise]] = {
    DEPRIVATION: (
        gettext_lazy("Deprivation"),
        gettext_lazy("People in the most deprived neighbourhoods, people on low incomes."),
    ),
    "age": (gettext_lazy("Age"), gettext_lazy("Children, young people, working age, older people.")),
    "disability": (
        gettext_lazy("Disability"),
        gettext_lazy("Physical, sensory, learning, mental health, long-term illness; carers too."),
    ),
    "gender-reassignment": (
        gettext_lazy("Gender reassignment"),
        gettext_lazy("People who are changing, or have changed, their sex."),
    ),
    "marriage": (
        gettext_lazy("Marriage and civil partnership"),
        gettext_lazy("People who are married or in a civil partnership, at work above all."),
    ),
    "pregnancy": (
        gettext_lazy("Pregnancy and maternity"),
        gettext_lazy("People who are pregnant, or had a child in the last six months."),
    ),
    "race": (
        gettext_lazy("Race"),
        gettext_lazy("Ethnic groups, nationalities, people who speak little English."),
    ),
    "religion": (gettext_lazy("Religion or belief"), gettext_lazy("Any religion or belief, or none.")),
    "sex": (gettext_lazy("Sex"), gettext_lazy("Women and men.")),
    "sexual-orientation": (
        gettext_lazy("Sexual orientation"),
        gettext_lazy("Lesbian, gay, bisexual and heterosexual people."),
    ),
}
GAINS, LOSES, BOTH, SAME, UNKNOWN = "gains", "loses", "both", "same", "unknown"


@dataclass(frozen=True)
class Expectation:
    """What is expected along one characteristic: for whom and how, and how sure whoever says it is."""

    along: str
    expected: str
    who: str = ""
    confidence: str = ""


def missing(effects: Iterable[Expectation]) -> dict[str, str]:
    """Return a sentence for each characteristic whose answer is not whole, by its code, in their order.

    Whoever expects no difference need not say more; whoever does not know says how it will be found out.
    """
    told = {one.along: one for one in effects}
    found = {along: _lack(told.get(along)) for along in ALONG}
    return {along: f"{ALONG[along][0]}: {lack}" for along, lack in found.items() if lack}


def _lack(one: Expectation | None) -> str:
    if one is None or not one.expected:
        return _("say who gains and who loses.")
    if one.expected == SAME:
        return ""
    if not one.who.strip():
        is_unknown = one.expected == UNKNOWN
        return _("say how it will be found out.") if is_unknown else _("say who, and how.")
    return "" if one.confidence else _("say how sure you are.")


def summarise(effects: Iterable[Expectation]) -> list[str]:
    """Return in a few sentences who gains and who loses, for those who do not read a table."""
    told = {one.along: one.expected for one in effects if one.along in ALONG}

    def name(*kinds: str) -> str:
        return ", ".join(str(ALONG[along][0]).lower() for along in ALONG if told.get(along) in kinds)

    sentences = (
        (_("Some are expected to gain, along: %(names)s."), name(GAINS, BOTH)),
        (_("Some are expected to lose, along: %(names)s."), name(LOSES, BOTH)),
        (_("No difference is expected along: %(names)s."), name(SAME)),
        (_("Not known yet along: %(names)s."), name(UNKNOWN)),
    )
    return [sentence % {"names": names} for sentence, names in sentences if names]
