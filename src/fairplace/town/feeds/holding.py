"""Says for as long as a load is being fetched that its process lives; the system forgets it when it dies."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.conf import settings

try:
    import fcntl
except ImportError:  # Windows: there, a load is given up after a silence
    fcntl = None


def _path_of(load: int | str) -> Path:
    return settings.DATA_DIR / "snapshots" / "running" / str(load)


@contextmanager
def hold(load: int | str) -> Iterator[None]:
    """Say that this process works on the load. Where the folder cannot be written, the store will say so."""
    path = _path_of(load)
    with ExitStack() as stack:
        if fcntl is not None:
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                fcntl.flock(stack.enter_context(path.open("a")), fcntl.LOCK_EX)
                stack.callback(path.unlink, missing_ok=True)
        yield


def is_left(load: int | str) -> bool:
    """Return whether a process of this machine began the load and is gone. False where nobody can know."""
    path = _path_of(load)
    if fcntl is None or not path.exists():
        return False
    with suppress(OSError), path.open("r") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def is_taken_up(load: int | str) -> bool:
    """Return whether a process of this machine has begun the load."""
    return _path_of(load).exists()
