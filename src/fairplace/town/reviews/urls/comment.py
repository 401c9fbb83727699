from django.urls import path

from fairplace.town.reviews.views import comment

urlpatterns = [
    path("reviews/<int:year>/comment/", comment.comment_add, name="comment_add"),
    path("reviews/<int:year>/comment/thanks/", comment.comment_thanks, name="comment_thanks"),
    path("reviews/<int:year>/comments/", comment.comment_list, name="comment_list"),
    path("reviews/<int:year>/comments/<int:pk>/", comment.comment_read, name="comment_read"),
    path("reviews/<int:year>/response/", comment.review_respond, name="review_respond"),
]
