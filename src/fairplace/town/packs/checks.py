"""Checks that the files of a pack agree with each other, and that its numbers can be true."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from fairplace.town.packs.doings_checks import check_doings
from fairplace.town.packs.feeds_checks import check_feeds
from fairplace.town.packs.measure_checks import check_measures
from fairplace.town.packs.problems import Problem
from fairplace.town.packs.reading import Pack, read_pack
from fairplace.town.packs.shapes import LogicModelEntry
from fairplace.town.people.rules import ROLES

Say = Iterator[Problem]


def check_pack(folder: Path) -> list[Problem]:
    """Return everything that is wrong with the pack in this folder; an empty list when it can be loaded."""
    return check(read_pack(folder))


def check(pack: Pack) -> list[Problem]:
    """Return the problems of a pack that has been read: those of shape first, then those of sense."""
    if pack.about is None or pack.framework is None:
        return pack.problems
    checks: tuple[Callable[[Pack], Say], ...] = (
        _codes_are_used_once,
        _places_exist,
        _successions_fit,
        _objectives_exist,
        _groups_fit,
        _measures_fit,
        check_measures,
        _figures_name_what_exists,
        _figures_can_be_true,
        _figures_stand_once,
        check_feeds,
        _deprivation_fits,
        _tiles_stand_apart,
        _people_have_known_roles,
        _demonstration_work_fits,
        _invented_partners_fit,
        check_doings,
        _logic_models_fit,
    )
    return [*pack.problems, *(problem for run in checks for problem in run(pack))]


def _repeated(values: Iterable[tuple[Any, str]], file: str, column: str) -> Say:
    seen: dict[Any, str] = {}
    for value, row in values:
        if value in seen:
            yield Problem(file, row, column, f"{value} stands already in {seen[value]}. Keep one of them.")
        seen.setdefault(value, row)


def _codes_are_used_once(pack: Pack) -> Say:
    assert pack.framework
    framework = pack.framework
    for name, entries, key in (
        ("releases.yaml", pack.releases, "code"),
        ("groups.yaml", pack.groups, "slug"),
        ("measures.yaml", pack.measures, "slug"),
        ("framework.yaml, objectives", framework.objectives, "code"),
        ("framework.yaml, recommendations", framework.recommendations, "code"),
        ("framework.yaml, pillars", framework.pillars, "code"),
    ):
        values = ((getattr(entry, key), f"entry {n}") for n, entry in enumerate(entries, start=1))
        yield from _repeated(values, name, key)
    yield from _repeated(((row.code, f"row {line}") for line, row in pack.places), "places.csv", "code")


def _unknown(name: str, row: str, column: str, code: str, where: str) -> Problem:
    return Problem(name, row, column, f"{code} is not in {where}. Add it there, or correct the code.")


def _places_exist(pack: Pack) -> Say:
    assert pack.about
    known = {row.code for _, row in pack.places}
    if pack.about.place not in known:
        yield _unknown("pack.yaml", "", "place", pack.about.place, "places.csv")
    for n, entry in enumerate(pack.about.comparators, start=1):
        if entry.place not in known:
            yield _unknown("pack.yaml", f"comparator {n}", "place", entry.place, "places.csv")
    for line, row in pack.places:
        if row.parent and row.parent not in known:
            yield _unknown("places.csv", f"row {line}", "parent", row.parent, "places.csv")
    tables = {"lookups.csv": pack.lookups, "deprivation_neighbourhoods.csv": pack.neighbourhood_ranks}
    tables |= {"deprivation_authorities.csv": pack.authority_ranks}
    tables |= {f"figures/{code}.csv": rows for code, rows in pack.figures.items()}
    for name, rows in tables.items():
        for line, row in rows:
            if row.place not in known:
                yield _unknown(name, f"row {line}", "place", row.place, "places.csv")


def _successions_fit(pack: Pack) -> Say:
    """Yield ends that are no places, pairs told twice, and parts that make more or less than a whole."""
    known, file = {row.code for _, row in pack.places}, "successions.csv"
    for line, row in pack.successions:
        for column, code in (("before", row.before), ("after", row.after)):
            if code not in known:
                yield _unknown(file, f"row {line}", column, code, "places.csv")
    pairs = (((row.before, row.after), f"row {line}") for line, row in pack.successions)
    yield from _repeated(pairs, file, "before, after")
    shares: dict[str, list[float | None]] = {}
    for _, row in pack.successions:
        shares.setdefault(row.before, []).append(row.weight)
    for before, parts in shares.items():
        told = [weight for weight in parts if weight is not None]
        if told and (len(told) < len(parts) or abs(sum(told) - 1) > 1e-5):
            said = f"The weights of {before} do not add up to 1. Give those of all its parts, or of none."
            yield Problem(file, "", "weight", said)


def _objectives_exist(pack: Pack) -> Say:
    assert pack.framework
    known = {objective.code for objective in pack.framework.objectives}
    for n, recommendation in enumerate(pack.framework.recommendations, start=1):
        if recommendation.objective not in known:
            row = f"recommendation {n}"
            yield _unknown("framework.yaml", row, "objective", recommendation.objective, "its objectives")
    for name, entries in (("groups.yaml", pack.groups), ("measures.yaml", pack.measures)):
        for n, entry in enumerate(entries, start=1):
            for code in set(entry.objectives) - known:
                yield _unknown(name, f"entry {n}", "objectives", code, "framework.yaml")


def _groups_fit(pack: Pack) -> Say:
    assert pack.framework
    above = {group.slug: group.reports_to for group in pack.groups}
    advised = {one.code for one in pack.framework.recommendations}
    watched = {one.slug for one in pack.measures}
    for n, group in enumerate(pack.groups, start=1):
        row = f"entry {n}"
        if group.reports_to and group.reports_to not in above:
            yield _unknown("groups.yaml", row, "reports_to", group.reports_to, "groups.yaml")
        if _reports_to_itself(group.slug, above):
            message = f"{group.slug} reports to itself by some way round. A circle has no top: break it."
            yield Problem("groups.yaml", row, "reports_to", message)
        for code in set(group.recommendations) - advised:
            yield _unknown("groups.yaml", row, "recommendations", code, "framework.yaml")
        for slug in set(group.measures) - watched:
            yield _unknown("groups.yaml", row, "measures", slug, "measures.yaml")


def _reports_to_itself(slug: str, above: dict[str, str]) -> bool:
    here, seen = above.get(slug, ""), set()
    while here and here not in seen:
        if here == slug:
            return True
        seen.add(here)
        here = above.get(here, "")
    return False


def _measures_fit(pack: Pack) -> Say:
    editions = {edition.code for edition in pack.deprivation.editions} if pack.deprivation else set()
    for n, measure in enumerate(pack.measures, start=1):
        row = f"entry {n} ({measure.slug})"
        for code in filter(None, (measure.indicator, measure.gap and measure.gap.indicator)):
            if code not in pack.indicators:
                yield _unknown("measures.yaml", row, "indicator", code, "indicators/")
        if measure.kind == "in development" and not measure.needed:
            yield Problem("measures.yaml", row, "needed", "is empty. Say what is needed to have a number.")
        if measure.gap and measure.gap.edition not in editions:
            yield _unknown("measures.yaml", row, "gap.edition", measure.gap.edition, "deprivation.yaml")


def _figures_name_what_exists(pack: Pack) -> Say:
    releases = {release.code for release in pack.releases}
    for code, rows in pack.figures.items():
        name = f"figures/{code}.csv"
        if code not in pack.indicators:
            yield Problem(name, "", "", f"has no definition card. Write indicators/{code}.yaml.")
        for line, row in rows:
            if row.release not in releases:
                yield _unknown(name, f"row {line}", "release", row.release, "releases.yaml")
            if bool(row.dimension) != bool(row.subgroup):
                yield Problem(
                    name, f"row {line}", "subgroup", "Fill dimension and subgroup both, or neither."
                )


def _figures_can_be_true(pack: Pack) -> Say:
    for code, rows in pack.figures.items():
        for line, row in rows:
            place = (f"figures/{code}.csv", f"row {line}")
            if row.starts_on > row.ends_on:
                yield Problem(
                    *place, "from", f"{row.starts_on} is after {row.ends_on}. Exchange from and to."
                )
            if row.flag == "suppressed" and row.value is not None:
                yield Problem(*place, "value", "is hidden to protect people. Leave value and limits empty.")
            if row.value is None:
                if not row.note:
                    yield Problem(*place, "value", "is empty. Say in note why, or take the row out.")
                continue
            if row.lower is not None and row.lower > row.value:
                yield Problem(*place, "lower", f"{row.lower} is above the value {row.value}.")
            if row.upper is not None and row.upper < row.value:
                yield Problem(*place, "upper", f"{row.upper} is below the value {row.value}.")
            if row.denominator is not None and row.denominator <= 0:
                yield Problem(*place, "denominator", "must be above 0.")


def _figures_stand_once(pack: Pack) -> Say:
    for code, rows in pack.figures.items():
        keys = (((row.place, row.period, row.dimension, row.subgroup), f"row {line}") for line, row in rows)
        yield from _repeated(keys, f"figures/{code}.csv", "place, period, dimension, subgroup")


def _deprivation_fits(pack: Pack) -> Say:
    deprivation = pack.deprivation
    editions = {edition.code: edition for edition in deprivation.editions} if deprivation else {}
    columns = {column.code for column in deprivation.columns} if deprivation else set()
    releases = {release.code for release in pack.releases}
    for n, edition in enumerate(editions.values(), start=1):
        if edition.release not in releases:
            yield _unknown("deprivation.yaml", f"edition {n}", "release", edition.release, "releases.yaml")
    for name, rows in (
        ("deprivation_authorities.csv", pack.authority_ranks),
        ("deprivation_neighbourhoods.csv", pack.neighbourhood_ranks),
    ):
        for line, row in rows:
            if row.edition not in editions:
                yield _unknown(name, f"row {line}", "edition", row.edition, "deprivation.yaml")
            if row.release not in releases:
                yield _unknown(name, f"row {line}", "release", row.release, "releases.yaml")
    for line, row in pack.authority_ranks:
        edition = editions.get(row.edition)
        if row.column not in columns:
            yield _unknown(
                "deprivation_authorities.csv", f"row {line}", "column", row.column, "deprivation.yaml"
            )
        if edition and row.rank is not None and not 1 <= row.rank <= edition.authorities:
            message = f"{row.rank} is outside 1 to {edition.authorities}."
            yield Problem("deprivation_authorities.csv", f"row {line}", "rank", message)
    for line, row in pack.neighbourhood_ranks:
        edition = editions.get(row.edition)
        if edition and not 1 <= row.rank <= edition.neighbourhoods_in_england:
            message = f"{row.rank} is outside 1 to {edition.neighbourhoods_in_england}."
            yield Problem("deprivation_neighbourhoods.csv", f"row {line}", "rank", message)


def _tiles_stand_apart(pack: Pack) -> Say:
    parents = {row.code: row.parent for _, row in pack.places}
    tiles = (
        ((row.edition, parents.get(row.place), row.tile_column, row.tile_row), f"row {line}")
        for line, row in pack.neighbourhood_ranks
    )
    yield from _repeated(tiles, "deprivation_neighbourhoods.csv", "tile_column, tile_row")


def _people_have_known_roles(pack: Pack) -> Say:
    for n, person in enumerate(pack.people, start=1):
        if person.role not in ROLES:
            yield _unknown(
                "demonstration.yaml", f"entry {n}", "role", person.role, f"the roles {sorted(ROLES)}"
            )


def _demonstration_work_fits(pack: Pack) -> Say:
    assert pack.framework
    file, known = "demonstration.yaml", {one.code for one in pack.framework.recommendations}
    groups = {group.slug for group in pack.groups}
    codes = ((work.code, f"workstream {n}") for n, work in enumerate(pack.workstreams, start=1))
    yield from _repeated(codes, file, "code")
    for work in pack.workstreams:
        if work.group and work.group not in groups:
            yield _unknown(file, work.code, "group", work.group, "groups.yaml")
        for one in work.carries:
            if one.recommendation not in known:
                yield _unknown(file, work.code, "carries", one.recommendation, "framework.yaml")
    invented = {one.code for one in pack.framework.recommendations if one.status == "illustrative"}
    for n, answer in enumerate(pack.responses, start=1):
        if answer.recommendation not in known:
            yield _unknown(file, f"response {n}", "recommendation", answer.recommendation, "framework.yaml")
        elif answer.recommendation not in invented:
            said = f"{answer.recommendation} is real advice. Invent responses to illustrative ones only."
            yield Problem(file, f"response {n}", "recommendation", said)
    for n, told in enumerate(pack.contributions, start=1):
        for code in told.helps:
            if code not in known:
                yield _unknown(file, f"contribution {n}", "helps", code, "framework.yaml")


def _invented_partners_fit(pack: Pack) -> Say:
    file = "demonstration.yaml"
    groups, codes = {group.slug for group in pack.groups}, {one.code for one in pack.organisations}
    named = ((one.code, f"organisation {n}") for n, one in enumerate(pack.organisations, start=1))
    yield from _repeated(named, file, "code")
    for one in pack.organisations:
        for seat in one.groups:
            if seat.group not in groups:
                yield _unknown(file, one.code, "groups", seat.group, "groups.yaml")
    for n, tie in enumerate(pack.ties, start=1):
        for code in (tie.one, tie.other):
            if code not in codes:
                yield _unknown(file, f"tie {n}", "ties", code, "the organisations of this file")
        if tie.one == tie.other:
            yield Problem(file, f"tie {n}", "ties", f"{tie.one} is tied to itself. Name two partners.")


def _logic_models_fit(pack: Pack) -> Say:
    file = "logic_models.yaml"
    groups, measures = {one.slug for one in pack.groups}, {one.slug for one in pack.measures}
    works = {one.code for one in pack.workstreams}
    slugs = ((one.slug, f"entry {n}") for n, one in enumerate(pack.logic_models, start=1))
    yield from _repeated(slugs, file, "slug")
    for model in pack.logic_models:
        if model.group and model.group not in groups:
            yield _unknown(file, model.slug, "group", model.group, "groups.yaml")
        for step in model.steps:
            if step.measure and step.measure not in measures:
                yield _unknown(file, f"{model.slug}, {step.key}", "measure", step.measure, "measures.yaml")
            for point in step.points:
                kind, _colon, code = point.partition(":")
                if kind == "workstream" and code not in works:
                    where = "the workstreams of demonstration.yaml"
                    yield _unknown(file, f"{model.slug}, {step.key}", "points", code, where)
        yield from find_loose_ends(model)


def find_loose_ends(model: LogicModelEntry) -> Say:
    """Yield what is named in a logic model and is none of its steps or links."""
    file, keys = "logic_models.yaml", {step.key for step in model.steps}
    steps = ((step.key, f"{model.slug}, step {n}") for n, step in enumerate(model.steps, start=1))
    yield from _repeated(steps, file, "key")
    pairs = {(link.from_, link.to) for link in model.links}
    for link in model.links:
        for column, end in (("from", link.from_), ("to", link.to)):
            if end not in keys:
                yield _unknown(file, f"{model.slug}, a link", column, end, "the steps of the model")
    days = {step.key: step.day or model.began for step in model.steps}
    for link in model.links:
        day = link.day or model.began
        if any(days.get(end, day) > day for end in (link.from_, link.to)):
            said = f"{link.from_} to {link.to} is older than one of its steps. Write a later day."
            yield Problem(file, f"{model.slug}, a link", "day", said)
    for note in model.notes:
        if note.about and note.about not in keys:
            yield _unknown(file, f"{model.slug}, a note", "about", note.about, "the steps of the model")
    for claim in model.claims:
        if (claim.from_, claim.to) not in pairs:
            pair = f"{claim.from_} to {claim.to}"
            yield _unknown(file, f"{model.slug}, a claim", "from, to", pair, "the links of the model")
