from django.urls import path

from fairplace.town.feeds.views import feed, health

urlpatterns = [
    path("data/health/", health.source_health, name="source_health"),
    path("data/feeds/", feed.feed_list, name="feed_list"),
    path("data/feeds/add/", feed.feed_add, name="feed_add"),
    path("data/feeds/<int:pk>/", feed.feed_detail, name="feed_detail"),
    path("data/feeds/<int:pk>/change/", feed.feed_edit, name="feed_edit"),
    path("data/feeds/<int:pk>/rows/", feed.feed_rows, name="feed_rows"),
    path("data/feeds/<int:pk>/pause/", feed.feed_pause, name="feed_pause"),
]
