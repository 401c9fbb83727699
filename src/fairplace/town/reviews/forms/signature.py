from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.reviews.forms.review import words


class SignForm(forms.Form):
    """A signature: from which seat, under which digest, with dissent or without."""

    seat = forms.IntegerField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    dissent = words(
        _("Dissent"),
        _("If you sign but see something differently, say so. It is printed beside your name."),
        required=False,
    )
