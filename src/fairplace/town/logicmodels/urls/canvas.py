from django.urls import path

from fairplace.town.logicmodels.views import canvas, drawing

urlpatterns = [
    path("logic-models/<slug:slug>/canvas/", canvas.canvas, name="logic_canvas"),
    path("logic-models/<slug:slug>/changes/", canvas.changes, name="logic_changes"),
    path("logic-models/<slug:slug>/tidier/", canvas.tidier, name="logic_tidier"),
    path("logic-models/<slug:slug>/drawing.<str:kind>", drawing.file, name="logic_drawing"),
]
