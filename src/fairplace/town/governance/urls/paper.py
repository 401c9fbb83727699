from django.urls import path, re_path

from fairplace.town.governance.views import pack, paper

urlpatterns = [
    path("meetings/<int:pk>/papers/", paper.paper_list, name="paper_list"),
    path("meetings/<int:pk>/papers/add/", paper.paper_add, name="paper_add"),
    path("meetings/<int:pk>/papers/<int:paper>/remove/", paper.paper_remove, name="paper_remove"),
    path("meetings/<int:pk>/papers/<int:paper>/paper.pdf", paper.paper_pdf, name="paper_pdf"),
    path("meetings/<int:pk>/papers/<int:paper>/file", paper.paper_file, name="paper_file"),
    path("meetings/<int:pk>/packs/make/", pack.pack_make, name="pack_make"),
    re_path(
        r"^meetings/(?P<pk>\d+)/packs/(?P<number>\d+)/public\.(?P<kind>pdf|docx)$",
        pack.pack_public,
        name="pack_public",
    ),
    re_path(
        r"^meetings/(?P<pk>\d+)/packs/(?P<number>\d+)/whole\.(?P<kind>pdf|docx)$",
        pack.pack_whole,
        name="pack_whole",
    ),
]
