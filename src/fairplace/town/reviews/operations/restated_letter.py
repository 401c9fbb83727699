"""Letters to those who signed a figure, or keep its measure, when it is published otherwise."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from fairplace.town.letters.operations import rewrite_letter, write_letter
from fairplace.town.letters.queries.letter import find_waiting
from fairplace.town.people.models import Person
from fairplace.town.places.addresses import write_address
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Restatement
from fairplace.town.reviews.queries.restatement import list_since
from fairplace.town.reviews.queries.seat import list_keepers, list_owners, list_signed
from fairplace.town.reviews.restated import tell_restated

KIND = "restatement"
SHOWN = 10


def write_restated(town: Town, found: Iterable[Restatement]) -> None:
    """Tell everybody whom these restatements of signed figures concern: one letter each.

    Figures come in indicator by indicator: as long as the letter waits, what follows is added to it.
    """
    news = [one for one in found if one.snapshot.review_id]  # pyright: ignore[reportAttributeAccessIssue]
    if not news:
        return
    keepers = {one.pk for one in list_keepers(town)}
    for person, own in _sort_out(town, news):
        if person.email and person.is_active:
            _write(town, person, own, keeps=person.pk in keepers)


def _sort_out(town: Town, news: list[Restatement]) -> list[tuple[Person, list[Restatement]]]:
    """Return who is told of what: signers and the team of all of a review, an owner of their measure."""
    signed = list_signed({one.snapshot.review_id for one in news})  # pyright: ignore[reportAttributeAccessIssue]
    owners = list_owners(town, {one.measure for one in news})
    team = list_keepers(town)
    told: dict[int, tuple[Person, list[Restatement]]] = {}
    for one in news:
        owner = owners.get(one.measure)
        people = [*signed.get(one.snapshot.review_id, ()), *team, *([owner] if owner else [])]  # pyright: ignore[reportAttributeAccessIssue]
        for person in {each.pk: each for each in people}.values():
            told.setdefault(person.pk, (person, []))[1].append(one)
    return list(told.values())


def _write(town: Town, person: Person, own: list[Restatement], *, keeps: bool) -> None:
    waiting = find_waiting(town=town.slug, kind=KIND, person=person.pk)
    if waiting:
        first = int(waiting.key.split()[2])
        earlier = [one for one in list_since(town, first) if one.pk not in {each.pk for each in own}]
        kept = [one for group in _sort_out(town, earlier) if group[0].pk == person.pk for one in group[1]]
        if rewrite_letter(key=waiting.key, **_compose(town, person, [*kept, *own], keeps=keeps)):
            return
    key = f"restated {town.pk} {min(one.pk for one in own)} {person.pk}"
    write_letter(key=key, **_compose(town, person, own, keeps=keeps))


def _compose(town: Town, person: Person, own: list[Restatement], *, keeps: bool) -> dict:
    subject = ngettext(
        "%(town)s: %(n)s figure that was signed off has changed",
        "%(town)s: %(n)s figures that were signed off have changed",
        len(own),
    )
    reviews = {one.snapshot.slug for one in own}
    address = write_address(town, "restatement_list")
    return {
        "kind": KIND,
        "town": town.slug,
        "to": person.email,
        "person": person,
        "subject": subject % {"town": town.name, "n": len(own)},
        "template": "reviews/mail/restated.txt",
        "restated": [tell_restated(one) for one in own[:SHOWN]],
        "left": max(len(own) - SHOWN, 0),
        "address": f"{address}?snapshot={reviews.pop()}" if len(reviews) == 1 else address,
        "explain": write_address(town, "restatement_explain") if keeps else "",
    }
