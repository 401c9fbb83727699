import pytest
from django.db import transaction

from fairplace.town.people.models import AuditEvent, AuditEventIsFinal, Person
from fairplace.town.people.operations import record


@pytest.fixture
def event(db) -> AuditEvent:
    with transaction.atomic():
        return record(by=None, verb="made", kind="thing", subject="this")


def test_audit_event_cannot_be_saved_again(event):
    event.verb = "never happened"

    with pytest.raises(AuditEventIsFinal):
        event.save()

    assert AuditEvent.objects.get().verb == "made"


def test_audit_event_cannot_be_deleted(event):
    with pytest.raises(AuditEventIsFinal):
        event.delete()

    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    "attempt",
    [
        lambda events: events.update(verb="never happened"),
        lambda events: events.delete(),
        lambda events: events.bulk_update(list(events), ["verb"]),
    ],
)
def test_audit_events_cannot_be_changed_together(event, attempt):
    with pytest.raises(AuditEventIsFinal):
        attempt(AuditEvent.objects.all())

    assert AuditEvent.objects.get().verb == "made"


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_a_mistake():
    with pytest.raises(AssertionError, match="in the transaction"):
        record(by=None, verb="made", kind="thing", subject="this")


def test_addresses_are_kept_in_small_letters(db):
    person = Person.objects.create_user(email="Ada@Example.ORG", name="Ada Example")

    assert person.email == "ada@example.org"
    assert not person.has_usable_password()
    assert (person.get_short_name(), person.get_full_name(), str(person)) == ("Ada",) + ("Ada Example",) * 2


def test_person_without_a_name_is_called_by_their_address(db):
    person = Person.objects.create_user(email="ada@example.org")

    assert (str(person), person.get_short_name()) == ("ada@example.org",) * 2
    assert Person.objects.get_by_natural_key("ADA@example.org") == person


def test_technical_administrators_may_do_everything(db):
    person = Person.objects.create_superuser(email="root@example.org", name="Root")

    assert (person.is_staff, person.is_superuser) == (True, True)
