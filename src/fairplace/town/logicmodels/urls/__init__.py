"""Addresses of logic models: path -> view, one file a noun."""

from fairplace.town.logicmodels.urls import canvas, claim, guide, memory, model

urlpatterns = [
    *model.urlpatterns,
    *guide.urlpatterns,
    *memory.urlpatterns,
    *claim.urlpatterns,
    *canvas.urlpatterns,
]
