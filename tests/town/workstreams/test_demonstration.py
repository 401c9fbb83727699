"""The invented work of the packs that come with Fairplace."""

import pytest

from fairplace.town.packs.checks import check
from fairplace.town.packs.operations import load_demonstration, load_pack
from fairplace.town.packs.reading import find_pack, read_pack
from fairplace.town.workstreams.models import Alignment, Contribution, Workstream
from tests.factories import make_organisation
from tests.factories.pack import write_pack

MORE = """
workstreams:
  - code: W1
    name: Invented work
    lead: hat
    partners: [hat, ghost]
    group: children
    approach: universal
    for: [Carers]
    strategies: [A plan]
    cost: 100
    reach: [1, 2, 3, 4, null]
    spend: [10, null, null, null, null]
    carries: [{recommendation: R1, fit: part, rationale: Some of it.}]
contributions:
  - {text: We cooked., organisation: A temple, happened_on: 2026-01-01, helps: [R1]}
  - {text: We sang.}
"""


def write_demonstration(folder, more=MORE):
    write_pack(folder)
    file = folder / "demonstration.yaml"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return folder


@pytest.mark.django_db
def test_invented_work_is_marked_and_added_once(tmp_path):
    town = load_pack(folder=write_demonstration(tmp_path), by=None)
    make_organisation(town, "hat")

    for _time in range(2):
        load_demonstration(folder=tmp_path, town=town)

    work = Workstream.objects.get()
    assert (work.is_demonstration, work.lead.code, work.group.slug, work.cost_pence) == (
        True,
        "hat",
        "children",
        10000,
    )
    assert [one.code for one in work.partners.all()] == ["hat"]
    assert list(work.shares.values_list("reach", "spend_pence")) == [
        (1, 1000),
        (2, None),
        (3, None),
        (4, None),
    ]
    assert [(one.fit, one.rationale) for one in Alignment.objects.all()] == [("part", "Some of it.")]
    told = Contribution.objects.order_by("text").values_list("text", "state", "is_demonstration")
    assert list(told) == [("We cooked.", "linked", True), ("We sang.", "waiting", True)]


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (MORE.replace("recommendation: R1", "recommendation: R9"), "R9 is not in framework.yaml"),
        (MORE.replace("group: children", "group: ghosts"), "ghosts is not in groups.yaml"),
        (MORE.replace("helps: [R1]", "helps: [R8]"), "R8 is not in framework.yaml"),
        (MORE.replace("4, null]", "4]"), "reach"),
    ],
)
def test_work_that_names_what_is_not_there_is_refused(tmp_path, wrong, problem):
    found = check(read_pack(write_demonstration(tmp_path, wrong)))

    assert [problem in str(one) for one in found] == [True]


def test_a_code_stands_once(tmp_path):
    twice = "\nworkstreams:\n  - {code: W1, name: A}\n  - {code: W1, name: B}\n"

    [found] = check(read_pack(write_demonstration(tmp_path, twice)))

    assert "W1 stands already" in str(found)


def test_luton_has_invented_work_that_says_so():
    pack = read_pack(find_pack("luton"))

    assert check(pack) == []
    assert len(pack.workstreams) == 12
    assert all("nvented for the demonstration" in one.text for one in pack.contributions)
