from fairplace.town.feeds.models import Feed, Load, Submission
from fairplace.town.feeds.operations.submission import begin_submission
from fairplace.town.feeds.operations.submitted_row import save_rows
from fairplace.town.indicators.models import Indicator
from tests.factories.numbers import make_indicator

SIZE = {
    "rows": 1,
    "places": 1,
    "periods": 1,
    "parts": 0,
    "newest": "2020-12-31",
    "counted": None,
    "denominators": None,
}
LINE = {
    "place": "E06000001", "name": "Testham", "who": "", "period": "2020",
    "then": {"value": 50.0, "lower": 48.0, "upper": 52.0, "count": None, "denominator": None, "flag": "", "note": ""},
    "now": {"value": 51.0, "lower": 49.0, "upper": 53.0, "count": None, "denominator": None, "flag": "", "note": ""},
}  # fmt: skip
COUNTS = {"new": 0, "revised": 1, "refined": 0, "withdrawn": 0, "same": 0, "stay": 0}
FOUND = {
    "indicators": {"90001": 1}, "sexes": {"Persons": 1, "Male": 1}, "ages": {"All ages": 1},
    "dimensions": {"Deprivation fifths": {"Most deprived fifth": 1}}, "rows": 1,
}  # fmt: skip


def make_comparison(**fields):
    """Return what the page of a load shows: one number that was revised, nothing odd."""
    return {
        "digest": "d" * 64, "name": "90001", "needs_choice": False, "problems": [], "warnings": [], "opinions": [],
        "odd": {}, "left_out": [], "found": FOUND, "taken": {}, "licence": "Open Government Licence v3.0",
        "terms": "", "card": {"name": "", "definition": ""}, "attribution": "Source: a test.", "then": SIZE,
        "now": SIZE, "counts": COUNTS, "revised": [LINE], "withdrawn": [], "new": [], "refined": [], **fields,
    }  # fmt: skip


def make_feed(town, code="jobs", indicator=None, **fields) -> Feed:
    given = {"publisher": "fingertips", "asked": {"indicators": "90001", "area_type": "502"}, **fields}
    return Feed.objects.create(town=town, indicator=indicator or make_indicator(code), **given)


def make_load(feed, state="waiting", **fields) -> Load:
    """Make a load that ended as `state` says. When it began is set afterwards: the table writes it itself."""
    started_at = fields.pop("started_at", None)
    load = Load.objects.create(
        feed=feed, state=state, **{"comparison": make_comparison(), "rows": 1, **fields}
    )
    if started_at:
        Load.objects.filter(pk=load.pk).update(started_at=started_at)
        load.refresh_from_db()
    return load


def make_local_indicator(town, code="safe", **fields) -> Indicator:
    """Make an indicator of the town's own: a share of people, counts below 5 hidden."""
    given = {
        "name": code, "short": code, "definition": "A definition.", "unit": "%", "polarity": "high", "per": 100,
        "form": "proportion", "lowest": 0, "highest": 100, "threshold": 5, **fields,
    }  # fmt: skip
    return Indicator.objects.create(code=code, town=town, **given)


def make_typed(value="40", count="80", denominator="200", place="E06000001", period="2023", **cells):
    """Return a row as somebody types it."""
    given = {"place": place, "period": period, "value": value, "count": count, "denominator": denominator}
    return {**given, **cells}


def make_submission(town, by, rows=(), indicator=None, **fields) -> Submission:
    """Make figures that somebody is preparing, with rows as they typed them."""
    submission = begin_submission(
        by=by,
        town=town,
        indicator=indicator or make_local_indicator(town),
        values={"title": "Feeling safe", "source": "A survey.", "organisation": None, **fields},
    )
    if rows:
        save_rows(by=by, submission=submission, version=1, typed=dict(enumerate(rows, start=1)), drop=set())
        submission.refresh_from_db()
    return submission
