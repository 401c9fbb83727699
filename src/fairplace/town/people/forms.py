"""What a person types to sign in. Allauth's checks, our words."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.signals import authentication_failed
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.people.queries import list_audit_choices
from fairplace.town.people.rules import TOKEN_DAYS
from fairplace.town.ui.forms import set_choices

PASSWORD_HELP = _("At least 12 characters. Three words that do not belong together are easy to remember.")
CODE_HELP = _("Six digits from your app, or one of your recovery codes.")


def _say(form: forms.BaseForm, **words) -> None:
    """Give fields our labels and help, and no placeholder: it vanishes when somebody starts to type."""
    for name, (label, help_text) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, help_text
        field.widget.attrs.pop("placeholder", None)


class LinkForm(forms.Form):
    """Where the sign-in link is mailed to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Write your e-mail address.")},
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class TokenForm(forms.Form):
    """What a new access token is for, and for how long it holds."""

    label = forms.CharField(
        label=_("What it is for"),
        help_text=_("So that you know it again, such as “Quarterly report in R”."),
        max_length=80,
        error_messages={"required": _("Say what the token is for.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long it holds"),
        help_text=_("Choose the shortest that will do. You can end it at any time."),
        choices=[(days, _("%(n)d days") % {"n": days}) for days in TOKEN_DAYS],
        coerce=int,
        error_messages={"required": _("Choose how long it holds.")},
    )


class PasswordSignInForm(account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=(_("Your e-mail address"), ""), password=(_("Your password"), ""))

    def clean_login(self) -> str:
        return super().clean_login().lower()


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=(_("Your password"), ""))


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=(_("New password"), PASSWORD_HELP), password2=(_("The same once more"), ""))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword=(_("The password you have now"), ""),
            password1=(_("New password"), PASSWORD_HELP),
            password2=(_("The same once more"), ""),
        )


class CodeForm(factor.AuthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=(_("Code"), CODE_HELP))


class CodeAgainForm(factor.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=(_("Code"), CODE_HELP))


class ActivateAppForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=(_("Code"), _("The six digits that the app shows now.")))


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    """A passkey's answer; one that is not even well formed is refused like any other that fails."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except (KeyError, ValueError, AttributeError, forms.ValidationError) as error:
            if self.user is not None:
                authentication_failed.send(sender=PasskeyForm, request=context.request, user=self.user)
            raise forms.ValidationError(
                _("The passkey was not accepted. Try again, or another way.")
            ) from error


class PasskeyAgainForm(PasskeyForm, webauthn.ReauthenticateWebAuthnForm):
    pass


class PasskeySignInForm(PasskeyForm, webauthn.LoginWebAuthnForm):
    pass


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            name=(_("Name"), _("So that you know it again, such as “Work laptop”.")),
            passwordless=(_("Sign in with this passkey alone, without a link or a password"), ""),
        )
        self.initial["name"] = ""

    def clean(self) -> dict:
        try:
            return super().clean()
        except (KeyError, ValueError, AttributeError) as error:
            raise forms.ValidationError(_("The passkey was not accepted.")) from error


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=(_("Name"), ""))


class AuditFilterForm(forms.Form):
    """Which part of the town's record to show."""

    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data, *, town: str) -> None:
        super().__init__(data)
        choices = list_audit_choices(town=town)
        everything = [("", _("All"))]
        set_choices(self, "person", [*everything, *((one.pk, str(one)) for one in choices["people"])])
        set_choices(self, "kind", [*everything, *((kind, kind) for kind in choices["kinds"])])
        set_choices(self, "verb", [*everything, *((verb, verb) for verb in choices["verbs"])])

    def as_filter(self) -> dict:
        """Return what was chosen, as list_audit_events() takes it. A field with an error filters nothing."""
        chosen = dict(self.cleaned_data)
        by = chosen.pop("person", None)
        return {"by": by, **{name: value for name, value in chosen.items() if value}}
