from django.urls import path

from fairplace.town.framework import views

urlpatterns = [
    path("recommendations/", views.recommendation_list, name="recommendation_list"),
]
