"""Sends plain mail. Nobody waits for the mail server: how long it takes would tell who has an account."""

import logging
import threading

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def post(*, template: str, subject: str, to: str, **context) -> None:
    """Write the mail from a plain-text template, and send it."""
    body = render_to_string(template, context)
    message = EmailMessage(subject, body, to=[to])
    if settings.EMAIL_HOST:
        threading.Thread(target=_send, args=[message]).start()
    else:
        _send(message)


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:  # smtplib's errors too; the page must look the same whether or not the mail left
        logger.exception("A mail about signing in could not be sent.")
