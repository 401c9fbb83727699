from fairplace.town.people.models.access_token import AccessToken
from fairplace.town.people.models.audit import AuditEvent, AuditEventIsFinal
from fairplace.town.people.models.person import Person, PersonManager

__all__ = ["AccessToken", "AuditEvent", "AuditEventIsFinal", "Person", "PersonManager"]
