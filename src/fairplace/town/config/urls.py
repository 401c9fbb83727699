"""Every address of the town. Editorial pages come last: they may take any name that is left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as editor_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    path("", include("fairplace.town.people.urls")),
    path("", include("fairplace.town.ui.urls")),
    path("", include("fairplace.town.sheets.urls")),
    path("", include("fairplace.town.letters.urls")),
    path("", include("fairplace.town.places.urls")),
    path("", include("fairplace.town.framework.urls")),
    path("", include("fairplace.town.indicators.urls")),
    path("", include("fairplace.town.feeds.urls")),
    path("", include("fairplace.town.partners.urls")),
    path("", include("fairplace.town.measures.urls")),
    path("", include("fairplace.town.governance.urls")),
    path("", include("fairplace.town.logicmodels.urls")),
    path("", include("fairplace.town.reviews.urls")),
    path("", include("fairplace.town.api.urls")),
    path("", include("fairplace.town.reports.urls")),
    # After the reports: /mapping/gaps/ is theirs, and /mapping/<code>/ would take it.
    path("", include("fairplace.town.workstreams.urls")),
    path("manage/", include(editor_urls)),
    path("documents/", include(document_urls)),
    path("", include(wagtail_urls)),
]
