from django.urls import path

from fairplace.town.logicmodels.views import bring, link, model, step

urlpatterns = [
    path("logic-models/", model.model_list, name="logic_model_list"),
    path("logic-models/add/", model.model_add, name="logic_model_add"),
    path("logic-models/in/", bring.model_in, name="logic_model_in"),
    path("logic-models/<slug:slug>/", model.outline, name="logic_model_outline"),
    path("logic-models/<slug:slug>/texts/<slug:name>/", model.text_edit, name="logic_text_edit"),
    path("logic-models/<slug:slug>/undo/", model.model_undo, name="logic_model_undo"),
    path("logic-models/<slug:slug>/archive/", model.model_archive, name="logic_model_archive"),
    path("logic-models/<slug:slug>/model.json", bring.model_json, name="logic_model_json"),
    path("logic-models/<slug:slug>/steps.<slug:kind>", bring.steps_file, name="logic_steps_file"),
    path("logic-models/<slug:slug>/links.<slug:kind>", bring.links_file, name="logic_links_file"),
    path("logic-models/<slug:slug>/steps/add/", step.step_add, name="logic_step_add"),
    path("logic-models/<slug:slug>/steps/<slug:key>/", step.step_edit, name="logic_step_edit"),
    path("logic-models/<slug:slug>/steps/<slug:key>/move/", step.step_move, name="logic_step_move"),
    path("logic-models/<slug:slug>/steps/<slug:key>/remove/", step.step_remove, name="logic_step_remove"),
    path("logic-models/<slug:slug>/steps/<slug:key>/points/", step.step_points, name="logic_step_points"),
    path("logic-models/<slug:slug>/links/add/", link.link_add, name="logic_link_add"),
    path("logic-models/<slug:slug>/links/<slug:key>/", link.link_edit, name="logic_link_edit"),
    path("logic-models/<slug:slug>/links/<slug:key>/remove/", link.link_remove, name="logic_link_remove"),
]
