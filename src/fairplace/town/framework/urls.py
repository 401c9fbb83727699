from django.urls import path

from fairplace.town.framework import views

urlpatterns = [
    path("recommendations/", views.recommendation_list, name="recommendation_list"),
    path("recommendations/<slug:code>/response/", views.response_edit, name="response_edit"),
    path("response/", views.response_page, name="response_page"),
    path("response/response.docx", views.response_docx, name="response_docx"),
    path("response/response.pdf", views.response_pdf, name="response_pdf"),
    path("framework/", views.framework_detail, name="framework_detail"),
    path("framework/levels/", views.levels_edit, name="levels_edit"),
    path("framework/editions/add/", views.edition_add, name="edition_add"),
    path("framework/levels/<int:position>/add/", views.item_add, name="item_add"),
    path("framework/items/<slug:code>/", views.item_edit, name="item_edit"),
    path("framework/items/<slug:code>/archive/", views.item_archive, name="item_archive"),
    path("framework/items/<slug:code>/succeed/", views.item_succeed, name="item_succeed"),
]
