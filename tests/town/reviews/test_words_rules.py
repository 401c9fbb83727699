"""Text is kept one way."""

from fairplace.town.reviews.rules.words import tidy


def test_the_same_words_are_the_same_text():
    assert tidy(" Cafe\u0301\r\n- one\r- two \n") == "Caf\u00e9\n- one\n- two"
