from django.urls import path

from fairplace.town.logicmodels.views import guide

urlpatterns = [
    path("logic-models/<slug:slug>/guide/", guide.guide, name="logic_guide"),
    path("logic-models/<slug:slug>/guide/<slug:page>/", guide.guide_page, name="logic_guide_page"),
]
