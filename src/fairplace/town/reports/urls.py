from django.urls import path

from fairplace.town.reports import views

urlpatterns = [
    path("", views.home, name="home"),
    path("objectives/<slug:code>/", views.objective_detail, name="objective_detail"),
    path("measures/<slug:slug>/", views.measure_detail, name="measure_detail"),
    path("recommendations/<slug:code>/", views.recommendation_detail, name="recommendation_detail"),
    path("partners/<slug:code>/", views.organisation_detail, name="organisation_detail"),
    path("neighbourhoods/", views.neighbourhood_list, name="neighbourhood_list"),
    path("neighbourhoods/figures.csv", views.map_file, name="map_file"),
    path("neighbourhoods/<slug:code>/", views.neighbourhood_detail, name="neighbourhood_detail"),
    path("wards/", views.ward_list, name="ward_list"),
    path("wards/<slug:code>/", views.ward_detail, name="ward_detail"),
    path("areas/<slug:slug>/", views.area_detail, name="area_detail"),
    path("deprivation/bridge/", views.deprivation_bridge, name="deprivation_bridge"),
    path("desk/", views.desk, name="desk"),
    path("trace/", views.trace_list, name="trace_list"),
    path("trace/<slug:kind>/<str:code>.json", views.trace_json, name="trace_json"),
    path("trace/<slug:kind>/<str:code>/", views.trace_detail, name="trace_detail"),
    path("trace/<slug:kind>/<str:code>/report/", views.trace_report, name="trace_report"),
    path("plan/", views.plan, name="plan"),
    path("plan/report/", views.plan_report, name="plan_report"),
    path("plan/faults.csv", views.plan_csv, name="plan_csv"),
    path("plan/test/", views.plan_run, name="plan_run"),
    path("mapping/gaps/", views.gap_list, name="gap_list"),
    path("mapping/gaps.<slug:kind>", views.gap_file, name="gap_file"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
