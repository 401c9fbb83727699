from django.urls import path

from fairplace.town.reports import views

urlpatterns = [
    path("", views.home, name="home"),
    path("objectives/<slug:code>/", views.objective_detail, name="objective_detail"),
    path("neighbourhoods/", views.neighbourhood_list, name="neighbourhood_list"),
    path("neighbourhoods/<slug:code>/", views.neighbourhood_detail, name="neighbourhood_detail"),
    path("desk/", views.desk, name="desk"),
    path("mapping/gaps/", views.gap_list, name="gap_list"),
    path("mapping/gaps.<slug:kind>", views.gap_file, name="gap_file"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
