import pytest
from wagtail.models import Site

from fairplace.town.pages.models import EditorialPage
from fairplace.town.pages.operations import save_page
from fairplace.town.pages.queries import list_pages
from tests.factories import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    return make_town(), make_town("other", "E06000002", "Otherham", is_default=False)


def write(town, slug="story", title="Our story", **fields):
    values = {"summary": "How it began.", "body": "<p>Here.</p>", "sources": "A book\n\n A paper ", **fields}
    save_page(town=town, slug=slug, title=title, **values)
    return EditorialPage.objects.latest("pk")


def test_the_same_name_may_be_used_by_two_towns(towns):
    first, second = (write(town) for town in towns)

    assert (first.slug, second.slug) == ("story", "other-story")
    assert first.live
    assert second.live


def test_a_town_lists_its_own_pages_and_those_of_all_by_title(towns):
    town, other = towns
    write(town, "b", "B")
    write(other, "c", "C")
    shared = write(town, "a", "A")
    EditorialPage.objects.filter(pk=shared.pk).update(town=None)

    assert [page.title for page in list_pages(town=town)] == ["A", "B"]
    assert [page.title for page in list_pages(town=other)] == ["A", "C"]


def test_a_page_taken_back_or_kept_out_of_the_menu_is_not_listed(towns):
    town, _ = towns
    write(town, "draft", "Draft").unpublish()
    hidden = write(town, "hidden", "Hidden")
    EditorialPage.objects.filter(pk=hidden.pk).update(show_in_menus=False)

    assert list_pages(town=town) == []


def test_sources_are_one_a_line():
    assert EditorialPage(sources=" A book\n\n A paper ").list_sources() == ["A book", "A paper"]


def test_a_page_shows_its_text_and_its_sources(client, towns):
    write(towns[0])

    response = client.get("/story/")

    assert response.status_code == 200
    assert all(words in response.content.decode() for words in ("Our story", "Here.", "A book", "A paper"))


def test_the_second_town_links_to_its_page_inside_its_own_addresses(client, towns):
    write(towns[1])

    html = client.get("/towns/other/about/").content.decode()

    assert 'href="/towns/other/other-story/"' in html
    assert client.get("/towns/other/other-story/").status_code == 200


def test_pages_stand_under_the_front_page_of_the_site(towns):
    page = write(towns[0])

    assert page.get_parent().pk == Site.objects.get(is_default_site=True).root_page_id
