from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from fairplace.town.framework.models import Framework, Item, Level, Recommendation
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Refused

WRITTEN = ("name", "short", "horizon", "status", "source", "page", "note")


@transaction.atomic
def save_recommendation(*, by: Person | None, town: Town, row: Mapping[str, str]) -> Recommendation:
    """Add a recommendation to the edition in force, or change one; what the row leaves out stays."""
    framework = Framework.objects.get(town=town, is_current=True)
    found = Recommendation.objects.filter(framework=framework, code=row["code"]).first()
    before = _said(found) if found else None
    one = found or _new(framework, row["code"])
    for name in WRITTEN:
        if name in row:
            setattr(one, name, row[name] or ("own" if name == "status" else ""))
    if "objective" in row:
        one.home = Item.objects.get(framework=framework, level__holds="objectives", code=row["objective"])
    one.archived_on = None
    one.save()
    record(
        by=by, verb="changed" if found else "added", kind="recommendation", subject=one.code,
        town=town.slug, before=before, after=_said(one),
    )  # fmt: skip
    return one


@transaction.atomic
def remove_recommendation(*, by: Person | None, town: Town, row: Mapping[str, str]) -> None:
    """Take away a recommendation that was added by mistake. What work or a response hangs on is archived."""
    key = row["code"]
    one = Recommendation.objects.get(framework__town=town, framework__is_current=True, code=key)
    if _is_used(one):
        one.archived_on = date.today()
        one.save(update_fields=["archived_on"])
        record(by=by, verb="archived", kind="recommendation", subject=key, town=town.slug)
        return
    before = _said(one)
    try:
        one.delete()
    except ProtectedError as error:
        raise Refused(_("Something stands under %(code)s.") % {"code": key}) from error
    record(by=by, verb="removed", kind="recommendation", subject=key, town=town.slug, before=before)


def _new(framework: Framework, code: str) -> Recommendation:
    level = framework.levels.get(holds=Level.Holds.RECOMMENDATIONS)
    last = Item.objects.filter(level=level).aggregate(last=Max("position"))["last"] or 0
    return Recommendation(
        framework=framework, level=level, code=code, position=last + 1, status=Item.Status.OWN
    )


def _is_used(one: Item) -> bool:
    """Return whether anything points at the item, whatever app it belongs to."""
    related: Any = Recommendation._meta.related_objects
    pointing = (relation for relation in related if relation.get_accessor_name())
    return any(
        relation.related_model.objects.filter(**{relation.field.name: one.pk}).exists()
        for relation in pointing
    )


def _said(one: Item) -> dict[str, str]:
    said = {name: getattr(one, name) for name in WRITTEN}
    return {**said, "objective": one.home.code if one.home else ""}
