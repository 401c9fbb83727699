from django.urls import path

from fairplace.town.governance.views import improvement, risk

urlpatterns = [
    path("risks/add/", risk.risk_add, name="risk_add"),
    path("risks/<risk:number>/", risk.risk_detail, name="risk_detail"),
    path("risks/<risk:number>/change/", risk.risk_edit, name="risk_edit"),
    path("risks/<risk:number>/step/", risk.risk_step, name="risk_step"),
    path("groups/<slug:slug>/risks/", risk.risk_list, name="risk_list"),
    path("groups/<slug:slug>/risks.csv", risk.risk_list_file, name="risk_list_file"),
    # Improving in small steps; named apart from risks, but too few for a file of their own.
    path("groups/<slug:slug>/improvement/", improvement.improvement, name="improvement"),
    path("groups/<slug:slug>/improvement/aim/<int:pk>/end/", improvement.aim_end, name="aim_end"),
    path(
        "groups/<slug:slug>/improvement/<slug:kind>/add/", improvement.improvement_add, name="improvement_add"
    ),
    path(
        "groups/<slug:slug>/improvement/<slug:kind>/<int:pk>/",
        improvement.improvement_edit,
        name="improvement_edit",
    ),
    path(
        "groups/<slug:slug>/improvement/<slug:kind>/<int:pk>/remove/",
        improvement.improvement_remove,
        name="improvement_remove",
    ),
]
