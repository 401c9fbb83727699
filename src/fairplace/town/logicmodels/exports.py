"""The steps and links of one model as files: for reading, and to read back in at /sheets/."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.rules.checks import CARRIERS
from fairplace.town.logicmodels.rules.state import Kind, State, Step
from fairplace.town.logicmodels.rules.words import EVIDENCE, KINDS, MEASURED
from fairplace.town.logicmodels.sheets import LINKS, STEPS, link_row, step_row
from fairplace.town.sheets.rules import Row, Sheet
from fairplace.town.sheets.writing import write_csv


def write_steps(model: LogicModel, state: State, kind: str) -> bytes:
    """Return the steps as CSV; as XLSX with the links and an overview on sheets of their own."""
    rows = [step_row(model, step) for column in Kind for step in state.column(column)]
    return write_csv(STEPS, rows) if kind == "csv" else _write_workbook(model, state, first=STEPS)


def write_links(model: LogicModel, state: State, kind: str) -> bytes:
    """Return the links as CSV; as XLSX with the steps and an overview on sheets of their own."""
    rows = [link_row(model, one) for one in state.links.values()]
    return write_csv(LINKS, rows) if kind == "csv" else _write_workbook(model, state, first=LINKS)


def _write_workbook(model: LogicModel, state: State, *, first: Sheet) -> bytes:
    """Write both lists, the one first that a reader of the file takes in, and what a meeting wants to see."""
    steps = [step_row(model, step) for column in Kind for step in state.column(column)]
    links = [link_row(model, one) for one in state.links.values()]
    lists: list[tuple[Sheet, list[Row]]] = [(STEPS, steps), (LINKS, links)]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for sheet, rows in sorted(lists, key=lambda one: one[0] is not first):
            name = _("Steps") if sheet is STEPS else _("Links")
            headings = [str(column.heading) for column in sheet.columns]
            table = [[str(row.get(column.name, "")) for column in sheet.columns] for row in rows]
            _write_table(workbook.add_worksheet(name), headings, table, bold, wrapped)
        headings = [
            _("Outcome"),
            _("Column"),
            _("What leads to it"),
            _("Why"),
            _("Evidence"),
            _("Measure"),
            _("Action"),
        ]
        _write_table(workbook.add_worksheet(_("Overview")), headings, list_overview(state), bold, wrapped)
    return out.getvalue()


def _write_table(page, headings: list[str], rows: list[list[str]], bold, wrapped) -> None:
    page.freeze_panes(1, 2)
    page.set_column(0, len(headings) - 1, 24, wrapped)
    for at, heading in enumerate(headings):
        page.write_string(0, at, heading, bold)
    for number, row in enumerate(rows, start=1):
        for at, text in enumerate(row):
            page.write_string(number, at, text, wrapped)


def list_overview(state: State) -> list[list[str]]:
    """Return a row for each link into an outcome: why it should hold, its measure, the work behind it."""
    rows = []
    for kind in MEASURED:
        for step in state.column(kind):
            told = [str(KINDS[kind].singular), step.measure or step.local]
            for link in state.into_step(step.key):
                start = state.steps[link.start]
                evidence = str(EVIDENCE[link.evidence])
                carried = ", ".join(_carriers(state, start))
                rows.append([step.text, told[0], start.text, link.rationale, evidence, told[1], carried])
            if not state.into_step(step.key):
                rows.append([step.text, told[0], "", "", "", told[1], ""])
    return rows


def _carriers(state: State, step: Step) -> list[str]:
    """Return the codes of the work behind a step: its own, and that of every step which leads to it."""
    seen, waiting = {step.key}, [step.key]
    for here in waiting:
        fresh = {link.start for link in state.into_step(here)} - seen
        seen |= fresh
        waiting += sorted(fresh)
    points = [point for key in waiting for point in state.steps[key].points if point.startswith(CARRIERS)]
    return list(dict.fromkeys(point.partition(":")[2] for point in points))
