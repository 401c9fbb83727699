from django.urls import path, re_path

from fairplace.town.ui import views

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    re_path(r"^drawings/(?P<key>[0-9a-f]{32})\.(?P<kind>svg|png)$", views.drawing, name="drawing"),
]
