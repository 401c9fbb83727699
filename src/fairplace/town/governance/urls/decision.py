from django.urls import URLPattern, path

from fairplace.town.governance.views import decision, draft, outcome, vote

urlpatterns: list[URLPattern] = [
    path("decisions/", decision.decision_list, name="decision_list"),
    path("decisions/decisions.csv", decision.decision_csv, name="decision_csv"),
    path("decisions/add/", draft.decision_add, name="decision_add"),
    path("decisions/<decision:number>/", decision.decision_detail, name="decision_detail"),
    path("decisions/<decision:number>/decision.<slug:kind>", decision.decision_file, name="decision_file"),
    path("decisions/<decision:number>/change/", draft.decision_change, name="decision_change"),
    path("decisions/<decision:number>/equity/", draft.decision_equity, name="decision_equity"),
    path("decisions/<decision:number>/open/", draft.decision_open, name="decision_open"),
    path("decisions/<decision:number>/vote/", vote.decision_vote, name="decision_vote"),
    path("decisions/<decision:number>/vote/<str:token>/", vote.vote_by_link, name="vote_by_link"),
    path("decisions/<decision:number>/decide/", outcome.decision_decide, name="decision_decide"),
    path("decisions/<decision:number>/withdraw/", outcome.decision_withdraw, name="decision_withdraw"),
    path("decisions/<decision:number>/review/", outcome.decision_review, name="decision_review"),
]
