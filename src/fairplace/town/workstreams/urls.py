from django.urls import path

from fairplace.town.workstreams.views import batch, cell, contribution, matrix, round, suggestions, workstream

urlpatterns = [
    path("workstreams/", workstream.workstream_list, name="workstream_list"),
    path("workstreams/scale/", workstream.scale_list, name="scale_list"),
    path("workstreams/add/", workstream.workstream_add, name="workstream_add"),
    path("workstreams/<slug:code>/", workstream.workstream_detail, name="workstream_detail"),
    path("workstreams/<slug:code>/change/", workstream.workstream_edit, name="workstream_edit"),
    path("workstreams/<slug:code>/archive/", workstream.workstream_archive, name="workstream_archive"),
    path("tell-us/", contribution.tell_us, name="tell_us"),
    path("tell-us/thanks/", contribution.tell_us_thanks, name="tell_us_thanks"),
    path("contributions/", contribution.contribution_list, name="contribution_list"),
    path("contributions/<int:pk>/", contribution.contribution_read, name="contribution_read"),
    # Before /mapping/<recommendation>/<workstream>/, which would take them for codes.
    path("mapping/rounds/", round.round_list, name="round_list"),
    path("mapping/rounds/add/", round.round_add, name="round_add"),
    path("mapping/rounds/<int:pk>/", round.round_detail, name="round_detail"),
    path("mapping/rounds/<int:pk>/marks/<slug:code>/", round.round_marks, name="round_marks"),
    path("mapping/rounds/<int:pk>/done/", round.round_done, name="round_done"),
    path(
        "mapping/rounds/<int:pk>/settle/<slug:recommendation>/<slug:workstream>/",
        round.round_settle,
        name="round_settle",
    ),
    path("mapping/rounds/<int:pk>/take/", round.round_take, name="round_take"),
    path("mapping/rounds/<int:pk>/abandon/", round.round_abandon, name="round_abandon"),
    path("mapping/", matrix.mapping, name="mapping"),
    path("mapping/matrix.<slug:kind>", matrix.mapping_file, name="mapping_file"),
    path("mapping/link/", batch.mapping_link, name="mapping_link"),
    path("mapping/changes/<int:pk>/", batch.mapping_batch, name="mapping_batch"),
    path("mapping/suggestions/", suggestions.mapping_suggestions, name="mapping_suggestions"),
    path("mapping/<slug:recommendation>/", matrix.mapping_row, name="mapping_row"),
    path("mapping/<slug:recommendation>/<slug:workstream>/", cell.mapping_cell, name="mapping_cell"),
]
