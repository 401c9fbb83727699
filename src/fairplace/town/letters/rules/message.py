"""Makes the mail that a letter is: always the same bytes, however often it is tried."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email import encoders
from email.message import Message
from email.mime.base import MIMEBase
from email.utils import format_datetime

from django.core.mail import EmailMessage
from django.core.mail.message import SafeMIMEText


def make_message(
    *,
    to: str,
    subject: str,
    body: str,
    message_id: str,
    written_at: datetime,
    attachments: Iterable[Mapping[str, str]] = (),
) -> EmailMessage:
    """Return the mail. Out-of-office programs do not answer it, and a second copy would show as one."""
    headers = {
        "Message-ID": message_id,
        "Date": format_datetime(written_at),
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMessage(subject, body, to=[to], headers=headers)
    for one in attachments:
        message.attach(_attachment(**one))
    return message


def _attachment(*, name: str, type: str, content: str) -> MIMEBase:
    said = Message()
    said["Content-Type"] = type
    if said.get_content_maintype() == "text":
        part = SafeMIMEText(content, said.get_content_subtype(), "utf-8")
    else:
        part = MIMEBase(said.get_content_maintype(), said.get_content_subtype())
        part.set_payload(content.encode())
        encoders.encode_base64(part)
    for key, value in said.get_params(failobj=[])[1:]:
        if key.lower() != "charset":
            part.set_param(key, value)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
