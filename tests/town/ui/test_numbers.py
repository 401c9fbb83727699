import pytest

from fairplace.town.ui.numbers import in_words, interval_in_words, looks_numeric


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (5.14, "%", 1, "5.1%"),
        (1234.4, "", 0, "1,234"),
        (512.6, "£ a week", 0, "£513 a week"),
        (71.23, "years", 1, "71.2 years"),
        (-3.2, "", 1, "\N{MINUS SIGN}3.2"),
        (-0.04, "%", 1, "0.0%"),
        (-20, "£", 0, "\N{MINUS SIGN}£20"),
    ],
)
def test_number_in_words(value, unit, decimals, words):
    assert in_words(value, unit=unit, decimals=decimals) == words


def test_interval_in_words():
    assert interval_in_words(4, 6.2, unit="%", decimals=1) == "likely between 4.0% and 6.2%"


def test_interval_with_a_missing_limit_says_nothing():
    assert interval_in_words(4, None, unit="%") == ""


@pytest.mark.parametrize("cell", [1, 2.5, "1,234", "5.1%", "£20", "\N{MINUS SIGN}3.2", "(4.0)"])
def test_numbers_look_numeric(cell):
    assert looks_numeric(cell)


@pytest.mark.parametrize("cell", ["Luton", "4.0 to 6.2", "", True, "E06000032", "2018/19"])
def test_other_cells_do_not_look_numeric(cell):
    assert not looks_numeric(cell)
