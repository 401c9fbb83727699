from django.urls import path

from fairplace.town.logicmodels.views import claim

urlpatterns = [
    path("logic-models/<slug:slug>/links/<slug:key>/claims/add/", claim.claim_add, name="logic_claim_add"),
    path("logic-models/<slug:slug>/claims/<uuid:thread>/", claim.claim_detail, name="logic_claim"),
    path("logic-models/<slug:slug>/claims/<uuid:thread>/change/", claim.claim_edit, name="logic_claim_edit"),
    path(
        "logic-models/<slug:slug>/claims/<uuid:thread>/review/", claim.claim_review, name="logic_claim_review"
    ),
    path("measures/<slug:slug>/contribution/", claim.measure_claims, name="measure_claims"),
]
