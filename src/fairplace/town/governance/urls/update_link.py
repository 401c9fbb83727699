from django.urls import path

from fairplace.town.governance.views import update_link

urlpatterns = [
    path("update/<slug:token>/", update_link.update_page, name="update_page"),
    path("update/<slug:token>/hold/", update_link.update_hold, name="update_hold"),
    path("update/<slug:token>/thanks/", update_link.update_thanks, name="update_thanks"),
    path("update/<slug:token>/hand-on/", update_link.update_hand_on, name="update_hand_on"),
    path("update/<slug:token>/fresh/", update_link.update_fresh, name="update_fresh"),
]
