from django.urls import path

from fairplace.town.reviews.views import review, seat, signature, step

urlpatterns = [
    path("reviews/", review.review_list, name="review_list"),
    path("reviews/open/", review.review_open, name="review_open"),
    path("reviews/<int:year>/", review.review_detail, name="review_detail"),
    path("reviews/<int:year>/change/", review.review_change, name="review_change"),
    path("reviews/<int:year>/seats/", seat.review_seats, name="review_seats"),
    path("reviews/<int:year>/sign/", signature.review_sign, name="review_sign"),
    path("reviews/<int:year>/sign/withdraw/", signature.signature_withdraw, name="signature_withdraw"),
    path("reviews/<int:year>/gather/", step.review_gather, name="review_gather"),
    path("reviews/<int:year>/go-on/", step.review_go_on, name="review_go_on"),
    path("reviews/<int:year>/reopen/", step.review_reopen, name="review_reopen"),
]
