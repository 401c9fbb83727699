"""Addresses of where figures come from: path -> view, one file a noun."""

from fairplace.town.feeds.urls import feed, load, portal, submission

urlpatterns = [*feed.urlpatterns, *load.urlpatterns, *portal.urlpatterns, *submission.urlpatterns]
