from django.urls import path

from fairplace.town.governance.views import group, member

urlpatterns = [
    path("groups/add/", group.group_add, name="group_add"),
    path("groups/<slug:slug>/", group.group_detail, name="group_detail"),
    path("groups/<slug:slug>/change/", group.group_edit, name="group_edit"),
    path("groups/<slug:slug>/members/", member.member_list, name="member_list"),
    path("groups/<slug:slug>/members/<int:pk>/", member.member_edit, name="member_edit"),
    path("groups/<slug:slug>/members/<int:pk>/remove/", member.member_remove, name="member_remove"),
]
