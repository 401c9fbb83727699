"""When a letter that could not leave is tried again, and what a claim that nobody ended means."""

from datetime import timedelta

# Minutes after the first, second … try. A day and a half in all: mail servers are mended by then.
DELAYS = (1, 5, 15, 60, 180, 360, 720, 720)
# Longer than a handing over can take: each step ends after EMAIL_TIMEOUT, the last one after PATIENCE.
GONE_AFTER = timedelta(minutes=12)
# Seconds to wait for the server's last word. Some look for viruses first; RFC 5321 would allow ten minutes.
PATIENCE = 300


def delay_after(tries: int) -> timedelta | None:
    """Return how long to wait after that many tries; None when there were enough."""
    return timedelta(minutes=DELAYS[tries - 1]) if tries <= len(DELAYS) else None


def is_permanent(code: int) -> bool:
    """Return whether a mail server's answer means that trying again is no use."""
    return 500 <= code < 600
