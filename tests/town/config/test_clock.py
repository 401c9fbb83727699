import threading

import pytest

from fairplace.town.chain.models import LintRun
from fairplace.town.chain.rules import CHECKS
from fairplace.town.config import clock
from tests.factories import make_town


def test_the_work_is_done_at_once_and_again_until_it_is_stopped():
    done, twice = [], threading.Event()

    def work():
        done.append(1)
        if len(done) == 2:
            twice.set()

    stop = clock.start(work, every=0.01)

    assert twice.wait(10)
    stop.set()


@pytest.mark.django_db(transaction=True)
def test_the_plan_is_tested_when_it_is_due():
    make_town()

    clock.do_what_is_due()
    clock.do_what_is_due()

    assert LintRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_fails_is_logged_and_does_not_end_the_clock(monkeypatch, caplog):
    make_town()

    def fail(town, chain):
        raise RuntimeError("broken")

    broken = type(CHECKS["orphan"])("broken", "B", "W", "F", fail, CHECKS["orphan"].ability)
    monkeypatch.setitem(CHECKS, "broken", broken)

    clock.do_what_is_due()

    assert "could not be done" in caplog.text
    assert not LintRun.objects.exists()
