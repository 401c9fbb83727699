import pytest
from django.urls import reverse

from fairplace.town.places.addresses import write_address
from tests.factories import make_town

pytestmark = pytest.mark.django_db


def test_an_address_is_whole_and_in_its_town(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org/"
    first = make_town()
    second = make_town("other", "E06000002", "Otherham", is_default=False)

    assert write_address(first, "measure_detail", slug="jobs") == "https://example.org/measures/jobs/"
    assert write_address(second, "home") == "https://example.org/towns/other/"
    assert reverse("home") == "/"
