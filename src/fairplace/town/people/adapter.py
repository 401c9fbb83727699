"""What we do differently from allauth: nobody signs up, and people land where they work."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url

from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the desk for those who have one in this town; the account page for everybody else."""
        return resolve_url("desk" if may(request, Ability.SEE_DESK) else "account")
