"""Asks a publisher over HTTP, politely and with an end. The only file that loads httpx, when it is used."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fairplace import __version__
from fairplace.equity.sources.addresses import host_of, join, redirect, without_keys
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.port import Publisher, Reply
from fairplace.equity.sources.problems import said_in
from fairplace.equity.sources.refusals import Refusals
from fairplace.equity.sources.waiting import AGAIN, TURNS, Clock, Limits, Turns, back_off, retry_after

if TYPE_CHECKING:
    import httpx

AGENT = f"Fairplace/{__version__} (health equity figures; open source; one call at a time)"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
REDIRECTS = 5


class _Again(Exception):
    """Raised when one try failed in a way that may pass. Says why, and how long we are to wait."""

    def __init__(self, why: str, wait: float | None = None):
        super().__init__(why)
        self.why, self.wait = why, wait


class HttpClient:
    """Asks one publisher, one call at a time; raises NotLoaded with a sentence when that does not succeed.

    GET and POST are both questions here, so both are asked again after a fault that may pass. `headers` may
    hold a key: headers are never kept. Not for use by several threads at once; close it, or use `with`.
    """

    def __init__(
        self,
        base: str,
        *,
        title: str,
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        clock: Clock | None = None,
        turns: Turns = TURNS,
    ):
        if not base:
            raise NotLoaded(f"{title} has no public address yet. Say where it is with --base.")
        if urlsplit(base).scheme not in {"http", "https"}:
            raise NotLoaded(f"The address of {title} must begin with https:// (it is “{base}”).")
        self.base, self.title, self.turns = base, title, turns
        self.limits, self.clock = limits or Limits(), clock or Clock()
        self.headers = {"User-Agent": AGENT, "Accept": "*/*", **(headers or {})}
        self.refusals = Refusals(title, self.limits)
        self._known: dict[str, Reply] = {}
        self._client: httpx.Client | None = None
        self._socket: Any = None

    def __enter__(self) -> "HttpClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._client:
            self._client.close()
            self._client = self._socket = None

    def remember(self, replies: Sequence[Reply]) -> None:
        """Ask from now on whether these have changed, rather than for all of them again."""
        self._known = {reply.address: reply for reply in replies if reply.tag or reply.modified}

    def get(self, address: str, *, params: Mapping[str, str] | None = None) -> Reply:
        """Return the answer to a GET; one that has not changed is what we knew, with the status 304."""
        whole = join(self.base, address, params)
        known = self._known.get(without_keys(whole))
        return self._ask("GET", whole, known, headers=_conditions(known))

    def post(self, address: str, *, form: Mapping[str, str] | None = None, json: object = None) -> Reply:
        """Return the answer to a POST of a form or of JSON."""
        return self._ask("POST", join(self.base, address), None, data=form, json=json)

    def _ask(self, method: str, address: str, known: Reply | None, **content: Any) -> Reply:
        """Try until there is an answer, the tries are used up, or the time is."""
        ends_at = self.clock.monotonic() + self.limits.total
        tried = 0
        while True:
            tried += 1
            try:
                return self._follow(method, address, known, ends_at, content)
            except _Again as fault:
                self.clock.sleep(self._wait_after(fault, tried, ends_at))

    def _wait_after(self, fault: _Again, tried: int, ends_at: float) -> float:
        """Return how long to wait before the next try. Raises NotLoaded when there is to be none."""
        wait = fault.wait
        if wait is None:
            wait = back_off(tried, self.limits.first_wait, self.clock.random())
        is_too_long = self.clock.monotonic() + wait > ends_at
        if tried >= self.limits.tries and not (is_too_long and fault.wait):
            raise NotLoaded(self.refusals.gave_up(fault.why, tried)) from fault
        if is_too_long:
            raise NotLoaded(self.refusals.too_long_to_wait(fault.why, fault.wait)) from fault
        return wait

    def _follow(self, method: str, address: str, known: Reply | None, ends_at: float, content: Any) -> Reply:
        asked = address
        for _ in range(REDIRECTS):
            response, body = self._exchange(method, asked, ends_at, content)
            if not (response.is_redirect and response.has_redirect_location):
                return self._reply(address, response, body, known)
            if method != "GET" and response.status_code not in {307, 308}:
                break
            asked = redirect(self.base, asked, response.headers["Location"])
        raise NotLoaded(self.refusals.lost_in_redirects())

    def _exchange(
        self, method: str, address: str, ends_at: float, content: Any
    ) -> tuple["httpx.Response", bytes]:
        """Send once and read the whole body, while a watchman looks at the time."""
        import httpx

        client = self._open()
        turn = self.turns.take(host_of(address), self.limits.interval, self.clock)
        traced = {"trace": self._trace}
        with turn, self._watched(ends_at - self.clock.monotonic()) as is_over:
            try:
                with client.stream(method, address, extensions=traced, **content) as response:
                    return response, self._read(response)
            except NotLoaded:
                self.close()
                raise
            except (httpx.HTTPError, httpx.StreamError, ValueError, OSError) as error:
                self.close()
                if is_over.is_set():
                    raise NotLoaded(self.refusals.took_too_long()) from error
                raise self._explain(error) from error

    def _read(self, response: "httpx.Response") -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes():
            size += len(part)
            if size > self.limits.body:
                raise NotLoaded(self.refusals.too_large())
            parts.append(part)
        return b"".join(parts)

    def _explain(self, error: Exception) -> Exception:
        """Return the fault as one that may pass, or as a refusal."""
        import httpx

        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return NotLoaded(self.refusals.untrusted())
        if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
            return _Again("could not be reached")
        if isinstance(error, httpx.TimeoutException):
            return _Again(f"said nothing for {self.limits.read:g} seconds")
        if isinstance(error, httpx.DecodingError):
            return _Again("sent a body that cannot be unpacked")
        return _Again("broke off before the answer was complete")

    def _reply(self, address: str, response: "httpx.Response", body: bytes, known: Reply | None) -> Reply:
        status, now = response.status_code, self.clock.now()
        if status in AGAIN:
            wait = retry_after(response.headers.get("Retry-After", ""), now)
            raise _Again(f"answered {status}", wait)
        if status == 304 and known:
            return Reply(
                address=known.address, body=known.body, retrieved_at=now, status=304,
                tag=known.tag, modified=known.modified, updated=known.updated,
            )  # fmt: skip
        if status != 200:
            said = said_in(response.headers.get("Content-Type", ""), body)
            raise NotLoaded(self.refusals.refused(status, said))
        return Reply(
            address=without_keys(address),
            body=body,
            retrieved_at=now,
            tag=response.headers.get("ETag", ""),
            modified=response.headers.get("Last-Modified", ""),
        )

    @contextmanager
    def _watched(self, seconds: float) -> Any:
        """Cut the line when the time is up: httpx has limits for each read, but none for all of them."""
        is_over = threading.Event()

        def cut() -> None:
            is_over.set()
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(2)

        timer = threading.Timer(max(0.0, seconds), cut)
        timer.daemon = True
        timer.start()
        try:
            yield is_over
        finally:
            timer.cancel()

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = info["return_value"].get_extra_info("socket")

    def _open(self) -> "httpx.Client":
        import httpx

        if self._client is None:
            parts, context = urlsplit(self.base), False
            if parts.scheme == "https":
                context = httpx.create_ssl_context()
                # Where a workplace inspects traffic, its certificate stands in the system's own store.
                context.load_default_certs()
            limits = self.limits
            self._client = httpx.Client(
                headers=self.headers,
                timeout=httpx.Timeout(limits.read, connect=limits.connect),
                verify=context,
                trust_env=parts.hostname not in LOOPBACK,
                follow_redirects=False,
            )
        return self._client


def _conditions(known: Reply | None) -> dict[str, str]:
    """Return the headers that ask for an answer only if it has changed."""
    if known is None:
        return {}
    return {"If-None-Match": known.tag} if known.tag else {"If-Modified-Since": known.modified}


def open_client(publisher: Publisher, **settings: Any) -> HttpClient:
    """Return the client for a publisher. `settings` are those of HttpClient."""
    return HttpClient(publisher.base, title=publisher.title, **settings)
