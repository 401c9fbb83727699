from datetime import UTC, datetime

from fairplace.town.partners.models import Organisation
from fairplace.town.workstreams.models import Alignment, Mark, Round, Share, Workstream

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


def make_round(town, first, second, rows, works, marks=None, rest="", **fields) -> Round:
    """Make a round; with `marks` by (person, row, work), and `rest` for all others, both are done."""
    done = {"first_done_at": NOW, "second_done_at": NOW} if rest else {}
    made = Round.objects.create(
        town=town, name="Spring", first=first, second=second, opened_at=NOW, **done, **fields
    )
    made.recommendations.set(rows)
    made.workstreams.set(works)
    cells = [(by, row, work) for by in (first, second) for row in rows for work in works]
    for by, row, work in cells:
        fit = (marks or {}).get((by, row.code, work.code), rest)
        if fit:
            Mark.objects.create(round=made, by=by, recommendation=row, workstream=work, fit=fit)
    return made
