import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from markdown_it import MarkdownIt

from fairplace.town.feeds.operations.demonstration import save_demonstration_figures
from fairplace.town.feeds.operations.feed import save_pack_feeds
from fairplace.town.framework.operations import save_demonstration_responses, save_framework
from fairplace.town.governance.operations.demonstration import save_demonstration_groups
from fairplace.town.indicators.operations import replace_observations, save_indicators, save_releases
from fairplace.town.logicmodels.operations.pack import save_pack_models
from fairplace.town.measures.operations import save_chosen_measures, save_measures
from fairplace.town.measures.operations.demonstration import save_demonstration_notes
from fairplace.town.packs.checks import check
from fairplace.town.packs.problems import BrokenPack
from fairplace.town.packs.reading import Pack, read_model_templates, read_pack
from fairplace.town.packs.shapes import FeedEntry
from fairplace.town.pages.operations import save_page
from fairplace.town.partners.operations import save_demonstration_partners, save_groups
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.operations import (
    make_demonstration_people,
    save_deprivation,
    save_lookups,
    save_places,
    save_successions,
    save_town,
)
from fairplace.town.reviews.operations.demonstration import save_demonstration_reviews
from fairplace.town.reviews.operations.restatement import find_restatements
from fairplace.town.workstreams.operations.demonstration import save_demonstration_work

Say = Callable[[str], None]


def load_pack(*, folder: Path, by: Person | None, say: Say = lambda line: None) -> Town:
    """Load the pack into the database, all of it or nothing. What people wrote themselves is kept.

    Raises BrokenPack, with every problem, before anything is stored.
    """
    pack = read_pack(folder)
    problems = check(pack)
    if problems:
        raise BrokenPack(str(folder), problems)
    with transaction.atomic():
        town = _load(pack, say)
        # Deprivation scores and all else that a gap rests on may have changed with the figures.
        find_restatements(town=town)
        about = {"edition": town.pack_edition, "sha256": fingerprint(folder)}
        record(by=by, verb="loaded", kind="pack", subject=town.slug, town=town.slug, after=about)
    return town


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of the pack's files, names and contents."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _load(pack: Pack, say: Say) -> Town:
    assert pack.about
    count = save_places(row.model_dump() for _, row in pack.places)
    save_lookups(row.model_dump() for _, row in pack.lookups)
    save_successions(row.model_dump() for _, row in pack.successions)
    say(f"{pack.about.name}: {count:,} places")
    if pack.deprivation:
        say(f"{pack.about.name}: {_load_deprivation(pack):,} deprivation ranks")
    say(f"{pack.about.name}: {_load_figures(pack):,} figures from {len(pack.releases)} publications")
    town = _load_town(pack)
    _load_meaning(pack, town)
    save_pack_feeds(town=town, entries=[_feed(entry) for entry in pack.feeds])
    say(f"{pack.about.name}: {len(pack.measures)} measures, {len(pack.groups)} groups")
    return town


def _load_deprivation(pack: Pack) -> int:
    assert pack.deprivation
    releases = {release.code: release for release in pack.releases}
    copied = {"publisher", "dataset", "address", "licence", "attribution", "retrieved_on"}
    columns = [column.model_dump() for column in pack.deprivation.columns]
    return save_deprivation(
        editions=[
            {
                **edition.model_dump(exclude={"release"}),
                **releases[edition.release].model_dump(include=copied),
                "columns": columns,
            }
            for edition in pack.deprivation.editions
        ],
        authority_ranks=(
            {**row.model_dump(), "dataset": releases[row.release].dataset} for _, row in pack.authority_ranks
        ),
        neighbourhood_ranks=(row.model_dump() for _, row in pack.neighbourhood_ranks),
    )


def _load_figures(pack: Pack) -> int:
    wanted = {measure.indicator for measure in pack.measures} | set(pack.figures)
    wanted |= {measure.gap.indicator for measure in pack.measures if measure.gap}
    wanted |= {feed.indicator for feed in pack.feeds}
    save_releases(release.model_dump() for release in pack.releases)
    save_indicators(card.model_dump(mode="json") for code, card in pack.indicators.items() if code in wanted)
    return sum(
        replace_observations(indicator=code, rows=(row.model_dump() for _, row in rows))
        for code, rows in pack.figures.items()
    )


