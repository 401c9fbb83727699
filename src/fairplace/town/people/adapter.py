"""What we do differently from allauth: nobody signs up, people land where they work, our words."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.people import mail
from fairplace.town.people.access import may
from fairplace.town.people.models import Person
from fairplace.town.people.requests import PageRequest
from fairplace.town.people.rules import Ability, name_browser

CHANGES = {
    "account/email/password_set": gettext_lazy("A password was set."),
    "account/email/password_changed": gettext_lazy("The password was changed."),
    "mfa/email/totp_activated": gettext_lazy("An app that shows codes was set up."),
    "mfa/email/totp_deactivated": gettext_lazy("The app that shows codes was removed."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made."),
}
WAYS = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate": gettext_lazy("Use a code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: PageRequest) -> str:
        """Return the desk for those who have one in this town; the account page for everybody else."""
        return resolve_url("desk" if may(request, Ability.SEE_DESK) else "account")

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Return the ways to show that it is still you; a passkey first, for those who have one."""
        ways = super().get_reauthentication_methods(user)
        named = [{**way, "description": WAYS[way["id"]]} for way in ways]
        return sorted(named, key=lambda way: way["id"] != "mfa_reauthenticate:webauthn")

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict | None = None, email: str | None = None
    ) -> None:
        """Tell people when the way they sign in has changed, in case it was not them."""
        mail.post(
            template="people/mail/changed.txt",
            subject=_("The way you sign in has changed"),
            to=user.email,
            person=user,
            change=CHANGES[template_prefix],
            browser=name_browser(self.get_http_user_agent(self.request)) if self.request else "",
            address=self.get_client_ip(self.request) if self.request else "",
        )


class FactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """Return the picture to scan, on white: on a dark page it could not be read."""
        import qrcode  # noqa: PLC0415  # needed on one page only
        from qrcode.image.svg import SvgPathFillImage  # noqa: PLC0415

        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")
