from datetime import UTC, datetime

from fairplace.town.partners.models import Organisation
from fairplace.town.workstreams.models import Alignment, Share, Workstream

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


def make_organisation(town, code="council", **fields) -> Organisation:
    return Organisation.objects.create(town=town, code=code, name=code.capitalize(), **fields)


def make_workstream(town, code="W1", reach=(), **fields) -> Workstream:
    work = Workstream.objects.create(town=town, code=code, name=f"Work {code}", **fields)
    for quintile, number in enumerate(reach, start=1):
        Share.objects.create(workstream=work, quintile=quintile, reach=number)
    return work


def make_alignment(recommendation, workstream, fit="part", **fields) -> Alignment:
    return Alignment.objects.create(
        recommendation=recommendation, workstream=workstream, fit=fit, mapped_at=NOW, **fields
    )
