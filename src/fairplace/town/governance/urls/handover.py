from django.urls import path

from fairplace.town.governance.views import handover

urlpatterns = [
    path("people/<int:pk>/handover/", handover.person_handover, name="person_handover"),
    path("handovers/own/", handover.own_handover, name="own_handover"),
    path("handovers/<int:pk>/", handover.handover_detail, name="handover_detail"),
    path("handovers/<int:pk>/handover.<slug:kind>", handover.handover_file, name="handover_file"),
]
