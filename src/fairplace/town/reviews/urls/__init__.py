"""The addresses of the annual review. Measures come last: they may have any name that is left."""

from fairplace.town.reviews.urls import assessment, comment, frozen, review

urlpatterns = [*frozen.urlpatterns, *review.urlpatterns, *comment.urlpatterns, *assessment.urlpatterns]
