from django.urls import path

from fairplace.town.workstreams.views import batch, cell, matrix, suggestions

urlpatterns = [
    path("mapping/", matrix.mapping, name="mapping"),
    path("mapping/matrix.<slug:kind>", matrix.mapping_file, name="mapping_file"),
    path("mapping/link/", batch.mapping_link, name="mapping_link"),
    path("mapping/changes/<int:pk>/", batch.mapping_batch, name="mapping_batch"),
    path("mapping/suggestions/", suggestions.mapping_suggestions, name="mapping_suggestions"),
    path("mapping/<slug:recommendation>/", matrix.mapping_row, name="mapping_row"),
    path("mapping/<slug:recommendation>/<slug:workstream>/", cell.mapping_cell, name="mapping_cell"),
]
