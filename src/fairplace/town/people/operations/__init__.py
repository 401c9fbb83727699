from fairplace.town.people.operations.audit import record
from fairplace.town.people.operations.link import mail_link, mail_welcome, use_link
from fairplace.town.people.operations.password import remove_password
from fairplace.town.people.operations.session import end_every_session, end_other_sessions, end_session

__all__ = [
    "end_every_session",
    "end_other_sessions",
    "end_session",
    "mail_link",
    "mail_welcome",
    "record",
    "remove_password",
    "use_link",
]
