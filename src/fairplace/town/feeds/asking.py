"""Brings the answer of a publisher: over HTTP, or from its own files. Raises NotLoaded with a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.equity.sources.grids import unpack
from fairplace.equity.sources.http import HttpClient
from fairplace.equity.sources.loading import Fetched, fetch, load
from fairplace.equity.sources.manifest import Snapshot
from fairplace.equity.sources.port import Reply
from fairplace.town.feeds.models import Feed
from fairplace.town.feeds.publishers import get_publisher, get_store, open_line

type_of_say = Callable[[str], None]


@dataclass(frozen=True)
class Answered:
    """An answer that is kept: its snapshot, where it came from, its size, and what is odd about the whole."""

    snapshot: Snapshot
    rows: int
    odd: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return self.snapshot.replies[0].address

    @property
    def updated(self) -> str:
        """Return the publisher's own word on when the figures last changed."""
        return max((reply.updated for reply in self.snapshot.replies), default="")


class TellingClient:
    """A client that says which part it asks for, so that somebody who waits sees life."""

    def __init__(self, client: HttpClient, say: type_of_say) -> None:
        self._client, self._say, self._asked = client, say, 0

    def remember(self, replies: Sequence[Reply]) -> None:
        self._client.remember(replies)

    def get(self, address: str, *, params: Mapping[str, str] | None = None) -> Reply:
        self._tell()
        return self._client.get(address, params=params)

    def post(self, address: str, *, form: Mapping[str, str] | None = None, json: object = None) -> Reply:
        self._tell()
        return self._client.post(address, form=form, json=json)

    def _tell(self) -> None:
        self._asked += 1
        self._say(_("Asks for part %(number)d of the answer") % {"number": self._asked})


def ask(feed: Feed, *, say: type_of_say) -> Answered:
    """Ask the publisher of a feed; `say` is told how far it is."""
    publisher = get_publisher(feed.publisher)
    with open_line(publisher) as client:
        return _answer(fetch(publisher, feed.asked, client=TellingClient(client, say), store=get_store()))


def read_files(feed: Feed, files: Mapping[str, bytes]) -> Answered:
    """Keep and read files that somebody brought, unpacked, as if the publisher had just sent them."""
    now = timezone.now()
    replies = [
        Reply(address=name, body=unpack(body, called=name), retrieved_at=now) for name, body in files.items()
    ]
    return _answer(load(get_publisher(feed.publisher), feed.asked, replies, store=get_store()))


def _answer(fetched: Fetched) -> Answered:
    cautions = fetched.comparison.warnings if fetched.comparison else ()
    said = [_("In the whole answer: %(what)s") % {"what": one.sentence} for one in cautions]
    return Answered(fetched.snapshot, fetched.table.num_rows, {"warnings": said})
