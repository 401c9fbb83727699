from django.urls import path

from fairplace.town.partners import views

urlpatterns = [
    path("groups/", views.group_list, name="group_list"),
]
