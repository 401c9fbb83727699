from django.urls import path

from fairplace.town.governance.views import action, file, plan, strategy, to_do, update

urlpatterns = [
    path("actions/", action.action_list, name="action_list"),
    path("actions/list.<slug:kind>", action.action_list_file, name="action_list_file"),
    path("actions/add/", action.action_add, name="action_add"),
    path("actions/<action:number>/", action.action_detail, name="action_detail"),
    path("actions/<action:number>/change/", action.action_edit, name="action_edit"),
    path("actions/<action:number>/update/", update.action_update, name="action_update"),
    path("actions/<action:number>/owner/", update.action_owner, name="action_owner"),
    path("actions/<action:number>/to-dos/add/", to_do.to_do_add, name="to_do_add"),
    path("actions/<action:number>/to-dos/<int:pk>/mark/", to_do.to_do_mark, name="to_do_mark"),
    path("actions/<action:number>/to-dos/<int:pk>/remove/", to_do.to_do_remove, name="to_do_remove"),
    path("actions/<action:number>/files/add/", file.action_file_add, name="action_file_add"),
    path("actions/<action:number>/files/<int:pk>/", file.action_file, name="action_file"),
    path(
        "actions/<action:number>/files/<int:pk>/remove/", file.action_file_remove, name="action_file_remove"
    ),
    path("groups/<slug:slug>/plan/", plan.work_plan_now, name="work_plan_now"),
    path("groups/<slug:slug>/plan/<int:year>/", plan.work_plan, name="work_plan"),
    path("groups/<slug:slug>/plan/<int:year>/plan.<slug:kind>", plan.work_plan_file, name="work_plan_file"),
    path("strategies/<int:pk>/", strategy.strategy_detail, name="strategy_detail"),
]
