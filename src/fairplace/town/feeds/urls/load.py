from django.urls import path

from fairplace.town.feeds.views import load

urlpatterns = [
    path("data/feeds/<int:pk>/fetch/", load.feed_fetch, name="feed_fetch"),
    path("data/feeds/<int:pk>/file/", load.feed_file, name="feed_file"),
    path("data/loads/<int:pk>/", load.load_detail, name="load_detail"),
    path("data/loads/<int:pk>/difference.csv", load.load_file, name="load_file"),
    path("data/loads/<int:pk>/settle/", load.load_settle, name="load_settle"),
]
