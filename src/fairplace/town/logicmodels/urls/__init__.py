"""Addresses of logic models: path -> view, one file a noun."""

from fairplace.town.logicmodels.urls import canvas, claim, guide, memory, model

urlpatterns = [
    # Before the model: /logic-models/promises/ would be taken for one.
    *memory.urlpatterns,
    *canvas.urlpatterns,
    *model.urlpatterns,
    *guide.urlpatterns,
    *claim.urlpatterns,
]
