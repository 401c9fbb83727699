"""Tells whoever asked that figures have changed, in the transaction that changes them.

What stands higher (a review that was signed off on those figures) cannot be called from here:
it asks to be told.
"""

from collections.abc import Callable, Iterable

type_of_listener = Callable[[frozenset[int]], None]

LISTENERS: dict[str, type_of_listener] = {}


def register_listener(name: str, listener: type_of_listener) -> None:
    """Have `listener` called with the keys of the indicators whose figures have just changed."""
    LISTENERS[name] = listener


def tell_changed(indicators: Iterable[int]) -> None:
    """Tell every listener that the figures of these indicators have changed."""
    changed = frozenset(indicators)
    for listener in LISTENERS.values():
        listener(changed)
