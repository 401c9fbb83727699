from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment


def make_person(name="Ada", town=None, role="") -> Person:
    person = Person.objects.create_user(email=f"{name.lower()}@example.org", name=name)
    if role:
        Appointment.objects.create(person=person, town=town, role=role)
    return person
