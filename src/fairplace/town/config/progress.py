"""Lines that tell somebody waiting what is being done, with the seconds since the start."""

import time


class Progress:
    def __init__(self) -> None:
        self.began_at = time.monotonic()

    def __call__(self, line: str) -> None:
        print(f"{time.monotonic() - self.began_at:6.1f} s  {line}", flush=True)
