"""The town's response as a document: a table for each objective."""

from django.utils import formats
from django.utils.translation import gettext as _

from fairplace.town.documents.values import Block, Document, Facts, Heading, Notice
from fairplace.town.framework.models import Item, Recommendation
from fairplace.town.framework.queries import ResponseDocument
from fairplace.town.ui.tables import Table


def make_response(town: str, said: ResponseDocument) -> Document:
    """Return what the town answers to each recommendation, as a document."""
    blocks: list[Block] = [Facts(tuple((str(label), str(count)) for label, count in said.counts if count))]
    if said.unanswered:
        blocks.append(Notice(_("No response yet: %(count)s") % {"count": said.unanswered}))
    for objective, recommendations in said.objectives:
        name = f"{objective.code} {objective.name}"
        blocks.append(Heading(name))
        blocks.append(_make_table(name, recommendations))
    return Document(
        title=_("%(town)s: our response to the recommendations") % {"town": town},
        author=town,
        blocks=tuple(blocks),
        subtitle=f"{said.framework.title} ({said.framework.edition})" if said.framework else "",
    )


def _make_table(name: str, recommendations: list[Recommendation]) -> Table:
    return Table(
        _("Responses under %(name)s") % {"name": name},
        (_("Recommendation"), _("Our response"), _("Why"), _("Who and when")),
        tuple(list_cells(one) for one in recommendations),
    )


def list_cells(one: Recommendation) -> tuple[str, str, str, str]:
    """Return what stands in the four columns for one recommendation."""
    given = getattr(one, "response", None)
    words = f"{one.code}: {one.name}"
    if one.status == Item.Status.ILLUSTRATIVE:
        words += " " + _("(An example, made up here.)")
    if given is None:
        return words, _("No response yet"), "", ""
    due = formats.date_format(given.due_on, "j F Y") if given.due_on else ""
    return (
        words,
        str(given.get_answer_display()),
        given.reason + (" " + _("(Invented for the demonstration.)") if given.is_demonstration else ""),
        "\n".join(part for part in (given.owner, due) if part),
    )
