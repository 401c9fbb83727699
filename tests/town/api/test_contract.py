"""What the description promises is what is answered: schemathesis asks every operation, in this process."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from fairplace.town.api.urls import urlpatterns
from fairplace.town.people.operations import make_token
from tests.factories import make_kept, make_person, make_review
from tests.factories.feeds import make_feed, make_load, make_submission, make_typed

# Few of each, and always the same: this looks whether the promise is kept, and is no search for crashes.
FEW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MODES = {"as it should be": GenerationMode.POSITIVE, "as it should not be": GenerationMode.NEGATIVE}


@pytest.fixture(autouse=True)
def one_connection():
    """Keep the connection of the test's transaction, which a request would close on its way in and out."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def header(town):
    """Give the town something at each address, and return the header of an analyst's program."""
    make_kept(make_review(town, 2025, state="published"), "2025-06-01")
    ada = make_person("Ada", town, "analyst")
    make_load(make_feed(town, "fed"), state="failed")
    make_submission(town, ada, [make_typed()])
    _token, secret = make_token(by=ada, label="Report", days=30)
    # Packed answers are not unpacked on this way in.
    return {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}


@pytest.mark.parametrize("mode", MODES)
def test_every_operation_answers_as_it_is_described(header, mode):
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    statuses = {}

    for result in schema.get_all_operations():
        operation = result.ok()
        statuses[operation.label] = ask(operation, MODES[mode], header)

    # All addresses but the page, the description itself, and the two that say that there is nothing.
    assert len(statuses) == len(urlpatterns) - 4
    if mode == "as it should be":
        assert [label for label, found in statuses.items() if not found & {200, 404}] == []


def ask(operation, mode, header) -> set[int]:
    """Ask an operation some times, check each answer against the description, and return the statuses."""
    found = set()

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case):
        # It also asks again without the token, and then wants to be refused.
        found.add(case.call_and_validate(headers=header).status_code)

    check()
    return found
