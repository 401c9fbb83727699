"""Who signed a figure, or keeps its measure, hears once that it is published otherwise now."""

import pytest
from django.db import transaction
from django.test import Client

from fairplace.town.indicators.models import Observation
from fairplace.town.letters.models import Letter
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.people.models import Person
from fairplace.town.reviews.models import Signature
from fairplace.town.reviews.operations.restatement import find_restatements
from tests.factories import make_person
from tests.factories.frozen import make_frozen, make_published_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(reviewed_town):
    found = make_published_review(reviewed_town)
    Letter.objects.all().delete()
    return found


def change(town, value, slug="jobs", period="2020"):
    """Let a figure be published otherwise, as one load does."""
    with transaction.atomic():
        own = Observation.objects.filter(indicator__code=slug, place=town.place, period=period)
        own.update(value=value, lower=value - 1, upper=value + 1)
        return find_restatements(town=town)


def list_readers():
    return sorted(Letter.objects.values_list("to", flat=True))


def test_signers_owners_and_the_team_get_one_mail_each(reviewed_town, review, ada):
    owner = make_person("Olu", reviewed_town, "contributor")
    ImpactMeasure.objects.filter(slug="jobs").update(owner=owner)
    make_person("Ben", reviewed_town, "contributor")

    change(reviewed_town, 90)

    assert list_readers() == ["ada@example.org", "director 2026@example.org", "olu@example.org"]


def test_the_mail_says_old_new_effect_and_where_to_read_on(reviewed_town, review, settings):
    change(reviewed_town, 90)

    [letter] = Letter.objects.all()
    assert letter.subject == "Testham: 1 figure that was signed off has changed"
    for words in (
        "Annual review 2026: Jobs, Testham, 2020",
        "It was 48 (47 – 49). It is 90 (89 – 91) now.",
        "The tests said “Getting worse” then",
        f"{settings.WAGTAILADMIN_BASE_URL}/restatements/",
    ):
        assert words in letter.body
    assert "/restatements/explain/" not in letter.body


def test_only_those_who_may_are_asked_why(reviewed_town, review, ada):
    change(reviewed_town, 90)

    asked = Letter.objects.filter(body__contains="/restatements/explain/")
    assert [one.to for one in asked] == ["ada@example.org"]


def test_several_figures_are_one_mail_as_long_as_it_waits(reviewed_town, review):
    change(reviewed_town, 90)
    change(reviewed_town, 1, slug="wages")

    [letter] = Letter.objects.all()
    assert letter.subject == "Testham: 2 figures that were signed off have changed"
    assert "Jobs, Testham, 2020" in letter.body
    assert "Wages, Testham, 2020" in letter.body


def test_a_change_after_the_mail_left_is_another_mail(reviewed_town, review):
    change(reviewed_town, 90)
    Letter.objects.update(state=Letter.State.SENT)

    change(reviewed_town, 91)

    waiting = Letter.objects.get(state=Letter.State.WAITING)
    assert "It is 91 (90 – 92) now." in waiting.body
    assert Letter.objects.count() == 2


def test_a_long_list_is_cut_and_counted(reviewed_town, review):
    own = Observation.objects.filter(indicator__code__in=["jobs", "wages"], place=reviewed_town.place)
    own.update(value=5)
    changed = find_restatements(town=reviewed_town)

    [letter] = Letter.objects.all()
    assert letter.body.count("It was ") == 10
    assert f"And {len(changed) - 10} more." in letter.body


def test_who_took_the_signature_back_or_has_left_hears_nothing(reviewed_town, review, ada):
    Signature.objects.update(withdrawn_at=review.published_at)
    Person.objects.filter(pk=ada.pk).update(is_active=False)

    change(reviewed_town, 90)

    assert list_readers() == []


def test_what_nobody_signed_makes_no_mail(reviewed_town, ada):
    make_frozen(reviewed_town)

    assert change(reviewed_town, 90)
    assert list_readers() == []


def test_a_change_that_is_taken_back_leaves_no_mail(reviewed_town, review):
    with transaction.atomic():
        change(reviewed_town, 90)
        transaction.set_rollback(True)

    assert list_readers() == []


def test_the_pages_of_the_year_lead_to_the_notice(reviewed_town, review):
    change(reviewed_town, 90)
    slug = review.snapshot.slug

    for address in (f"/frozen/{slug}/", f"/frozen/{slug}/report/", "/reviews/2026/"):
        assert f'href="/restatements/?snapshot={slug}"' in Client().get(address).content.decode()
    page = Client().get(f"/frozen/{slug}/jobs/").content.decode()
    assert f'href="/restatements/?snapshot={slug}&amp;measure=jobs"' in page
