from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairplace.town.ui.gallery import get_examples


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once, with values that are plainly examples."""
    return render(request, "ui/gallery.html", get_examples(request.GET))
