"""Lets letters leave, beside the worker: looks every twenty seconds for what may leave now."""

import atexit
import logging
import threading

log = logging.getLogger(__name__)


def send_letters(stop: threading.Event | None = None) -> int:
    """Send what may leave now. What goes wrong is logged, and tried again at the next look."""
    from django.db import connections

    from fairplace.town.letters.operations import send_waiting

    try:
        return send_waiting(should_stop=stop.is_set if stop else lambda: False)
    except Exception:
        log.exception("The mail could not be sent.")
        return 0
    finally:
        connections.close_all()


class Postman:
    """A thread that lets letters leave until it is told to stop; then it ends the one in its hands."""

    def __init__(self, every: float = 20) -> None:
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> "Postman":
        self._thread.start()
        atexit.register(self.stop)
        return self

    def stop(self, patience: float = 30) -> None:
        """Stop between two letters, or after `patience` seconds."""
        self._stop.set()
        self._thread.join(patience)
        atexit.unregister(self.stop)

    def _run(self) -> None:
        send_letters(self._stop)
        while not self._stop.wait(self._every):
            send_letters(self._stop)
