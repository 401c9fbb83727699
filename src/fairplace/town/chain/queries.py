from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from fairplace.town.chain.models import LintRun
from fairplace.town.chain.rules import CHECKS, KINDS, TIES, Chain, Check, Fault, Key, Said, build_chain
from fairplace.town.chain.trace import Trace, trace, with_facts

RUNS_SHOWN = 60
A_DAY = timedelta(days=1)


def get_chain(*, town: Any) -> Chain:
    """Return every record of a town with what stands above and below it."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.position)
    records = [record for kind in kinds for record in kind.list_records(town)]
    return build_chain(records, (tie for list_ties in TIES.values() for tie in list_ties(town)))


def list_faults(*, town: Any, chain: Chain, public: bool = False) -> dict[Check, list[Fault]]:
    """Return what each check finds, also where it finds nothing; for the public, what the public may know."""
    order = {key: at for at, key in enumerate(chain.records)}
    found = {}
    for check in CHECKS.values():
        if check.is_public or not public:
            # What a check names may have been archived since, or may stand under an older edition.
            known = [fault for fault in check.find(town, chain) if fault.record in order]
            found[check] = sorted(known, key=lambda fault: order[fault.record])
    return found


def list_questions(*, about: str, public: bool) -> list[Check]:
    """Return what a list of this kind may be asked: which of its records lack something."""
    return [check for check in CHECKS.values() if check.about == about and (check.is_public or not public)]


def list_lacking(*, town: Any, check: Check) -> set[str]:
    """Return the ids of the records at which a check finds something."""
    return {fault.record[1] for fault in check.find(town, get_chain(town=town))}


def list_faults_tied(*, town: Any, check: str, to: Key) -> list[Fault]:
    """Return what one check finds at records that another is tied to, without reading the whole chain.

    For checks that ask their own tables; where no app has registered it, nothing is found.
    """
    if check not in CHECKS:
        return []
    tied = {upper for list_ties in TIES.values() for lower, upper, _ in list_ties(town) if lower == to}
    return [fault for fault in CHECKS[check].find(town, build_chain(())) if fault.record in tied]


def get_trace(*, town: Any, start: Key, public: bool) -> Trace | None:
    """Return the whole chain above and below a record, or None where whoever asks may not see such a one."""
    chain = get_chain(town=town)
    shown = chain.only_public() if public else chain
    if start not in shown.records:
        return None
    # Asked of the whole chain: what the public does not see is not missing.
    faults = list_faults(town=town, chain=chain, public=public)
    found = trace(shown, start, (fault for own in faults.values() for fault in own))
    return with_facts(found, _list_facts(town, found))


def _list_facts(town: Any, found: Trace) -> dict[Key, Said]:
    facts: dict[Key, Said] = {}
    for code, kind in KINDS.items():
        shown = [line.record.id for line in found.lines if line.record.kind == code]
        if kind.say and shown:
            facts |= {(code, one): said for one, said in kind.say(town, shown).items()}
    return facts


def list_runs(*, town: Any) -> list[LintRun]:
    """Return the last tests of a town's plan, oldest first."""
    return list(LintRun.objects.filter(town=town.slug).select_related("by")[:RUNS_SHOWN])[::-1]


def is_due(*, town: Any) -> bool:
    """Return whether the last test of the plan is a day old, or there was none."""
    return not LintRun.objects.filter(town=town.slug, at__gt=timezone.now() - A_DAY).exists()


@dataclass(frozen=True)
class Trend:
    """The counts of one check, or of all, in the tests that asked for it, oldest first."""

    points: tuple[tuple[Any, int], ...]

    @property
    def values(self) -> list[int]:
        return [value for _, value in self.points]


def get_trend(runs: Iterable[LintRun], check: str = "") -> Trend:
    """Return how many faults each run counted; a run from before a check was there leaves it out."""
    if not check:
        return Trend(tuple((run.at, run.total) for run in runs))
    return Trend(tuple((run.at, run.counts[check]) for run in runs if check in run.counts))
