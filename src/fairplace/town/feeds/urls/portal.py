from django.urls import path

from fairplace.town.feeds.views import portal

urlpatterns = [path("geography/portal/", portal.geography_portal, name="geography_portal")]
