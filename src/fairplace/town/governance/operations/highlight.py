from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import HighlightReport
from fairplace.town.governance.queries.highlight import gather_highlights
from fairplace.town.governance.rules.highlight import digest
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import lock, save_fields

WORDS = ("summary", "next_steps", "asks")


class ReportRefused(Exception):
    """A report cannot be changed or published; the message is a sentence for whoever wanted it."""


@transaction.atomic
def begin_highlight(*, by: Person | None, group: Group, since: date, until: date) -> HighlightReport:
    """Begin a report on a group and a stretch of time, both days included."""
    report = HighlightReport.objects.create(group=group, since_on=since, until_on=until, begun_by=by)
    record(
        by=by,
        verb="began",
        kind="highlight report",
        subject=str(report.pk),
        town=group.town.slug,
        after={"group": group.name, "since": since.isoformat(), "until": until.isoformat()},
    )
    return report


def write_highlight(
    *, by: Person | None, report: HighlightReport, version: int, values: Mapping[str, Any]
) -> HighlightReport:
    """Set the days and people's own words of a draft. Raises ChangedMeanwhile as `save_fields` does."""
    if HighlightReport.objects.filter(pk=report.pk).exclude(published_at=None).exists():
        raise ReportRefused(_("The report is published, and stays as it is."))
    return save_fields(
        report,
        by=by,
        town=report.group.town,
        kind="highlight report",
        subject=str(report.pk),
        version=version,
        values=values,
    )


@transaction.atomic
def publish_highlight(*, by: Person | None, report: HighlightReport, version: int) -> HighlightReport:
    """Freeze what the records say and open the report to everybody. It cannot be taken back."""
    now = lock(report, version=version)
    if now.published_at:
        raise ReportRefused(_("The report is published, and stays as it is."))
    if not now.summary.strip():
        raise ReportRefused(_("Write in a few words what mattered before you publish."))
    now.data = gather_highlights(now.group, since=now.since_on, until=now.until_on)
    now.sha256 = digest(now.data | {name: getattr(now, name) for name in WORDS})
    now.published_at, now.published_by, now.version = timezone.now(), by, now.version + 1
    now.save()
    record(
        by=by,
        verb="published",
        kind="highlight report",
        subject=str(now.pk),
        town=now.group.town.slug,
        after={"sha256": now.sha256},
    )
    return now
