from django.urls import path

from fairplace.town.places import views

urlpatterns = [
    path("towns/", views.town_list, name="town_list"),
    path("deprivation/", views.deprivation, name="deprivation"),
]
