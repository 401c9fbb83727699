import pytest

from fairplace.town.documents import fonts
from fairplace.town.documents.fonts import list_letters, show_letters


def test_text_that_our_fonts_have_stays():
    assert show_letters("Zażółć – “x” ₂ £5\nঅ ع ਪ ગ") == "Zażółć – “x” ₂ £5\nঅ ع ਪ ગ"


def test_run_of_missing_letters_is_named_once_by_its_script():
    assert show_letters("a สวัสดี b") == "a [Thai letters] b"


def test_sign_that_shapes_its_neighbour_is_left_out_without_a_trace():
    assert show_letters("❤\N{VARIATION SELECTOR-16}") in ("❤", "[heavy black heart]")


def test_private_sign_has_no_name():
    assert show_letters("\uf8ff") == "[a sign without a name]"


def test_missing_fonts_are_told_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    list_letters.cache_clear()

    with pytest.raises(fonts.NoFonts, match="install the project again"):
        list_letters()

    list_letters.cache_clear()


def test_licences_come_with_the_fonts():
    text = (fonts.FOLDER / "licences.txt").read_text(encoding="utf-8")

    assert text.count("SIL OPEN FONT LICENSE Version 1.1") == 5
