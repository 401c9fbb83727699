from django.urls import path

from fairplace.town.sheets import views

urlpatterns = [
    path("sheets/<slug:code>/", views.sheet_upload, name="sheet_upload"),
    path("sheets/<slug:code>/file.<str:kind>", views.sheet_file, name="sheet_file"),
    path("sheets/<slug:code>/template.<str:kind>", views.sheet_template, name="sheet_template"),
    path("sheets/<slug:code>/<int:pk>/", views.sheet_preview, name="sheet_preview"),
    path("sheets/<slug:code>/<int:pk>/undo/", views.sheet_undo, name="sheet_undo"),
]
