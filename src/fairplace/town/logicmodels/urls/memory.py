from django.urls import path

from fairplace.town.logicmodels.views import memory

urlpatterns = [
    path("logic-models/promises/", memory.promise_list, name="logic_promise_list"),
    path("logic-models/<slug:slug>/notes/", memory.note_list, name="logic_note_list"),
    path("logic-models/<slug:slug>/notes/add/", memory.note_add, name="logic_note_add"),
    path("logic-models/<slug:slug>/versions/", memory.version_list, name="logic_version_list"),
    path(
        "logic-models/<slug:slug>/versions/<int:number>/approve/",
        memory.version_approve,
        name="logic_version_approve",
    ),
    path("logic-models/<slug:slug>/compare/", memory.version_compare, name="logic_version_compare"),
]
