from django.urls import path

from fairplace.town.indicators import views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/<slug:code>.<str:kind>", views.data_file, name="data_file"),
]
