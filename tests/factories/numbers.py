from datetime import date

from fairplace.town.indicators.models import Dimension, Indicator, Observation, Release, Subgroup


def make_indicator(code="jobs", polarity="high", unit="%") -> Indicator:
    return Indicator.objects.create(
        code=code, name=code, short=code, definition="A definition.", unit=unit, polarity=polarity
    )


def make_release(code="release") -> Release:
    release, _ = Release.objects.get_or_create(
        code=code,
        defaults={
            "publisher": "A publisher",
            "title": "A title",
            "edition": "1",
            "dataset": "file.csv",
            "licence": "OGL v3.0",
            "attribution": "Contains test data.",
            "retrieved_on": date(2026, 1, 1),
        },
    )
    return release


def make_subgroup(name="women", dimension="sex", position=1) -> Subgroup:
    parent, _ = Dimension.objects.get_or_create(code=dimension, defaults={"name": dimension})
    return Subgroup.objects.create(dimension=parent, code=name, name=name, position=position)


def make_observations(indicator, place, values, first=2014, **fields) -> list[Observation]:
    """Make one yearly number after the other; a tuple gives value, lower and upper."""
    made = []
    for year, given in enumerate(values, start=first):
        value, lower, upper = given if isinstance(given, tuple) else (given, None, None)
        made.append(
            Observation.objects.create(
                indicator=indicator,
                place=place,
                period=str(year),
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
                value=value,
                lower=lower,
                upper=upper,
                release=make_release(),
                **fields,
            )
        )
    return made


def make_counts(indicator, places, counts, denominators, year=2021) -> None:
    """Make one number with its count and denominator for each place."""
    for place, count, denominator in zip(places, counts, denominators, strict=True):
        value = 100 * count / denominator
        make_observations(indicator, place, [value], first=year, count=count, denominator=denominator)
