from fairplace.town.people.operations.access_token import (
    NoToken,
    end_every_token,
    end_token,
    make_token,
    note_use,
)
from fairplace.town.people.operations.audit import record
from fairplace.town.people.operations.link import mail_link, mail_welcome, use_link
from fairplace.town.people.operations.password import remove_password
from fairplace.town.people.operations.person import add_person
from fairplace.town.people.operations.session import end_every_session, end_other_sessions, end_session

__all__ = [
    "NoToken",
    "add_person",
    "end_every_session",
    "end_every_token",
    "end_other_sessions",
    "end_session",
    "end_token",
    "mail_link",
    "mail_welcome",
    "make_token",
    "note_use",
    "record",
    "remove_password",
    "use_link",
]
