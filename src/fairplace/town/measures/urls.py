from django.urls import path

from fairplace.town.measures import views

urlpatterns = [
    path("measures/", views.measure_list, name="measure_list"),
    path("measures/<slug:slug>/figures.csv", views.measure_csv, name="measure_csv"),
]
