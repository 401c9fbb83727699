"""Has the database itself refuse to change what was frozen. Whether it is public may still be said."""

from django.db import migrations

KEPT = ("town_id", "review_id", "slug", "title", "digest", "manifest", "body", "made_at")
SENTENCE = "A snapshot is never changed."


def add_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER a_snapshot_is_never_changed BEFORE UPDATE OF {', '.join(KEPT)}"
            f" ON reviews_snapshot BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )
    elif schema_editor.connection.vendor == "postgresql":
        differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in KEPT)
        schema_editor.execute(
            "CREATE FUNCTION a_snapshot_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER a_snapshot_is_never_changed BEFORE UPDATE ON reviews_snapshot FOR EACH ROW"
            f" WHEN ({differs}) EXECUTE FUNCTION a_snapshot_is_never_changed()"
        )


def remove_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS a_snapshot_is_never_changed")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS a_snapshot_is_never_changed() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [migrations.RunPython(add_trigger, remove_trigger)]
