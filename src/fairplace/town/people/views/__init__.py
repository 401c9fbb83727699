from fairplace.town.people.views.audit import audit_csv, audit_list
from fairplace.town.people.views.sessions import password_remove, session_list
from fairplace.town.people.views.sign_in import link_confirm, link_sent, sign_in
from fairplace.town.people.views.tokens import token_list

__all__ = [
    "audit_csv",
    "audit_list",
    "link_confirm",
    "link_sent",
    "password_remove",
    "session_list",
    "sign_in",
    "token_list",
]
