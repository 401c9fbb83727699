from dataclasses import dataclass

from fairplace.town.places.models import DeprivationEdition, Town
from fairplace.town.places.queries import list_editions_of, list_neighbourhoods
from fairplace.town.workstreams.models import Workstream
from fairplace.town.workstreams.queries.workstream import list_workstreams
from fairplace.town.workstreams.rules.need import Fifth, Scale, gather_fifths, judge_scale, share


@dataclass(frozen=True)
class Need:
    """Need by fifth, and the edition of the Indices of Deprivation that it is taken from."""

    edition: DeprivationEdition | None
    fifths: tuple[Fifth, ...]

    @property
    def shares(self) -> list[float | None]:
        return share([one.people * one.score for one in self.fifths])


@dataclass(frozen=True)
class FifthLine:
    """One fifth: who lives there, and what reached them. Shares are per cent; None is not known."""

    fifth: Fifth
    need: float | None
    reach: int | None
    reach_share: float | None
    per_hundred: float | None
    spend: float | None
    spend_share: float | None


@dataclass(frozen=True)
class WorkScale:
    """A workstream's reach and spend beside need."""

    workstream: Workstream
    need: Need
    lines: tuple[FifthLine, ...]
    reach: Scale
    spend: Scale

    @property
    def has_numbers(self) -> bool:
        return any(line.reach is not None or line.spend is not None for line in self.lines)


def get_need(*, town: Town) -> Need:
    """Return need by fifth from the edition that the town works with, or the newest that has its parts."""
    editions = list_editions_of(town=town)
    chosen = [one for one in editions if one.code == town.default_deprivation] or editions[-1:]
    if not chosen:
        return Need(None, ())
    ranks = list_neighbourhoods(town=town, edition=chosen[0])
    areas = [(rank.decile, rank.population, rank.score) for rank in ranks]
    return Need(chosen[0], gather_fifths(areas))


def get_scale(*, workstream: Workstream, need: Need) -> WorkScale:
    """Return the workstream beside need. Its shares should be fetched with it."""
    told = {one.quintile: one for one in workstream.shares.all()}
    reach = [told[n].reach if n in told else None for n in range(1, 6)]
    spend = [told[n].spend_pence if n in told else None for n in range(1, 6)]
    return WorkScale(
        workstream,
        need,
        _lines(need, reach, spend),
        judge_scale(reach, need.fifths, amounts_of=workstream.reach_of),
        judge_scale(spend, need.fifths, amounts_of="spend"),
    )


def _lines(need: Need, reach: list[int | None], spend: list[int | None]) -> tuple[FifthLine, ...]:
    fifths = need.fifths or gather_fifths([])
    shares = zip(fifths, need.shares or [None] * 5, reach, share(reach), spend, share(spend), strict=True)
    return tuple(
        FifthLine(
            fifth,
            needed,
            reached,
            part,
            100 * reached / fifth.people if reached is not None and fifth.people else None,
            None if pence is None else pence / 100,
            spent,
        )
        for fifth, needed, reached, part, pence, spent in shares
    )


def list_scales(*, town: Town) -> list[WorkScale]:
    """Return every workstream in force beside need, in a handful of queries."""
    need = get_need(town=town)
    works = list_workstreams(town=town).prefetch_related("shares")
    return [get_scale(workstream=work, need=need) for work in works]
