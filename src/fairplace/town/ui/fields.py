"""Turns a Django form's field into the options of the component that shows it."""

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from fairplace.town.ui import components

# The first that fits is taken, so the narrower class stands before the wider one.
COMPONENTS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.SelectMultiple, "checkboxes"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkboxes"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file-upload"),
    (forms.widgets.Input, "input"),
]


def render(field: BoundField) -> str:
    """Return the field's label, hint, error and widget; a hidden field is its widget alone."""
    if field.is_hidden:
        return str(field)
    component = next((name for widget, name in COMPONENTS if isinstance(field.field.widget, widget)), None)
    assert component, f"No component shows a {type(field.field.widget).__name__}."
    options = _common_options(field) | OPTIONS[component](field)
    return components.render(component, options)


def error_list(form: forms.BaseForm) -> list[dict]:
    """Return the errors for the summary: those of the whole form first, then each linked to its field."""
    whole = [{"text": str(error)} for error in form.non_field_errors()]
    linked = [{"text": text, "href": f"#{field.auto_id}"} for field in form for text in _error_texts(field)]
    return whole + linked


def _error_texts(field: BoundField) -> list[str]:
    """Return the field's errors so that each makes sense away from its field, as in the summary."""
    missing = str(forms.Field.default_error_messages["required"])
    fill_in = _("Fill in: %(label)s") % {"label": field.label}
    return [fill_in if text == missing else text for text in map(str, field.errors)]


def _common_options(field: BoundField) -> dict:
    options: dict = {"name": field.html_name, "id": field.auto_id}
    if field.help_text:
        options["hint"] = {"text": str(field.help_text)}
    if field.errors:
        options["errorMessage"] = {"text": " ".join(_error_texts(field))}
    return options


def _attributes(field: BoundField) -> dict:
    """Return the widget's own attributes as the component expects them: words, never booleans."""
    attributes = field.build_widget_attrs(field.field.widget.attrs, field.field.widget)
    # The server explains what is missing, in words and in one place; browsers' bubbles do neither.
    hidden = {"required", "id", "class", "autocomplete", "rows", "type", "aria-describedby", "aria-invalid"}
    return {
        name: str(value) for name, value in attributes.items() if name not in hidden and value is not False
    }


def _label(field: BoundField) -> dict:
    # A form that may be saved half finished names in `asked_later` what it needs in the end.
    if field.field.required or field.name in getattr(field.form, "asked_later", ()):
        return {"text": str(field.label)}
    return {"text": _("%(label)s (optional)") % {"label": field.label}}


def _input(field: BoundField) -> dict:
    widget = field.field.widget
    value = widget.format_value(field.value())
    return {
        "label": _label(field),
        "type": widget.input_type,
        "value": "" if value is None or widget.input_type == "password" else str(value),
        "autocomplete": widget.attrs.get("autocomplete", ""),
        "attributes": _attributes(field),
    }


def _textarea(field: BoundField) -> dict:
    # Ten rows is what Django gives when nobody chose: too tall for most answers.
    rows = field.field.widget.attrs.get("rows", "10")
    rows = "5" if rows == "10" else str(rows)
    # A browser cuts off what is longer without a word. The server says how long it may be, and keeps it all.
    attributes = {name: value for name, value in _attributes(field).items() if name != "maxlength"}
    return {
        "label": _label(field),
        "value": str(field.value() or ""),
        "rows": rows,
        "attributes": attributes,
    }


def _file(field: BoundField) -> dict:
    return {"label": _label(field), "attributes": _attributes(field)}


def _select(field: BoundField) -> dict:
    items = [
        {"value": str(value), "text": str(text), "selected": is_chosen}
        for value, text, is_chosen in _choices(field)
    ]
    return {"label": _label(field), "items": items, "attributes": _attributes(field)}


def _radios(field: BoundField) -> dict:
    return _choice_group(field)


def _checkboxes(field: BoundField) -> dict:
    if isinstance(field.field.widget, forms.CheckboxInput):
        item = {"value": "on", "text": str(field.label), "checked": bool(field.value()), "id": field.auto_id}
        return {"items": [item], "idPrefix": field.auto_id}
    return _choice_group(field)


def _choice_group(field: BoundField) -> dict:
    items = [
        {"value": str(value), "text": str(text), "checked": is_chosen}
        for value, text, is_chosen in _choices(field)
        if value != ""
    ]
    return {"fieldset": {"legend": _label(field)}, "idPrefix": field.auto_id, "items": items}


def _choices(field: BoundField):
    chosen = field.field.widget.format_value(field.value()) or []
    for _heading, group, _index in field.field.widget.optgroups(
        field.html_name, [str(value) for value in chosen]
    ):
        for option in group:
            yield option["value"], option["label"], bool(option["selected"])


OPTIONS = {
    "input": _input,
    "textarea": _textarea,
    "file-upload": _file,
    "select": _select,
    "radios": _radios,
    "checkboxes": _checkboxes,
}


def say_value(field: BoundField, value: object) -> str:
    """Return what a value of this field is called on the page: a choice by its label, yes or no in words."""
    if isinstance(field.field, forms.BooleanField):
        return _("yes") if value and value not in ("off", "False", "false") else _("no")
    if value is None or value == "":
        return ""
    values = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    labels = {str(code): str(label) for code, label in getattr(field.field, "choices", ())}
    return ", ".join(labels.get(one, one) for one in values)
