from fairplace.town.people.models.audit import AuditEvent, AuditEventIsFinal
from fairplace.town.people.models.person import Person, PersonManager

__all__ = ["AuditEvent", "AuditEventIsFinal", "Person", "PersonManager"]
