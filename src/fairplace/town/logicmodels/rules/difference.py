"""What one state of a model has that another has not, by key: for marks on the drawings of both."""

from dataclasses import replace

from fairplace.town.logicmodels.rules.state import Link, State, Step


def find_differences(old: State, new: State) -> dict[str, str]:
    """Return "added", "removed" or "changed" for each step and link that differs, but not in its place."""
    found = {}
    for before, after in ((old.steps, new.steps), (old.links, new.links)):
        for key in {**before, **after}:
            if key not in before:
                found[key] = "added"
            elif key not in after:
                found[key] = "removed"
            elif _plain(before[key]) != _plain(after[key]):
                found[key] = "changed"
    return found


def _plain(one: Step | Link) -> Step | Link:
    return replace(one, version=0, order=0) if isinstance(one, Step) else replace(one, version=0)
