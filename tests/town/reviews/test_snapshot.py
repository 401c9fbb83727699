"""A snapshot: made whole, kept under its digest, refused when its bytes are others, and never changed."""

import math
import zlib

import pytest
from django.db import DatabaseError, connection, transaction
from django_tasks_db.models import DBTaskResult

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import DeprivationEdition, NeighbourhoodRank
from fairplace.town.reviews.models import Snapshot
from fairplace.town.reviews.models.frozen import NeverChanged
from fairplace.town.reviews.operations.release import TellsTooMuch
from fairplace.town.reviews.operations.snapshot import make_snapshot
from fairplace.town.reviews.queries.counts import list_areas, list_days, list_live_claims
from fairplace.town.reviews.queries.frozen import NotAsFrozen, list_snapshots, read_body
from fairplace.town.reviews.rules.canonical import digest_of, write_canonical
from tests.factories import (
    make_counts,
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_observations,
    make_person,
    make_subgroup,
    make_town,
)

pytestmark = pytest.mark.django_db

FIRST_FIFTH = "fifth 1 by iod2019 of referrals, 2021 in 0"
FALLING = [(30, 29, 31), (27, 26, 28), (24, 23, 25), (21, 20, 22), (18, 17, 19), (15, 14, 16)]


@pytest.fixture
def town():
    town = make_town()
    indicator = make_indicator("poverty", "low")
    make_observations(indicator, town.place, FALLING)
    make_measure(town, "poverty", indicator)
    return town


def list_live(town):
    return list_live_claims(town, ["referrals"], 9), list_days(town, ["referrals"])


def make_edition(code, first):
    """Make another edition of the neighbourhoods, the one at `first` and those after it the most deprived."""
    edition = DeprivationEdition.objects.get()
    ranks = list(NeighbourhoodRank.objects.order_by("rank"))
    edition.pk, edition.code = None, code
    edition.save()
    for position, one in enumerate((*ranks[first:], *ranks[:first])):
        one.pk, one.edition, one.score, one.rank = None, edition, 100 - position, position + 1
        one.save()
    return edition


def freeze(town, **more) -> Snapshot:
    return make_snapshot(town=town, title="As we stand", by=None, **more)


def test_a_snapshot_holds_the_town_under_its_digest_and_says_what_is_in_it(town):
    ada = make_person("Ada", town, "programme-team")

    snapshot = make_snapshot(town=town, title="As we stand", by=ada)

    body = read_body(snapshot)
    assert digest_of(write_canonical(body)) == snapshot.digest == snapshot.manifest["digest"]
    assert snapshot.manifest["made_by"] == "Programme team"
    assert snapshot.manifest["figures"] == 6
    parts = {one["name"]: one for one in snapshot.manifest["parts"]}
    assert parts["measures"]["count"] == 1
    assert parts["measures"]["digest"] == digest_of(write_canonical(body["measures"]))
    assert [one["code"] for one in snapshot.manifest["sources"]] == ["release"]
    assert AuditEvent.objects.get(kind="snapshot").after["digest"] == snapshot.digest


def test_two_of_one_day_have_addresses_of_their_own(town):
    first, second = freeze(town), freeze(town)

    assert second.slug == f"{first.slug}-2"
    assert second.digest == first.digest


def test_its_drawings_wait_in_the_database_with_it(town):
    snapshot = freeze(town)

    assert [one.args_kwargs["args"] for one in DBTaskResult.objects.all()] == [[snapshot.pk]]


def test_a_byte_that_changed_is_refused(town):
    snapshot = freeze(town)
    changed = zlib.decompress(bytes(snapshot.body)).replace(b'"value":15', b'"value":14')

    for body in (zlib.compress(changed), bytes(snapshot.body)[:-9], b""):
        snapshot.body = body
        with pytest.raises(NotAsFrozen, match="not what was frozen"):
            read_body(snapshot)


def test_the_product_changes_and_deletes_no_snapshot(town):
    snapshot = freeze(town)

    for change in (
        snapshot.save,
        snapshot.delete,
        Snapshot.objects.all().delete,
        lambda: Snapshot.objects.update(title="Other"),
    ):
        with pytest.raises(NeverChanged):
            change()
    Snapshot.objects.filter(pk=snapshot.pk).update(is_public=True)
    assert list_snapshots(town=town).count() == 1


@pytest.mark.parametrize("change", ["digest = 'x'", "body = NULL", "title = 'Other'"])
def test_nor_does_the_database(town, change):
    freeze(town)

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE reviews_snapshot SET {change}")


