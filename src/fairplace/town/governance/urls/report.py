from django.urls import path, re_path

from fairplace.town.governance.views import highlight

urlpatterns = [
    path("groups/<slug:slug>/highlights/", highlight.highlight_list, name="highlight_list"),
    path("groups/<slug:slug>/highlights/add/", highlight.highlight_add, name="highlight_add"),
    path("groups/<slug:slug>/highlights/<int:pk>/", highlight.highlight_detail, name="highlight_detail"),
    path("groups/<slug:slug>/highlights/<int:pk>/change/", highlight.highlight_edit, name="highlight_edit"),
    path(
        "groups/<slug:slug>/highlights/<int:pk>/publish/",
        highlight.highlight_publish,
        name="highlight_publish",
    ),
    re_path(
        r"^groups/(?P<slug>[-\w]+)/highlights/(?P<pk>\d+)/report\.(?P<kind>pdf|docx)$",
        highlight.highlight_file,
        name="highlight_file",
    ),
]
