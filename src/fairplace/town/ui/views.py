from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fairplace.town.ui.charts import drawing as drawings
from fairplace.town.ui.gallery import get_examples
from fairplace.town.ui.typed import list_typed

A_YEAR = 365 * 24 * 60 * 60


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once, with values that are plainly examples."""
    return render(request, "ui/gallery.html", get_examples(request.GET))


def refuse_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse what may not come from a page of ours; from one that was left open too long the words come back.

    What another site sends is not shown: it could speak to the reader as if we did.
    """
    typed = list_typed(request.POST) if _is_from_here(request) else []
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of ours sent this."""
    told = request.headers.get("Sec-Fetch-Site")
    own = f"{request.scheme}://{request.get_host()}"
    return told == "same-origin" if told else request.headers.get("Origin") == own


def drawing(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Send a chart's drawing. What is kept under a digest never changes, so browsers may keep it too."""
    path = drawings.path(key, kind)
    if kind not in drawings.KINDS or not default_storage.exists(path):
        raise Http404("There is no such drawing.")
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type=drawings.KINDS[kind])
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
