from django.urls import path

from fairplace.town.reviews.views import assessment, challenge

urlpatterns = [
    path("reviews/<int:year>/challenges/<int:pk>/", challenge.challenge_answer, name="challenge_answer"),
    path("reviews/<int:year>/<slug:slug>/", assessment.assessment_detail, name="assessment_detail"),
    path(
        "reviews/<int:year>/<slug:slug>/moderate/", assessment.assessment_moderate, name="assessment_moderate"
    ),
    path("reviews/<int:year>/<slug:slug>/challenge/", challenge.challenge_add, name="challenge_add"),
]
