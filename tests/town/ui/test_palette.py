"""Every pair of colours that meets on a page is far enough apart, in light and in dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

from fairplace.town.ui.charts import theme

SOURCE = (Path(__file__).parents[3] / "frontend/_palette.scss").read_text(encoding="utf-8")
TEXT, SEEN = 4.5, 3.0

CHART_MARKS = ("chart-town", "chart-country", "chart-similar", "better", "worse")
GROUNDS = ("paper", "surface", "raised")
PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "soft", "accent", "accent-hover", "visited")
        for ground in GROUNDS
    ),
    *((ink, "accent-wash", TEXT) for ink in ("ink", "soft", "accent", "accent-hover")),
    *((f"{kind}", f"{kind}-wash", TEXT) for kind in ("better", "worse", "unclear", "example", "error")),
    *(("ink", f"{kind}-wash", TEXT) for kind in ("worse", "error")),
    *((kind, ground, TEXT) for kind in ("error",) for ground in GROUNDS),
    *((ink, "hero", TEXT) for ink in ("hero-ink", "hero-soft", "highlight")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("paper", "error", TEXT),
    ("on-highlight", "highlight", TEXT),
    *((edge, ground, SEEN) for edge in ("edge", "better", "worse", "accent") for ground in GROUNDS),
    *((f"chart-{role}", "paper", TEXT) for role in ("town", "country", "region", "similar")),
    *((f"chart-{role}", "surface", SEEN) for role in ("town", "country", "region", "similar")),
    *(
        (f"sector-{sector}", ground, SEEN)
        for sector in ("nhs", "business", "housing", "voluntary", "university", "council", "other")
        for ground in GROUNDS
    ),
    # A mark or its line on every ground that it may lie over.
    *((ink, ground, SEEN) for ink in CHART_MARKS for ground in ("paper", "chart-fan", "chart-fan-inner")),
    *((ink, "chart-grid", SEEN) for ink in ("better", "worse", "chart-similar", "chart-country")),
    *(("chart-step-edge", ground, SEEN) for ground in ("paper", "chart-step-one")),
    *(("chart-step-ink", f"chart-step-{step}", TEXT) for step in ("one", "two", "three")),
    *(("chart-step-light", f"chart-step-{step}", TEXT) for step in ("four", "five")),
    *((f"chart-{role}", "chart-band", SEEN) for role in ("town", "country", "region", "similar")),
]


def read_map(name: str) -> dict[str, str]:
    body = re.search(rf"\${name}: \((.*?)\);", SOURCE, re.DOTALL)
    assert body
    return dict(re.findall(r'"([a-z-]+)": (#[0-9a-f]{6}),', body[1]))


def read_list(name: str) -> list[str]:
    body = re.search(rf"\${name}: \((.*?)\);", SOURCE)
    assert body
    return re.findall(r"#[0-9a-f]{6}", body[1])


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pairs_of_colours_are_far_enough_apart(mode):
    colours = read_map(mode)

    close = [
        f"{ink} on {ground}: {contrast(colours[ink], colours[ground]):.2f} of {least}"
        for ink, ground, least in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    ]

    assert close == []


def test_light_and_dark_name_the_same_colours():
    assert list(read_map("light")) == list(read_map("dark"))


def test_digit_on_every_tile_can_be_read():
    tenths, inks = read_list("tenths"), read_list("tenth-inks")

    assert len(tenths) == len(inks) == 10
    assert [contrast(ink, ground) >= TEXT for ink, ground in zip(inks, tenths, strict=True)] == [True] * 10


def test_tiles_become_lighter_from_the_most_to_the_least_deprived():
    lightness = [luminance(colour) for colour in read_list("tenths")]

    assert lightness == sorted(lightness)


def test_drawings_use_the_colours_that_the_stylesheet_maps():
    light = read_map("light")
    plain = {"paper", "ink", "soft", "better", "worse", "edge"}

    expected = {role: light[role if role in plain else f"chart-{role}"] for role in theme.COLOURS}

    assert expected == theme.COLOURS
