from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from fairplace.town.logicmodels.models import Claim, LogicModel
from fairplace.town.logicmodels.queries.model import get_state, list_models, list_public
from fairplace.town.logicmodels.rules.claims import ClaimSum, sum_claims
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.places.models import Town

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Claimed:
    """A claim as it holds now, with the link that it is about in words."""

    claim: Claim
    start: str
    end: str

    @property
    def is_old(self) -> bool:
        """Return whether it was not looked at for a year: claims are looked at every year."""
        return self.claim.written_at < timezone.now() - A_YEAR


def list_claims(model: LogicModel, state: State) -> list[Claimed]:
    """Return the claims on the links that the model has, each in its newest version."""
    return _tell(_newest([model]), {model.pk: state})


def list_claims_for_measure(town: Town, slug: str, *, public: bool = False) -> tuple[ClaimSum, list[Claimed]]:
    """Return the claims about what a measure watches: counted by strength, never added up as effect.

    The public is told of those in models that everybody may read.
    """
    states = {model.pk: get_state(model) for model in (list_public if public else list_models)(town)}
    models = LogicModel.objects.filter(pk__in=states)
    told = [
        one
        for one in _tell(_newest(models), states)
        if _measure_of(states[one.claim.model_id], one.claim.link) == slug
    ]
    return sum_claims((one.claim.strength for one in told), _labels()), told


def list_claims_about(town: Town, *, public: bool = False) -> dict[str, list[Claimed]]:
    """Return the claims about every measure of a town, by its slug, in as many questions as for one."""
    states = {model.pk: get_state(model) for model in (list_public if public else list_models)(town)}
    found: dict[str, list[Claimed]] = {}
    for one in _tell(_newest(LogicModel.objects.filter(pk__in=states)), states):
        slug = _measure_of(states[one.claim.model_id], one.claim.link)
        if slug:
            found.setdefault(slug, []).append(one)
    return found


def sum_of(claims: Iterable[Claimed]) -> ClaimSum:
    return sum_claims((one.claim.strength for one in claims), _labels())


def list_thread(model: LogicModel, thread: UUID) -> list[Claim]:
    """Return the versions of one claim, the newest first."""
    found = Claim.objects.filter(model=model, thread=thread).order_by("-number")
    return list(found.select_related("written_by", "reviewed_by", "model"))


def _labels() -> dict[str, str]:
    return {value: str(label) for value, label in Claim.Strength.choices}


def _measure_of(state: State, link: str) -> str:
    return state.steps[state.links[link].end].measure


def _newest(models: Iterable[LogicModel]) -> list[Claim]:
    newest = Claim.objects.filter(model__in=models).values("thread").annotate(last=Max("number"))
    last = {row["thread"]: row["last"] for row in newest}
    rows = Claim.objects.filter(model__in=models).select_related("model", "written_by", "reviewed_by")
    return [row for row in rows.order_by("written_at", "pk") if row.number == last[row.thread]]


def _tell(claims: Iterable[Claim], states: dict[int, State]) -> list[Claimed]:
    """Return the claims whose link is there; a link that was taken away takes its claims out of sight."""
    told = []
    for claim in claims:
        state = states[claim.model_id]
        link = state.links.get(claim.link)
        if link:
            told.append(Claimed(claim, state.steps[link.start].text, state.steps[link.end].text))
    return told
