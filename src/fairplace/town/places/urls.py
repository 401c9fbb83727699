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
]
