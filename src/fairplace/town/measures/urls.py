from django.urls import path

from fairplace.town.measures import views

urlpatterns = [
    path("measures/", views.measure_list, name="measure_list"),
    path("measures/<slug:slug>/figures.csv", views.measure_csv, name="measure_csv"),
    path("measures/<slug:slug>/progress.csv", views.measure_progress, name="measure_progress"),
    path("measures/<slug:slug>/edit/", views.measure_edit, name="measure_edit"),
    path("measures/<slug:slug>/retire/", views.measure_retire, name="measure_retire"),
    path("measures/<slug:slug>/bring-back/", views.measure_bring_back, name="measure_bring_back"),
    path("measures/<slug:slug>/paths/add/", views.target_add, name="target_add"),
    path("measures/<slug:slug>/paths/<int:pk>/", views.target_edit, name="target_edit"),
    path("measures/<slug:slug>/paths/<int:pk>/remove/", views.target_remove, name="target_remove"),
    path("measures/<slug:slug>/marks/add/", views.marking_add, name="marking_add"),
    path("measures/<slug:slug>/marks/<int:pk>/remove/", views.marking_remove, name="marking_remove"),
    path("measures/<slug:slug>/notes/add/", views.note_add, name="note_add"),
    path("measures/<slug:slug>/standings/add/", views.standing_add, name="standing_add"),
    path("comparators/", views.comparator_group_list, name="comparator_group_list"),
    path("comparators/add/", views.comparator_group_add, name="comparator_group_add"),
    path("comparators/<slug:slug>/", views.comparator_group_edit, name="comparator_group_edit"),
    path("comparators/<slug:slug>/remove/", views.comparator_group_remove, name="comparator_group_remove"),
]
