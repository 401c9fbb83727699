"""Keeps Wagtail's group of editors in step with the roles that may edit pages."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability, abilities_of
from fairplace.town.places.models import Appointment

GROUP = "Editors"
ON_PAGES = ("add_page", "change_page", "publish_page")
ON_FILES = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)


def keep_editor_in_step(person: Person) -> None:
    """Let the person into the editor if a role of theirs, in any town, says so; otherwise keep them out."""
    roles = set(Appointment.objects.filter(person=person).values_list("role", flat=True))
    if Ability.EDIT_PAGES in abilities_of(roles):
        person.groups.add(get_editors())
    else:
        person.groups.remove(*Group.objects.filter(name=GROUP))


def get_editors() -> Group:
    """Return the group of editors with all it needs.

    Made here rather than in a migration, which runs before Django has made the permissions.
    """
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    for codename in ON_PAGES:
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.get_first_root_node(), permission=_permission("wagtailcore", codename)
        )
    for app, codename in ON_FILES:
        GroupCollectionPermission.objects.get_or_create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=_permission(app, codename),
        )
    return group


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
