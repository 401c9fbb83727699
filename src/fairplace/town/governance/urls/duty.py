from django.urls import path

from fairplace.town.governance.views import duty

urlpatterns = [
    path("duties/", duty.duty_list, name="duty_list"),
    path("duties/duties.csv", duty.duty_csv, name="duty_csv"),
]
