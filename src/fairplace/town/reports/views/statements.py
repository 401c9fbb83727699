from django.http import HttpResponse
from django.shortcuts import render

from fairplace.town.framework.queries import get_framework
from fairplace.town.pages.queries import list_pages
from fairplace.town.places.queries import list_contacts
from fairplace.town.places.requests import SiteRequest


def about(request: SiteRequest) -> HttpResponse:
    """Say what this site is, what is real on it, and how numbers are judged."""
    town = request.town
    context = {
        "framework": get_framework(town=town) if town else None,
        "pages": list_pages(town=town) if town else [],
    }
    return render(request, "reports/about.html", context)


def accessibility(request: SiteRequest) -> HttpResponse:
    return render(request, "reports/accessibility.html", {"contacts": list_contacts(town=request.town)})


def privacy(request: SiteRequest) -> HttpResponse:
    return render(request, "reports/privacy.html", {"contacts": list_contacts(town=request.town)})
