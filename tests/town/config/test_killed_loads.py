"""A process that is killed while it fetches or takes figures leaves nothing half done."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from tests.equity.sources.fake import serve
from tests.town.config.command import ROOT
from tests.town.feeds.answers import Fingertips, usual

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")

RUN = "import sys, django; django.setup(); from tests.town.config.figures import main; main(*sys.argv[1:])"


def begin(folder, *act, **settings):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FAIRPLACE_")}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *act],
        env={
            **clean,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "fairplace.town.config.settings",
            "FAIRPLACE_DATA_DIR": str(folder),
            **settings,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def do(folder, *act, **settings):
    """Return how the town stands after the act; None when the process was killed."""
    process = begin(folder, *act, **settings)
    out, err = process.communicate(timeout=120)
    if process.returncode == -signal.SIGKILL:
        return None
    assert process.returncode == 0, err
    return json.loads(out)


@pytest.fixture
def folder(made_town, tmp_path):
    folder = shutil.copytree(made_town, tmp_path / "town")
    do(folder, "make")
    return folder


def addresses(fake):
    return {"FAIRPLACE_SOURCE_ADDRESSES": f"fingertips={fake.base}"}


def test_a_load_whose_process_was_killed_is_known_as_failed_at_the_next_look(folder):
    answers = Fingertips(usual())
    with serve(answers) as fake:
        process = begin(folder, "fetch", **addresses(fake))

        def kill(answer):
            os.kill(process.pid, signal.SIGKILL)
            process.wait(30)
            return answer

        answers.spoil = kill
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
        answers.spoil = lambda answer: answer

        after = do(folder, "look")
        assert (after["loads"], after["numbers"]) == (["failed"], [["2014", 50.0]])
        assert after["messages"][0].startswith("It was broken off in the middle.")

        assert do(folder, "fetch", **addresses(fake))["loads"] == ["failed", "waiting"]


MOMENTS = ("when numbers are written", "when the load is settled", "when it is written down")


def test_a_process_that_is_killed_while_it_takes_figures_takes_none_of_them(folder):
    with serve(Fingertips(usual())) as fake:
        before = do(folder, "fetch", **addresses(fake))
    assert (before["loads"], len(before["numbers"])) == (["waiting"], 1)

    for moment in MOMENTS:
        assert do(folder, "take", moment) is None
        assert do(folder, "look") == before

    after = do(folder, "take")

    assert (after["loads"], len(after["numbers"]), after["releases"], after["taken"]) == (["taken"], 14, 1, 1)
