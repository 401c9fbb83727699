from fairplace.town.sheets.models import Upload
from fairplace.town.sheets.rules import SHEETS, Preview, Read, Sheet, preview


def get_upload(*, town: str, pk: int) -> Upload | None:
    return Upload.objects.filter(town=town, pk=pk).select_related("by").first()


def list_uploads(*, town: str, sheet: str) -> list[Upload]:
    """Return what was brought lately, newest first."""
    return list(Upload.objects.filter(town=town, sheet=sheet).select_related("by").defer("rows")[:20])


def get_preview(*, upload: Upload, town: object) -> Preview:
    """Return what taking the rows in would do now."""
    sheet: Sheet = SHEETS[upload.sheet]
    rows = tuple((number, row) for number, row in upload.rows)
    return preview(Read(rows), sheet, sheet.current(town), town)
