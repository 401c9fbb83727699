from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairplace.town.measures.queries.holding import Holding, list_holdings
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import Shown, answer_file, list_context, table_alone
from fairplace.town.ui.tables import Table


def measure_holdings(request: TownRequest) -> HttpResponse:
    """Show what is held of each measure and what is missing."""
    rows = list_holdings(town=request.town)
    shown = _show(request.town.slug, rows)
    if file := answer_file(request, shown):
        return file
    # The page says in words what is there and what is not; the files have a column for each question.
    own = {"table": _make_lists(rows), "is_stacked": True}
    return render(request, "reports/measure_holdings.html", list_context(request, shown) | own)


def _show(slug: str, rows: Sequence[Holding]) -> Shown:
    title, count = _("What is held of each measure"), len(rows)
    answers = list(rows[0].answers) if rows else []
    columns = (_("Measure"), _("Newest"), _("Periods"), *answers)
    table = Table(title, columns, tuple(_tell(one) for one in rows))
    held = {name: sum(one.answers[name] for one in rows) for name in answers}
    told = [_("%(name)s %(n)d") % {"name": name, "n": number} for name, number in held.items()]
    status = _("%(held)d of %(asked)d answers are there: %(n)d measures, %(each)d questions each.") % {
        "held": sum(held.values()), "asked": count * len(answers), "n": count, "each": len(answers),
    }  # fmt: skip
    finding = _("Held, of %(n)d: %(told)s.") % {"n": count, "told": ", ".join(told)}
    notes = (
        _("Direction: there are figures enough for the test, whatever it says."),
        _("Likely ranges and counts: of one figure of the town at least."),
    )
    if not rows:
        status = finding = _("This town has no measures yet.")
    return Shown(f"{slug}-held", table_alone(title, finding, table, notes), status, extra={"has_terms": True})


def _make_lists(rows: Sequence[Holding]) -> Table:
    columns = (_("Measure"), _("Newest"), _("Periods"), _("Held"), _("Missing"))
    return Table(_("What is held of each measure"), columns, tuple(_tell_lists(one) for one in rows))


def _tell_lists(row: Holding) -> tuple:
    held, missing = (
        ", ".join(name.lower() for name, is_held in row.answers.items() if is_held == wanted)
        for wanted in (True, False)
    )
    return *_tell(row)[:3], held or _("nothing yet"), missing or _("nothing")


def _tell(row: Holding) -> tuple:
    name = row.measure.name if row.is_number else _("%(name)s (no number)") % {"name": row.measure.name}
    words = [_("held") if is_held else _("missing") for is_held in row.answers.values()]
    url = reverse("measure_detail", kwargs={"slug": row.measure.slug})
    return (name, url), row.newest or _("none"), row.periods, *words
