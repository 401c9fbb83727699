"""Addresses of logic models: path -> view, one file a noun."""

from fairplace.town.logicmodels.urls import canvas, claim, guide, memory, model

urlpatterns = [
    # Before the models: /logic-models/<slug>/drawing.svg is theirs, and <what>.<kind> would take it.
    *canvas.urlpatterns,
    *model.urlpatterns,
    *guide.urlpatterns,
    *memory.urlpatterns,
    *claim.urlpatterns,
]
