from fairplace.town.feeds.models import Feed, Load
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
