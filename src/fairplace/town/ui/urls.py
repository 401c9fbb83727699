from django.urls import path

from fairplace.town.ui import views

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
]