@pytest.fixture
def counted(town):
    """Return a protected indicator of three groups, of whom two are hidden at first: 3 and 30 of 83."""
    indicator = make_indicator("referrals", "low")
    indicator.threshold = 5
    indicator.save()
    make_observations(indicator, town.place, [83], first=2025, count=83)
    for position, (name, count) in enumerate({"a": None, "b": None, "c": 50}.items(), start=1):
        hidden = {"flag": "suppressed"} if count is None else {}
        make_observations(
            indicator, town.place, [count], first=2025, count=count,
            subgroup=make_subgroup(name, "ward", position), **hidden,
        )  # fmt: skip
    make_measure(town, "referrals", indicator)
    return indicator


def test_what_two_releases_tell_together_stops_the_freeze(town, counted):
    freeze(town, is_public=True)
    # Shown alone it would do no harm: beside the total that is out already it gives the other away.
    counted.observations.filter(subgroup__code="b").update(count=30, value=30, flag="")

    with pytest.raises(TellsTooMuch) as stopped:
        freeze(town, is_public=True)

    assert Snapshot.objects.count() == 1
    [told] = stopped.value.exposed
    assert told.cell == "referrals, E06000001, 2025, ward a"
    assert told.reason == "It is hidden, and can be worked out from what is published."
    written = AuditEvent.objects.get(verb="stopped")
    logged = {"cell": told.cell, "reason": told.reason, "together": ["the live tables"]}
    assert written.after == {"exposed": [logged]}
    assert f"{told.cell} (from the live tables)" in str(stopped.value)


def test_figures_that_tell_no_more_than_before_are_frozen_again(town, counted):
    freeze(town, is_public=True)

    assert freeze(town, is_public=True).slug.endswith("-2")


def test_a_small_count_that_is_shown_stops_the_freeze(town, counted):
    counted.observations.filter(subgroup__code="a").update(count=3, value=3, flag="")

    with pytest.raises(TellsTooMuch, match="too few people") as stopped:
        freeze(town, is_public=True)

    assert ("referrals, E06000001, 2025, ward a", "It is below the threshold of 5, and would be shown.") in [
        (one.cell, one.reason) for one in stopped.value.exposed
    ]
    assert " 3" not in str(stopped.value)


@pytest.fixture
def in_fifths(town):
    """Return a measure whose gap is between fifths of ten neighbourhoods, two a fifth."""
    edition = make_neighbourhoods(town)
    indicator = make_indicator("referrals", "low")
    places = town.place.parts.order_by("code")
    make_counts(indicator, places, [20, 20, 3, *[20] * 7], [200] * 10)
    measure = make_measure(town, "referrals", indicator)
    measure.gap_indicator, measure.gap_edition = indicator, edition
    measure.save()
    return indicator


@pytest.fixture
def hidden_since(town, in_fifths):
    """Return what was frozen when nothing was protected yet, and is hidden in one neighbourhood since."""
    freeze(town, is_public=True)
    in_fifths.observations.filter(place__code="E01000002").update(
        count=None, value=None, denominator=None, flag="suppressed"
    )
    in_fifths.threshold = 5
    in_fifths.save()
    return in_fifths


def test_a_fifth_that_was_frozen_and_neighbourhoods_of_today_tell_of_the_one_that_is_hidden(
    town, hidden_since
):
    first = Snapshot.objects.get()

    with pytest.raises(TellsTooMuch) as stopped:
        freeze(town, is_public=True)

    cell = "referrals, E01000002, 2021, everybody"
    [told] = [one for one in stopped.value.exposed if one.cell == cell]
    assert told.together == (f"the snapshot of {first.slug}", "the live tables")
    assert f"{cell} (from the snapshot of {first.slug} and the live tables together)" in str(stopped.value)
    assert "3" not in str(stopped.value).replace(first.slug, "").replace("E01000002", "")


def test_fifths_of_two_editions_consist_of_other_neighbourhoods(town, in_fifths):
    other = make_edition("iod2025", first=8)
    first = read_body(freeze(town))
    measure = ImpactMeasure.objects.get(slug="referrals")
    measure.gap_edition = other
    measure.save()
    second = read_body(freeze(town))

    areas = list_areas(town, [first, second], *list_live(town))

    assert areas["fifth 1 by iod2019 of referrals, 2021 in 0"] == {"E01000000", "E01000001"}
    assert areas["fifth 1 by iod2025 of referrals, 2021 in 1"] == {"E01000008", "E01000009"}
    assert areas[town.place.code] == set(town.place.parts.values_list("code", flat=True))


