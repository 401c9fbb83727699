import pytest

from fairplace.town.places.rules import ordinal, split_address


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (11, "11th"),
        (52, "52nd"),
        (70, "70th"),
        (113, "113th"),
        (1001, "1,001st"),
    ],
)
def test_ordinal_is_written_as_it_is_spoken(number, words):
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/", ("", "/")),
        ("/measures/", ("", "/measures/")),
        ("/towns/", ("", "/towns/")),
        ("/towns/coventry/", ("coventry", "/")),
        ("/towns/coventry/measures/", ("coventry", "/measures/")),
    ],
)
def test_an_address_names_its_town_in_front(path, parts):
    assert split_address(path) == parts
