"""The tags that every template may use without loading anything."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from fairplace import __version__
from fairplace.town.ui import components, fields, navigation, numbers, tables
from fairplace.town.ui.charts import spark as sparks

register = template.Library()

VERDICTS = {
    "better": _("Getting better"),
    "worse": _("Getting worse"),
    "cannot tell": _("Cannot tell"),
    "none": _("No number yet"),
}
KINDS = {
    "real": _("Real"),
    "demonstration": _("Demonstration"),
    "illustrative": _("Example"),
    "proposed": _("Proposed"),
    "confirmed": _("Confirmed"),
}


def _inline(name: str, **context) -> SafeString:
    # A file ends with a new line, which would show as a space before the next full stop.
    return mark_safe(render_to_string(f"ui/_{name}.html", context).strip())  # noqa: S308  # a template's output


@register.simple_tag
def govuk(component: str, **options) -> SafeString:
    """Render a component: {% govuk "button" text="Save" %}; nested options as label__text="Name"."""
    return mark_safe(components.render(component, components.nest(options)))  # noqa: S308  # escaped by the macro


@register.simple_tag
def govuk_field(field) -> SafeString:
    """Render a form's field with its label, help, error and widget."""
    return mark_safe(fields.render(field))  # noqa: S308  # escaped by the macro


@register.simple_tag
def address(name: str, *args, **kwargs) -> str:
    """Return the address of a page, or nothing where this town has no such page."""
    return navigation.find_address(name, *args, **kwargs)


@register.simple_tag(name="navigation", takes_context=True)
def navigation_links(context) -> list[navigation.Link]:
    """Return the main navigation as seen from the page that is asked for."""
    request = context.get("request")
    return navigation.list_links(request.get_full_path().split("?")[0] if request else "")


@register.simple_tag
def page_numbers(page) -> list:
    """Return the page numbers to show, with gaps left out in the middle of a long list."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def tenths() -> range:
    return range(1, 11)


@register.simple_tag
def tally_parts(counts: dict) -> list[dict]:
    """Return what was counted of each verdict, in the order in which they are always shown."""
    told = [(value, counts.get(value, 0)) for value in VERDICTS]
    return [
        {"value": value, "kind": value.replace(" ", "-"), "count": count, "units": range(count)}
        for value, count in told
        if count
    ]


@register.simple_tag
def fairplace_version() -> str:
    return __version__


@register.simple_tag
def error_list(form) -> list[dict]:
    """Return the form's errors as the links of an error summary."""
    return fields.error_list(form)


@register.simple_tag
def set_table(columns, rows) -> tables.SetTable:
    """Return the table with its numeric columns marked."""
    return tables.set_table(columns, rows)


@register.simple_tag
def verdict(value: str) -> SafeString:
    """Say what the figures say: better, worse, cannot tell, none."""
    return _inline("verdict", kind=value.replace(" ", "-"), words=VERDICTS[value])


@register.simple_tag
def tag(kind: str, words: str = "") -> SafeString:
    """Label a thing with its kind: real, demonstration, illustrative, proposed, confirmed."""
    return _inline("tag", kind=kind, words=words or KINDS[kind])


@register.simple_tag
def estimate(e, unit: str = "", decimals: int = 1) -> SafeString:
    """Write a value with its interval. None, or a value of None, says "not published"."""
    if e is None or e.value is None:
        return _inline("estimate", value="")
    interval = numbers.interval_in_words(e.lower, e.upper, unit=unit, decimals=decimals)
    value = numbers.in_words(e.value, unit=unit, decimals=decimals)
    return _inline("estimate", value=value, interval=interval)


@register.inclusion_tag("ui/_source_note.html")
def source_note(release) -> dict:
    """Say where figures come from: publisher, title, edition, retrieved on, licence."""
    return {"release": release}


@register.inclusion_tag("ui/_figure.html")
def figure(drawing) -> dict:
    """Show a chart with its finding, its table and its downloads."""
    return {"drawing": drawing, "chart": drawing.chart}


@register.inclusion_tag("ui/_empty_state.html")
def empty_state(title: str, text: str = "", link_text: str = "", link_url: str = "") -> dict:
    """Say why a list is empty and what to do next."""
    return {"title": title, "text": text, "link_text": link_text, "link_url": link_url}


@register.inclusion_tag("ui/_spark.html")
def spark(values) -> dict:
    """Draw a line as small as a word beside a number. None stands for a missing value."""
    return sparks.spark(values)
