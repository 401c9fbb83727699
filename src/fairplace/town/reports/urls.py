from django.urls import path

from fairplace.town.reports import views

urlpatterns = [
    path("", views.home, name="home"),
    path("objectives/<slug:code>/", views.objective_detail, name="objective_detail"),
    path("recommendations/<slug:code>/", views.recommendation_detail, name="recommendation_detail"),
    path("partners/<slug:code>/", views.organisation_detail, name="organisation_detail"),
    path("neighbourhoods/", views.neighbourhood_list, name="neighbourhood_list"),
    path("neighbourhoods/<slug:code>/", views.neighbourhood_detail, name="neighbourhood_detail"),
    path("desk/", views.desk, name="desk"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
