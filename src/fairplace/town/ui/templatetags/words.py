"""Tags that put one number or one name into words."""

from django import template

from fairplace.town.ui import numbers
from fairplace.town.ui.templatetags.ui import VERDICTS

register = template.Library()


@register.simple_tag
def estimate_value(e, unit: str = "", decimals: int = 1) -> str:
    """Write the value alone, where its interval stands beside it."""
    return numbers.in_words(e.value, unit=unit, decimals=decimals)


@register.simple_tag
def number_in_words(value: float, unit: str = "", decimals: int = 1) -> str:
    """Write a number that has no interval of its own."""
    return numbers.in_words(value, unit=unit, decimals=decimals)


@register.simple_tag
def interval(e, unit: str = "", decimals: int = 1) -> str:
    """Write the interval alone; nothing when none is published."""
    return numbers.interval_in_words(e.lower, e.upper, unit=unit, decimals=decimals)


@register.simple_tag
def short_range(e, decimals: int = 1) -> str:
    """Write the interval in short, right beside its value; nothing when none is published."""
    return numbers.range_in_words(e.lower, e.upper, decimals=decimals)


@register.simple_tag
def verdict_words(verdict: str) -> str:
    return str(VERDICTS[verdict])


@register.inclusion_tag("ui/_breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict:
    """Show the pages above, each as its words and its address, and the page itself last."""
    *above, here = parts
    return {"crumbs": [*zip(above[::2], above[1::2], strict=True), (here, "")]}
