from django.urls import path

from fairplace.town.feeds.views import period_lock, submission, submission_step, submitted_row

urlpatterns = [
    path("figures/", submission.submission_list, name="submission_list"),
    path("figures/new/", submission.submission_new, name="submission_new"),
    path("figures/define/", submission.local_indicator_new, name="local_indicator_new"),
    path("figures/locks/", period_lock.period_lock_list, name="period_lock_list"),
    path("figures/locks/<int:pk>/unlock/", period_lock.period_unlock, name="period_unlock"),
    path("figures/<int:pk>/", submission.submission_detail, name="submission_detail"),
    path("figures/<int:pk>/change/", submission.submission_edit, name="submission_edit"),
    path("figures/<int:pk>/rows/", submitted_row.submission_rows, name="submission_rows"),
    path("figures/<int:pk>/file/", submitted_row.submission_file, name="submission_file"),
    path("figures/<int:pk>/template.xlsx", submitted_row.submission_template, name="submission_template"),
    path("figures/<int:pk>/rows.<str:kind>", submitted_row.submission_export, name="submission_export"),
    path("figures/<int:pk>/send-in/", submission_step.submission_send, name="submission_send"),
    path("figures/<int:pk>/return/", submission_step.submission_return, name="submission_return"),
    path("figures/<int:pk>/approve/", submission_step.submission_approve, name="submission_approve"),
    path("figures/<int:pk>/withdraw/", submission_step.submission_withdraw, name="submission_withdraw"),
]
