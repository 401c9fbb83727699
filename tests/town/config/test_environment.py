import pytest
from django.core.exceptions import ImproperlyConfigured

from fairplace.town.config import environment

NAME = "FAIRPLACE_TRIED"


def test_a_missing_variable_is_named_with_where_to_set_it(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)

    with pytest.raises(ImproperlyConfigured, match=r"FAIRPLACE_TRIED is not set\. .*dotenv-sample"):
        environment.text(NAME)


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("quiet\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))

    assert environment.text(NAME) == "quiet"


def test_a_secret_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match="nowhere, which cannot be read"):
        environment.text(NAME)


@pytest.mark.parametrize(("typed", "means"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_a_flag_says_yes_or_no(monkeypatch, typed, means):
    monkeypatch.setenv(NAME, typed)

    assert environment.flag(NAME) is means


@pytest.mark.parametrize("read", [environment.flag, lambda name: environment.number(name, 1)])
def test_a_value_of_the_wrong_kind_is_refused(monkeypatch, read):
    monkeypatch.setenv(NAME, "perhaps")

    with pytest.raises(ImproperlyConfigured, match="FAIRPLACE_TRIED is 'perhaps'"):
        read(NAME)


def test_words_are_split_at_commas(monkeypatch):
    monkeypatch.setenv(NAME, "one.example, two.example,")

    assert environment.words(NAME) == ["one.example", "two.example"]
