"""Shows how far long work has come, on a terminal; silent in a pipe, and when the work is quick."""

import sys
import time

AFTER_SECONDS = 1.0


class Progress:
    """One line that grows with the work. Called with the share that is done."""

    def __init__(self, words: str):
        self.words, self.began_at, self.is_shown = words, time.monotonic(), False

    def __call__(self, done: float) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self.began_at < AFTER_SECONDS:
            return
        self.is_shown = True
        print(f"\r{self.words}: {done:4.0%}", end="", file=sys.stderr, flush=True)

    def finish(self) -> None:
        """Leave the line behind, if there was one."""
        if self.is_shown:
            print(file=sys.stderr)
