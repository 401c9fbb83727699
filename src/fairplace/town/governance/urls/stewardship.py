from django.urls import path

from fairplace.town.governance.views import stewardship

urlpatterns = [
    path("groups/<slug:slug>/owners/", stewardship.group_owners, name="group_owners"),
]
