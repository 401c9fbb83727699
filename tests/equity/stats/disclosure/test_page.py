import re
from pathlib import Path

from fairplace.equity.stats import disclosure

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "statistics" / "disclosure.md"

EXAMPLES = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_page_names_what_people_call_and_its_example_runs():
    text = PAGE.read_text(encoding="utf-8")
    verbs = [name for name in disclosure.__all__ if name[0].islower()]
    names: dict = {}

    exec(EXAMPLES.search(text)[1], names)

    headings = " ".join(line for line in text.splitlines() if line.startswith("## "))
    assert [name for name in verbs if f"`{name}`" not in headings] == []
    assert (names["limits"].lower[1, 2], names["limits"].upper[1, 2]) == (1, 16)
    assert names["found"].is_best


def test_both_examples_run_one_after_the_other():
    names: dict = {}

    for example in EXAMPLES.findall(PAGE.read_text(encoding="utf-8")):
        exec(example, names)

    assert [(one.name, one.why, one.releases) for one in names["found"].found] == [
        ("a part of fifth 1 by 2019", "worked out", (0, 1))
    ]
