"""Pillars, objectives and recommendations become items of named levels; nothing is lost."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

LEVELS = (
    ("Pillar", "Pillars", "pillars"),
    ("Objective", "Objectives", "objectives"),
    ("Recommendation", "Recommendations", "recommendations"),
)


def move_into_items(apps, schema_editor):
    Framework, Level, Item = (apps.get_model("framework", name) for name in ("Framework", "Level", "Item"))
    Pillar, Objective, Recommendation = (
        apps.get_model("framework", name) for name in ("Pillar", "OldObjective", "OldRecommendation")
    )
    for framework in Framework.objects.all():
        levels = {
            holds: Level.objects.create(
                framework=framework, position=position, singular=singular, plural=plural, holds=holds
            )
            for position, (singular, plural, holds) in enumerate(LEVELS, start=1)
        }
        own = {"framework": framework}
        for one in Pillar.objects.filter(**own):
            Item.objects.create(
                **own, level=levels["pillars"],
                code=one.code, name=one.name, short=one.short, position=one.position,
            )  # fmt: skip
        homes = {
            one.pk: Item.objects.create(
                **own, level=levels["objectives"], code=one.code, name=one.name, short=one.short,
                plain=one.plain, aliases=one.aliases, since=one.since, position=one.position,
            )
            for one in Objective.objects.filter(**own)
        }  # fmt: skip
        for one in Recommendation.objects.filter(**own):
            Item.objects.create(
                **own, level=levels["recommendations"], home=homes[one.objective_id], code=one.code,
                name=one.text, status=one.status, horizon=one.horizon, source=one.source, note=one.note,
                position=one.position,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("framework", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        # Both point at the objectives as they were, and must have their tables before those move.
        ("partners", "0001_initial"),
        ("measures", "0001_initial"),
    ]

    operations = [
        migrations.RenameModel("PolicyObjective", "OldObjective"),
        migrations.RenameModel("Recommendation", "OldRecommendation"),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('singular', models.CharField(max_length=60)),
                ('plural', models.CharField(max_length=60)),
                ('holds', models.CharField(blank=True, choices=[('', 'something of our own'), ('pillars', 'the pillars of the vision'), ('objectives', 'policy objectives, which measures belong to'), ('recommendations', 'recommendations, which workstreams carry')], max_length=20)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='framework.framework')),
            ],
            options={
                'ordering': ['framework', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField()),
                ('name', models.TextField()),
                ('short', models.CharField(blank=True, max_length=80)),
                ('plain', models.TextField(blank=True)),
                ('aliases', models.JSONField(default=list)),
                ('since', models.PositiveSmallIntegerField(null=True)),
                ('status', models.CharField(choices=[('public', 'From the published report, in our words'), ('illustrative', "An illustration, not the town's text"), ('own', 'Written by the town'), ('draft', 'A draft, not public yet')], default='public', max_length=20)),
                ('horizon', models.CharField(blank=True, choices=[('', 'not said'), ('1-year', 'within a year'), ('5-year', 'within five years'), ('long-term', 'long term')], max_length=20)),
                ('source', models.TextField(blank=True)),
                ('page', models.CharField(blank=True, max_length=40)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('archived_on', models.DateField(null=True)),
                ('also_under', models.ManyToManyField(blank=True, related_name='guests', to='framework.item')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='framework.framework')),
                ('home', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='framework.item')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='framework.level')),
            ],
            options={
                'ordering': ['level__position', 'home__position', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('accepted', 'Accepted'), ('adapted', 'Accepted in another form'), ('declined', 'Declined'), ('happening', 'Already happening')], max_length=20)),
                ('reason', models.TextField()),
                ('owner', models.CharField(blank=True, max_length=200)),
                ('due_on', models.DateField(null=True)),
                ('answered_on', models.DateField()),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('recommendation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='response', to='framework.item')),
            ],
            options={
                'ordering': ['recommendation'],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('reworded', 'reworded'), ('merged', 'merged with others'), ('split', 'split in several')], max_length=20)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='framework.item')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='framework.item')),
            ],
            options={
                'ordering': ['before', 'after'],
            },
        ),
        migrations.AddConstraint(
            model_name='level',
            constraint=models.UniqueConstraint(fields=('framework', 'position'), name='levels_stand_in_order'),
        ),
        migrations.AddConstraint(
            model_name='level',
            constraint=models.UniqueConstraint(condition=models.Q(('holds', ''), _negated=True), fields=('framework', 'holds'), name='one_level_holds_each'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('framework', 'code'), name='a_code_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('before', 'after'), name='an_item_is_followed_once_by_each'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='nothing_follows_itself'),
        ),
        migrations.CreateModel(
            name='PolicyObjective',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('framework.item',),
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('framework.item',),
        ),
        migrations.RunPython(move_into_items, migrations.RunPython.noop),
    ]
