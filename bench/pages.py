"""Measures the pages of a demonstration town: how long the server takes, and how much is sent.

Limits (of design): 95 of 100 answers in under 300 ms; under 100 kB compressed for a first visit, with the
stylesheet and the script. Ends with 1 when a page is beyond them. The first answer after a start is shown
beside: it is the cold one.
"""

import argparse
import gzip
import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

PAGES = (
    "/", "/objectives/M1/", "/recommendations/", "/measures/", "MEASURE", "/neighbourhoods/", "NEIGHBOURHOOD",
    "/deprivation/", "/data/", "/about/", "/towns/", "/account/login/",
)  # fmt: skip
FIRST_OF = {
    "MEASURE": ("/measures/", r'href="(/measures/[\w-]+/)"'),
    "NEIGHBOURHOOD": ("/neighbourhoods/", r'href="(/neighbourhoods/\w+/)"'),
}
MILLISECONDS, BYTES = 300, 100_000


@dataclass(frozen=True)
class Answer:
    status: int
    seconds: float
    sent: int
    text: str


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        port = options.port or free_port()
        command = [sys.executable, "-m", "fairplace", "demo", "--no-open", "--port", str(port)]
        server = subprocess.Popen(
            [*command, "--data-dir", options.data_dir or folder], stdout=subprocess.DEVNULL
        )
        try:
            wait_for(port, server)
            slow = measure(port, options.requests)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
    print(f"\nBeyond the limits: {', '.join(slow)}" if slow else "\nEvery page is within the limits.")
    return 1 if slow else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench", description=__doc__)
    parser.add_argument("--requests", type=int, default=100, help="how often each page is asked for")
    parser.add_argument("--port", type=int, help="default: one that is free")
    parser.add_argument("--data-dir", help="a town that is there; default: a new demonstration")
    return parser.parse_args()


def measure(port: int, requests: int) -> list[str]:
    """Print a line for each page, and return those that are beyond a limit."""
    print(f"{os.cpu_count()} processors, {requests} requests a page, one at a time\n")
    print(f"{'page':40} {'first':>8} {'median':>8} {'p95':>8} {'page':>9} {'first visit':>12}")
    beyond = []
    for page in PAGES:
        path = resolve(port, page)
        first, *rest = [ask(port, path) for _ in range(requests + 1)]
        times = [answer.seconds * 1000 for answer in rest]
        p95 = statistics.quantiles(times, n=20)[-1]
        parts = [ask(port, address) for address in find_parts(first.text)]
        visit = first.sent + sum(part.sent for part in parts)
        print(
            f"{path:40} {first.seconds * 1000:5.0f} ms {statistics.median(times):5.0f} ms {p95:5.0f} ms "
            f"{first.sent / 1000:6.1f} kB {visit / 1000:9.1f} kB"
        )
        is_whole = all(answer.status == 200 for answer in [first, *rest, *parts])
        if not is_whole or p95 > MILLISECONDS or visit > BYTES:
            beyond.append(path if is_whole else f"{path} (not whole)")
    return beyond


def resolve(port: int, page: str) -> str:
    if page not in FIRST_OF:
        return page
    listing, pattern = FIRST_OF[page]
    found = re.search(pattern, ask(port, listing).text)
    assert found, f"{listing} leads to no page."
    return found[1]


def find_parts(text: str) -> set[str]:
    """Return what a browser fetches with the page: stylesheets, scripts, pictures."""
    return set(re.findall(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+\.(?:css|js|svg|png))"', text))


def ask(port: int, path: str, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began_at = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
    response = connection.getresponse()
    content = response.read()
    seconds = time.perf_counter() - began_at
    packed = response.headers.get("Content-Encoding") == "gzip"
    text = (gzip.decompress(content) if packed else content).decode(errors="replace")
    connection.close()
    return Answer(response.status, seconds, len(content), text)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            # The port is taken at once and answers when the town is ready; no page is asked for yet.
            if ask(port, "/static/ui/mark.svg").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("The town did not start.")


if __name__ == "__main__":
    sys.exit(main())
