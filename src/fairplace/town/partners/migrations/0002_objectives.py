"""Points at the objectives where they stand now, among the items of the framework."""

from django.db import migrations, models


def point_at_items(apps, schema_editor):
    Item = apps.get_model("framework", "Item")
    for one in apps.get_model("partners", "Group").objects.all():
        for old in one.objectives.all():
            one.items.add(Item.objects.get(framework_id=old.framework_id, code=old.code).pk)


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial"), ("framework", "0002_levels_and_items")]

    operations = [
        migrations.AddField(
            "group",
            "items",
            models.ManyToManyField(blank=True, related_name="groups", to="framework.policyobjective"),
        ),
        migrations.RunPython(point_at_items, migrations.RunPython.noop),
        migrations.RemoveField("group", "objectives"),
        migrations.RenameField("group", "items", "objectives"),
    ]
