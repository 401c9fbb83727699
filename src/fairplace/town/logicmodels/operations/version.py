from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import LogicModel, Version
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


class ApprovalRefused(Exception):
    """A version cannot be approved; the message is a sentence for whoever asked."""


@transaction.atomic
def make_version(*, by: Person | None, model: LogicModel, name: str) -> Version:
    """Give the model as it is now a number and a name, by which it can be shown for ever."""
    now = LogicModel.objects.select_for_update(of=("self",)).select_related("town").get(pk=model.pk)
    last = now.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = Version.objects.create(model=now, number=last + 1, seq=now.seq, name=name.strip(), made_by=by)
    record(
        by=by,
        verb="named a version",
        kind="logic model",
        subject=now.slug,
        town=now.town.slug,
        after={"version": version.number, "name": version.name},
    )
    return version


@transaction.atomic
def approve_version(*, by: Person | None, version: Version, words: str, on: date | None = None) -> Version:
    """Write down that the group approved a version, and in what words. From then on everybody may read it."""
    now = Version.objects.select_for_update(of=("self",)).select_related("model__town").get(pk=version.pk)
    if now.approved_on:
        raise ApprovalRefused(_("This version is approved already. Name a new one to approve it."))
    if not words.strip():
        raise ApprovalRefused(_("Write what the group said, and where it is minuted."))
    now.approved_on, now.approved_by, now.approval = on or timezone.localdate(), by, words.strip()
    now.save(update_fields=["approved_on", "approved_by", "approval"])
    record(
        by=by,
        verb="approved",
        kind="logic model",
        subject=now.model.slug,
        town=now.model.town.slug,
        after={"version": now.number, "on": now.approved_on.isoformat(), "words": now.approval},
    )
    return now
