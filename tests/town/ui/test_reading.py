import pytest

from fairplace.town.ui.reading import ReadingAge, count_syllables, get_grade, tell_reading_age

# Two examples that are given, with their grades, wherever the formula is explained.
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
EASY = "The cat sat on the mat. The dog ran to the door. We all go out to play in the sun. "
HARD = (
    "Notwithstanding considerable organisational complexity, multidisciplinary collaboration necessitates "
    "comprehensive infrastructural transformation, systematically incorporating epidemiological intelligence. "
)


def test_grade_of_the_australian_platypus():
    assert get_grade(PLATYPUS) == pytest.approx(11.3, abs=0.05)


def test_grade_of_words_of_one_syllable():
    assert get_grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("make", 1), ("table", 2), ("people’s", 2), ("houses", 2), ("walked", 1), ("wanted", 2),
        ("being", 2), ("measure", 2), ("inequality", 5), ("health", 1), ("changes", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted(word, count):
    assert count_syllables(word) == count


def test_easy_text_has_a_low_age_and_hard_text_a_high_one():
    easy, hard = tell_reading_age(EASY * 3), tell_reading_age(HARD * 4)

    assert (easy.age, easy.is_hard) == (5, False)
    assert hard.age is not None
    assert hard.age > 20
    assert hard.is_hard


def test_below_fifty_words_it_is_too_short_to_tell():
    assert tell_reading_age("word " * 49) == ReadingAge(None, 49)
    assert tell_reading_age("word " * 50).age is not None
    assert tell_reading_age("") == ReadingAge(None, 0)


def test_numbers_and_short_forms_end_no_sentence():
    one = get_grade("We reached 12.5 of 100 homes, i.e. fewer than we had hoped for at the start.")
    same = get_grade("We reached 125 of 100 homes, ie fewer than we had hoped for at the start.")

    assert one == pytest.approx(same, abs=1)


def test_items_of_a_list_are_sentences():
    assert get_grade("We will meet them\n- we will ask them\n- we will tell them") < get_grade(
        "We will meet them we will ask them we will tell them"
    )


def test_text_without_words_has_no_grade():
    with pytest.raises(ValueError, match="without words"):
        get_grade("12 … 34")
