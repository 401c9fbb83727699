from django.urls import path

from fairplace.town.workstreams.views import contribution, round, workstream

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
]