def _feed(entry: FeedEntry) -> dict[str, Any]:
    return {
        **entry.model_dump(include={"indicator", "publisher", "asked", "every_days", "note"}),
        "taken": entry.taken.model_dump() if entry.taken else {},
        "is_confirmed": entry.confirmed,
        "is_active": not entry.paused,
    }


def _load_town(pack: Pack) -> Town:
    assert pack.about
    own = {"slug", "name", "title", "promise", "promise_by", "about", "attribution", "updated_on"}
    values = pack.about.model_dump(include={*own, "default_deprivation"})
    return save_town(
        place=pack.about.place,
        values={**values, "pack_edition": pack.about.edition},
        comparators=[entry.model_dump() for entry in pack.about.comparators],
    )


def _load_meaning(pack: Pack, town: Town) -> None:
    assert pack.framework
    framework = pack.framework
    save_framework(
        town=town,
        edition=framework.edition,
        values={
            "title": framework.title,
            "vision": framework.vision.text,
            "vision_plain": framework.vision.plain,
            "vision_by": framework.vision.by,
            "source": framework.model_dump(mode="json")["source"],
        },
        pillars=[entry.model_dump() for entry in framework.pillars],
        objectives=[entry.model_dump() for entry in framework.objectives],
        recommendations=[
            {**entry.model_dump(exclude={"text"}), "name": entry.text} for entry in framework.recommendations
        ],
    )
    save_groups(town=town, entries=[entry.model_dump() for entry in pack.groups])
    save_measures(town=town, entries=[entry.model_dump() for entry in pack.measures])
    save_chosen_measures(town=town, entries=[entry.model_dump() for entry in pack.groups])
    save_pack_models(
        town=town, entries=[entry.model_dump() for entry in read_model_templates()], is_template=True
    )
    markdown = MarkdownIt("commonmark", {"html": False})
    for slug, (front, text) in pack.pages.items():
        save_page(
            town=town,
            slug=slug,
            title=front.title,
            summary=front.summary,
            body=markdown.render(text),
            sources="\n".join(front.sources),
        )


def load_demonstration(*, folder: Path, town: Town) -> list[Person]:
    """Add the pack's invented people and partners, and say on every page that it is a demonstration."""
    pack = read_pack(folder)
    with transaction.atomic():
        Town.objects.filter(pk=town.pk).update(is_demonstration=True)
        save_demonstration_partners(
            town=town,
            organisations=[entry.model_dump() for entry in pack.organisations],
            ties=[entry.model_dump() for entry in pack.ties],
        )
        people = make_demonstration_people(people=[entry.model_dump() for entry in pack.people], town=town)
        _load_demonstration_work(pack, town)
        save_pack_models(
            town=town, entries=[entry.model_dump() for entry in pack.logic_models], is_demonstration=True
        )
        save_demonstration_figures(town=town, entries=[one.model_dump() for one in pack.submissions])
        # Last: the evidence is of all that stands above.
        save_demonstration_reviews(town=town, reviews=[entry.model_dump() for entry in pack.reviews])
        return people


def _load_demonstration_work(pack: Pack, town: Town) -> None:
    save_demonstration_responses(town=town, responses=[entry.model_dump() for entry in pack.responses])
    save_demonstration_work(
        town=town,
        workstreams=[entry.model_dump() for entry in pack.workstreams],
        contributions=[entry.model_dump() for entry in pack.contributions],
    )
    save_demonstration_notes(
        town=town,
        notes=[entry.model_dump() for entry in pack.notes],
        standings=[entry.model_dump() for entry in pack.standings],
    )
    save_demonstration_groups(
        town=town,
        **{
            name: [entry.model_dump() for entry in getattr(pack, name)]
            for name in ("members", "series", "decisions", "actions", "risks", "aims")
        },
    )
