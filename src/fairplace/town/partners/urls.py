from django.urls import path

from fairplace.town.partners.views import group, map, membership, organisation, pledge

urlpatterns = [
    path("groups/", group.group_list, name="group_list"),
    path("partners/", organisation.organisation_list, name="organisation_list"),
    path("partners/add/", organisation.organisation_add, name="organisation_add"),
    path("partners/check-ins/", pledge.check_in_list, name="check_in_list"),
    path("partners/map/", map.partner_map, name="partner_map"),
    path("partners/map/draw/", map.tie_list, name="tie_list"),
    path("partners/map/draw/<int:pk>/remove/", map.tie_remove, name="tie_remove"),
    path("partners/map/<slug:what>.<slug:kind>", map.partner_map_file, name="partner_map_file"),
    path("partners/<slug:code>/change/", organisation.organisation_edit, name="organisation_edit"),
    path("partners/<slug:code>/archive/", organisation.organisation_archive, name="organisation_archive"),
    path("partners/<slug:code>/people/", organisation.seat_list, name="seat_list"),
    path("partners/<slug:code>/people/<int:pk>/", organisation.seat_edit, name="seat_edit"),
    path("partners/<slug:code>/people/<int:pk>/remove/", organisation.seat_remove, name="seat_remove"),
    path("partners/<slug:code>/groups/", membership.membership_list, name="membership_list"),
    path("partners/<slug:code>/groups/<int:pk>/", membership.membership_edit, name="membership_edit"),
    path(
        "partners/<slug:code>/groups/<int:pk>/remove/",
        membership.membership_remove,
        name="membership_remove",
    ),
    path("partners/<slug:code>/pledges/add/", pledge.pledge_add, name="pledge_add"),
    path("partners/<slug:code>/pledges/<int:pk>/", pledge.pledge_edit, name="pledge_edit"),
    path("partners/<slug:code>/pledges/<int:pk>/check-in/", pledge.check_in, name="check_in"),
]
