from django.urls import path

from fairplace.town.reviews.views import annual, comparison, frozen, restatement

urlpatterns = [
    path("frozen/", frozen.snapshot_list, name="snapshot_list"),
    path("frozen/make/", frozen.snapshot_make, name="snapshot_make"),
    path("frozen/<slug:slug>/", frozen.snapshot_detail, name="snapshot_detail"),
    path("frozen/<slug:slug>/content/", frozen.snapshot_content, name="snapshot_content"),
    path("frozen/<slug:slug>/manifest.json", frozen.snapshot_manifest, name="snapshot_manifest"),
    path("frozen/<slug:slug>/body.json", frozen.snapshot_body, name="snapshot_body"),
    path("frozen/<slug:slug>/compare/", comparison.snapshot_choose, name="snapshot_choose"),
    path("frozen/<slug:slug>/compare/<slug:other>/", comparison.snapshot_compare, name="snapshot_compare"),
    path(
        "frozen/<slug:slug>/compare/<slug:other>/file.csv",
        comparison.snapshot_compare_csv,
        name="snapshot_compare_csv",
    ),
    path("frozen/<slug:slug>/report/", annual.annual_report, name="annual_report"),
    path("frozen/<slug:slug>/report.<str:kind>", annual.annual_report_file, name="annual_report_file"),
    path("frozen/<slug:slug>/board-paper.<str:kind>", annual.board_paper_file, name="board_paper_file"),
    # Measures come last: they may have any name that is left.
    path("frozen/<slug:slug>/<slug:measure>/", frozen.snapshot_measure, name="snapshot_measure"),
    path("restatements/", restatement.restatement_list, name="restatement_list"),
    path("restatements/file.csv", restatement.restatement_csv, name="restatement_csv"),
    path("restatements/explain/", restatement.restatement_explain, name="restatement_explain"),
]
