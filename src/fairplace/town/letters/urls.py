from django.urls import path

from fairplace.town.letters.views import letter

urlpatterns = [
    path("letters/", letter.letter_list, name="letter_list"),
    path("letters/<int:pk>/", letter.letter_decide, name="letter_decide"),
]
