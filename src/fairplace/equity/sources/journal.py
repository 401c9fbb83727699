"""Notes every attempt to bring figures in: how it went and when, so that age and failures can be shown."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from fairplace.equity.sources.errors import NotLoaded

NEW, UNCHANGED, HELD, FAILED = "new", "unchanged", "held", "failed"


@dataclass(frozen=True)
class Attempt:
    """One attempt: `outcome` is new, unchanged, held or failed; `said` is the sentence of a failure."""

    at: str
    publisher: str
    asked: dict[str, str]
    outcome: str
    digest: str = ""
    said: str = ""

    @property
    def attempted_at(self) -> datetime:
        """Return when it was, in UTC."""
        return datetime.fromisoformat(self.at)


class Journal:
    """The attempts in a folder: a file a publisher, to which lines are only added."""

    def __init__(self, folder: Path):
        self.folder = folder / "journal"

    def note(self, attempt: Attempt) -> None:
        """Add an attempt. Begins with a new line, so that one that was cut short spoils itself alone."""
        line = json.dumps(asdict(attempt), ensure_ascii=False).encode("utf-8")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / f"{attempt.publisher}.jsonl").open("ab") as file:
                file.write(b"\n" + line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise NotLoaded(f"The journal in {self.folder} cannot be written: {error.strerror}.") from error

    def read(self, publisher: str = "*", asked: Mapping[str, str] | None = None) -> list[Attempt]:
        """Return the attempts, oldest first: of one publisher, and of one question, or all."""
        found = [
            attempt
            for path in sorted(self.folder.glob(f"{publisher}.jsonl"))
            for line in path.read_bytes().split(b"\n")
            if (attempt := _read(line)) and (asked is None or attempt.asked == dict(asked))
        ]
        return sorted(found, key=lambda attempt: attempt.at)


def _read(line: bytes) -> Attempt | None:
    """Return an attempt; None for a line that a killed process did not finish."""
    try:
        return Attempt(**json.loads(line))
    except (ValueError, TypeError):
        return None
