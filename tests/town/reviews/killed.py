# ruff: noqa: E402  # Django must be set up before its models are read
"""Freezes a review in processes that are killed, one at each step; prints what each left behind, as JSON.

Run by test_freezing.py in a process of its own, on a database that it has filled.
"""

import json
import os
import signal
from collections.abc import Callable
from functools import partial

import django

django.setup()

from django.db import connections, transaction
from django_tasks_db.models import DBTaskResult

from fairplace.town.people.models import AuditEvent
from fairplace.town.reviews.models import Review, Snapshot
from fairplace.town.reviews.operations import drawing, freezing
from fairplace.town.reviews.operations.snapshot import freeze_review
from fairplace.town.reviews.queries.frozen import read_body


class NotKept(Exception):
    """Takes back what was only done to see its steps."""


def list_steps() -> list[str]:
    """Return every step that a freeze goes through, in order."""
    steps: list[str] = []
    try:
        with transaction.atomic():
            freeze_review(review=Review.objects.get(), by=None, say=steps.append)
            raise NotKept
    except NotKept:
        return steps


def die_at(point: str, step: str) -> None:
    if step == point:
        os.kill(os.getpid(), signal.SIGKILL)


def freeze(point: str) -> None:
    say = partial(die_at, point)
    freezing.make_frozen = partial(freeze_review, say=say)
    say("before")
    freezing.freeze_signed(by=None, review=Review.objects.get(), seen="sign-off")
    say("committed")


def draw(point: str) -> None:
    draw_one = drawing.draw

    def draw_and_die(chart):
        draw_one(chart)
        die_at(point, "drawn one")

    drawing.draw = draw_and_die
    drawing.draw_charts(Snapshot.objects.get())


def in_child(work: Callable[[str], None], point: str) -> bool:
    """Do the work in a process of its own; return whether that was killed."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            work(point)
        except BaseException as error:
            print(repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, f"Stopped by itself at {point}."
    return False


def look() -> dict:
    """Return what there is, as anybody would find it."""
    snapshots = list(Snapshot.objects.all())
    return {
        "snapshots": len(snapshots),
        "whole": all(read_body(one)["review"]["seats"][0]["signature"]["name"] for one in snapshots),
        "state": Review.objects.get().state,
        "written": AuditEvent.objects.filter(verb="froze").count(),
        "drawings": DBTaskResult.objects.count(),
    }


def main() -> None:
    told = [
        {"point": point, "killed": in_child(freeze, point), **look()}
        for point in ("before", *list_steps(), "committed")
    ]
    told += [
        {"point": point, "killed": in_child(draw, point), **look()} for point in ("drawn one", "no more")
    ]
    print(json.dumps(told))


if __name__ == "__main__":
    main()
