from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairplace.town.framework.queries import get_framework
from fairplace.town.places.queries import list_contacts


def about(request: HttpRequest) -> HttpResponse:
    """Say what this site is, what is real on it, and how numbers are judged."""
    context = {"framework": get_framework(town=request.town) if request.town else None}
    return render(request, "reports/about.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/accessibility.html", {"contacts": list_contacts(town=request.town)})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/privacy.html", {"contacts": list_contacts(town=request.town)})
