"""How drawings look. frontend/_drawings.scss maps each of these colours to the reader's light or dark one."""

# A colour stands for one role only, because the stylesheet tells the roles apart by their colour.
COLOURS = {
    "paper": "#fdfbf7",
    "ink": "#1d2a2c",
    "soft": "#4b585a",
    "town": "#0f6b5c",
    "band": "#cfe3db",
    "country": "#343f42",
    "region": "#8a5f12",
    "similar": "#676d6e",
    "grid": "#e4dccd",
    "better": "#164b6c",
    "worse": "#7f2f12",
    "edge": "#7a7465",
    "fan": "#ece4d4",
    "fan-inner": "#d8cbb2",
    "step-one": "#e6f0f2",
    "step-two": "#b9d6dc",
    "step-three": "#7fb2bf",
    "step-four": "#38798c",
    "step-five": "#1a4f62",
    "step-ink": "#13252c",
    "step-light": "#ffffff",
    "step-edge": "#797364",
}
FONT = (
    "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica Neue, "
    "Noto Sans, Liberation Sans, Arial, sans-serif"
)
# Never colour alone: each role has its own stroke as well.
DASHES = {
    "town": [1, 0],
    "country": [1, 0],
    "region": [7, 3],
    "similar": [2, 3],
    "town-again": [9, 6],
    "country-again": [9, 6],
    "region-again": [3, 3],
}
WIDE, NARROW = 720, 320


def size_of(*, is_narrow: bool) -> int:
    """Return the size of letters."""
    return 13 if is_narrow else 14


def config(*, is_narrow: bool) -> dict:
    size = size_of(is_narrow=is_narrow)
    axis = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": size,
        "titleFontSize": size,
        "titleFontWeight": "normal",
        "labelColor": COLOURS["soft"],
        "titleColor": COLOURS["soft"],
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "gridColor": COLOURS["grid"],
    }
    return {
        "font": FONT,
        "background": None,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"fontSize": size},
    }


def frame(layers: list[dict], *, width: int, height: int, is_narrow: bool) -> dict:
    """Return a whole spec of the given outer width."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "padding": {"left": 2, "right": 2, "top": 6, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": config(is_narrow=is_narrow),
        "layer": layers,
    }


def colour_scale() -> dict:
    roles = ["town", "country", "region", "similar"]
    return {"domain": roles, "range": [COLOURS[role] for role in roles]}


def dash_scale() -> dict:
    return {"domain": list(DASHES), "range": list(DASHES.values())}
