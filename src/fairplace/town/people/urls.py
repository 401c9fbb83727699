"""Each of allauth's pages by name, so that none is reachable that we did not look at."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from fairplace.town.people import views

urlpatterns = [
    path("account/login/", views.sign_in, name="account_login"),
    path("account/login/sent/", views.link_sent, name="account_link_sent"),
    path("account/login/link/<slug:token>/", views.link_confirm, name="account_link"),
    path("account/login/password/", account.login, name="account_password_login"),
    path("account/login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("account/login/code/", factor.authenticate, name="mfa_authenticate"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/password/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/remove/", views.password_remove, name="account_remove_password"),
    path("account/sessions/", views.session_list, name="usersessions_list"),
    path("account/tokens/", views.token_list, name="token_list"),
    path("account/app/add/", app.activate_totp, name="mfa_activate_totp"),
    path("account/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("audit/", views.audit_list, name="audit_list"),
    path("audit/audit.csv", views.audit_csv, name="audit_csv"),
]