def test_fifths_whose_neighbourhoods_cannot_be_told_stand_for_themselves(town, in_fifths):
    body = as_before(read_body(freeze(town)))
    town.place.parts.last().neighbourhood_ranks.all().delete()

    areas = list_areas(town, [body], *list_live(town))

    assert not [name for name in areas if name.startswith("fifth")]


def test_the_neighbourhoods_of_fifths_are_kept_once_however_many_measures_use_them(town, in_fifths):
    twin = make_measure(town, "again", in_fifths)
    twin.gap_indicator, twin.gap_edition = in_fifths, DeprivationEdition.objects.get()
    twin.save()

    snapshot = freeze(town)

    body = read_body(snapshot)
    [kept] = body["fifths"]
    assert kept["edition"] == "iod2019"
    assert kept["neighbourhoods"][0] == ["E01000000", "E01000001"]
    assert sorted(code for one in kept["neighbourhoods"] for code in one) == sorted(
        town.place.parts.values_list("code", flat=True)
    )
    gaps = [one["gap"]["made_of"] for one in body["measures"] if one["gap"]]
    assert gaps == [kept["digest"], kept["digest"]]
    assert [one["count"] for one in snapshot.manifest["parts"] if one["name"] == "fifths"] == [1]


def exchange_scores(one, other):
    """Let two neighbourhoods change their fifths, as a corrected edition would."""
    first, second = (NeighbourhoodRank.objects.get(place__code=code) for code in (one, other))
    first.score, second.score = second.score, first.score
    NeighbourhoodRank.objects.bulk_update([first, second], ["score"])


def test_a_frozen_fifth_stays_what_it_was_when_its_edition_is_corrected(town, in_fifths):
    body = read_body(freeze(town))
    exchange_scores("E01000000", "E01000008")

    areas = list_areas(town, [body], *list_live(town))

    assert areas[FIRST_FIFTH] == {"E01000000", "E01000001"}


def test_a_frozen_fifth_stays_what_it_was_when_a_neighbourhood_is_gone(town, in_fifths):
    body = read_body(freeze(town))
    town.place.parts.last().neighbourhood_ranks.all().delete()

    areas = list_areas(town, [body], *list_live(town))

    assert areas[FIRST_FIFTH] == {"E01000000", "E01000001"}


def as_before(body):
    """Return a body as it was frozen before the neighbourhoods of fifths were kept."""
    for one in body["measures"]:
        if one["gap"]:
            del one["gap"]["made_of"]
    return {name: part for name, part in body.items() if name != "fifths"}


def test_fifths_that_were_frozen_without_their_neighbourhoods_are_worked_out(town, in_fifths):
    body = as_before(read_body(freeze(town)))

    areas = list_areas(town, [body], *list_live(town))

    assert areas[FIRST_FIFTH] == {"E01000000", "E01000001"}


def test_fifths_that_were_signed_and_come_out_otherwise_now_stand_for_themselves(town, in_fifths):
    body = read_body(freeze(town)) | {"fifths": []}
    assert FIRST_FIFTH in list_areas(town, [body], *list_live(town))
    exchange_scores("E01000000", "E01000008")

    areas = list_areas(town, [body], *list_live(town))

    assert not [name for name in areas if name.startswith("fifth")]


def test_fifths_that_were_signed_are_found_in_another_snapshot_that_kept_them(town, in_fifths):
    body = read_body(freeze(town))
    exchange_scores("E01000000", "E01000008")

    areas = list_areas(town, [body, body | {"fifths": []}], *list_live(town))

    assert areas["fifth 1 by iod2019 of referrals, 2021 in 1"] == {"E01000000", "E01000001"}


@pytest.mark.parametrize(
    ("told", "between"),
    [
        ({"count": None, "value": 1.5, "denominator": 200}, None),
        ({"count": None, "value": 1.5, "denominator": 20000}, (290, 310)),
        ({"count": None, "value": None, "denominator": 200}, (0, math.inf)),
    ],
)
def test_a_count_that_is_left_out_is_what_the_rate_tells_of_it(town, told, between):
    indicator = make_indicator("referrals", "low")
    indicator.per = 100
    indicator.save()
    make_observations(indicator, town.place, [told["value"]], first=2021, **{
        name: told[name] for name in ("count", "denominator")
    })  # fmt: skip

    [claim] = list_live_claims(town, ["referrals"], 0)["referrals"]

    assert (claim.count, claim.between) == ((None, between) if between else (3, None))


def test_what_is_not_public_and_what_publishers_protect_is_not_held_up(town, counted):
    counted.observations.filter(subgroup__code="a").update(count=3, value=3, flag="")

    freeze(town)
    counted.threshold = 0
    counted.save()
    assert freeze(town, is_public=True).is_public
