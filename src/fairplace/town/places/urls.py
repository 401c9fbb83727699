from django.urls import path

from fairplace.town.places import views

urlpatterns = [
    path("account/", views.account, name="account"),
    # Allauth returns to its own overview of second factors: here that is the account page.
    path("account/", views.account, name="mfa_index"),
    path("people/", views.people_list, name="people_list"),
    path("people/add/", views.people_add, name="people_add"),
    path("people/<int:pk>/", views.people_person, name="people_person"),
    path("people/<int:pk>/remove/", views.people_remove, name="people_remove"),
    path("towns/", views.town_list, name="town_list"),
    path("deprivation/", views.deprivation, name="deprivation"),
    path("geography/", views.geography, name="geography"),
    path("geography/boundaries/add/", views.boundary_add, name="boundary_add"),
    path("geography/boundaries/<int:pk>/remove/", views.boundary_remove, name="boundary_remove"),
    path("geography/succession/add/", views.succession_add, name="succession_add"),
    path("geography/postcodes/add/", views.postcode_add, name="postcode_add"),
    path("areas/", views.area_list, name="area_list"),
    path("areas/add/", views.area_add, name="area_add"),
    path("areas/<slug:slug>/change/", views.area_edit, name="area_edit"),
    path("areas/<slug:slug>/remove/", views.area_remove, name="area_remove"),
]
