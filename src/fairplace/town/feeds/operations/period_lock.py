from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import PeriodLock, Submission
from fairplace.town.feeds.operations.submission import NotMoved
from fairplace.town.feeds.queries.submission import list_rows_of
from fairplace.town.feeds.rules.submitting import list_periods
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.people.rules import Ability
from fairplace.town.places.queries import get_abilities

KIND = "period lock"


def lock_periods(*, by: Person | None, submission: Submission) -> None:
    """Lock every period of the submission that is not locked, so that nobody changes it by mistake."""
    for period, _days in list_periods(values for _position, values in list_rows_of(submission)):
        lock, is_new = PeriodLock.objects.get_or_create(
            town=submission.town,
            indicator=submission.indicator,
            period=period,
            unlocked_at=None,
            defaults={"locked_by": by},
        )
        if is_new:
            _record(by, "locked", lock)


def lift_locks(*, by: Person, submission: Submission, because: str) -> None:
    """Unlock the periods of a submission that is withdrawn before it was published, as it locked them.

    A period that has published figures stays locked.
    """
    for period, days in list_periods(values for _position, values in list_rows_of(submission)):
        if submission.indicator.observations.filter(starts_on=days[0], ends_on=days[1]).exists():
            continue
        for lock in PeriodLock.objects.filter(
            town=submission.town, indicator=submission.indicator, period=period, unlocked_at=None
        ):
            _unlock(by, lock, because)


@transaction.atomic
def unlock_period(*, by: Person, lock: PeriodLock, because: str) -> PeriodLock:
    """Unlock an approved period, with a reason, so that a correction of it can be sent in."""
    now = PeriodLock.objects.select_for_update(of=("self",)).select_related("town", "indicator")
    now = now.get(pk=lock.pk)
    if Ability.UNLOCK_NUMBERS not in get_abilities(person=by, town=now.town):
        raise NotMoved(_("Only an administrator unlocks approved figures."))
    if now.unlocked_at is not None:
        raise NotMoved(_("It is unlocked already."))
    if not because.strip():
        raise NotMoved(_("Say in a sentence why it is unlocked."))
    _unlock(by, now, because)
    return now


def _unlock(by: Person, lock: PeriodLock, because: str) -> None:
    lock.unlocked_at, lock.unlocked_by, lock.because = timezone.now(), by, because.strip()
    lock.save()
    _record(by, "unlocked", lock)


def _record(by: Person | None, verb: str, lock: PeriodLock) -> None:
    after = {"indicator": lock.indicator.code, "period": lock.period, "because": lock.because}
    record(by=by, verb=verb, kind=KIND, subject=str(lock.pk), town=lock.town.slug, after=after)
