"""What has become items leaves its old tables, once nothing points there any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("framework", "0002_levels_and_items"),
        ("partners", "0002_objectives"),
        ("measures", "0002_objectives"),
    ]

    operations = [
        migrations.DeleteModel("OldRecommendation"),
        migrations.DeleteModel("OldObjective"),
        migrations.DeleteModel("Pillar"),
    ]
