"""Forms are shown with the components, errors linked to their fields."""

import re

import pytest
from django import forms
from django.template import Context, Template

from fairplace.town.ui.fields import error_list
from fairplace.town.ui.gallery import ExampleForm


class SmallForm(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on your letters")
    age = forms.IntegerField(label="Age", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="kept")
    password = forms.CharField(widget=forms.PasswordInput)
    paper = forms.FileField()
    wards = forms.MultipleChoiceField(choices=[("a", "Ward A"), ("b", "Ward B")], required=False)

    def clean(self):
        raise forms.ValidationError("These do not fit together.")


def test_form_is_shown_with_label_hint_and_hidden_field():
    html = str(SmallForm())

    assert 'for="id_name"' in html
    assert "As on your letters" in html
    assert 'aria-describedby="id_name-hint"' in html
    assert "Age (optional)" in html
    assert '<input type="hidden" name="secret" value="kept"' in html
    assert 'type="file"' in html


def test_error_summary_links_each_error_to_its_field():
    form = SmallForm({"name": "", "age": "old", "secret": "s", "password": "p"})

    assert error_list(form) == [
        {"text": "These do not fit together."},
        {"text": "Fill in: Your name", "href": "#id_name"},
        {"text": "Enter a whole number.", "href": "#id_age"},
        {"text": "Fill in: Paper", "href": "#id_paper"},
    ]


def test_every_link_of_the_summary_leads_to_an_element():
    form = ExampleForm({}, auto_id="f_%s")
    html = str(form)

    assert error_list(form)
    assert all(f'id="{error["href"][1:]}"' in html for error in error_list(form))


def test_typed_values_come_back_escaped_but_passwords_do_not():
    html = str(SmallForm({"name": '<b>"', "password": "open sesame", "wards": ["b"]}))

    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "open sesame" not in html
    assert html.count("checked") == 1


def test_example_form_shows_chosen_values():
    form = ExampleForm({"ward": "b", "view": "slowly", "topics": ["air"], "agreed": "on"})

    html = str(form)

    assert html.count("checked") == 3
    assert html.count("selected") == 1


def test_one_field_can_be_shown_alone():
    html = SmallForm()["name"].as_field_group()

    assert html.count("govuk-form-group") == 1


def test_page_title_begins_with_error_when_the_form_has_one():
    page = Template('{% extends "ui/base.html" %}{% block title %}Join{% endblock %}')

    assert "<title>Error: Join" in page.render(Context({"form": SmallForm({})}))
    assert "<title>Join" in page.render(Context({"form": SmallForm()}))


def test_widget_that_no_component_shows_is_refused():
    class Odd(forms.Form):
        when = forms.SplitDateTimeField()

    with pytest.raises(AssertionError, match="No component shows"):
        str(Odd())


def test_a_long_text_is_not_cut_off_by_the_browser_and_the_server_says_that_it_is_too_long():
    class LongForm(forms.Form):
        text = forms.CharField(max_length=10, widget=forms.Textarea)
        name = forms.CharField(max_length=10)

    form = LongForm({"text": "much too long a text", "name": "Cy"})

    html = str(form)
    assert re.search(r"<textarea[^>]*maxlength", html) is None
    assert re.search(r'<input[^>]*maxlength="10"', html)
    assert "much too long a text" in html
    assert "at most 10 characters" in html
