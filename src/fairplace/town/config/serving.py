"""Serves the town over HTTP, and does its background work, until it is told to stop."""

import gc
import logging
import signal
import socket
import sys
import threading

from fairplace.town.config import clock, postman
from fairplace.town.config.refusal import Refused


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done, so that a busy one is known at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Refused(f"{host} is not a host name or address of this machine.") from error
    taken = socket.socket(family, kind, protocol)
    if sys.platform == "win32":
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
        # Listening tells two sockets apart that only asked for the same port; nobody is answered yet.
        taken.listen(0)
    except OSError as error:
        taken.close()
        raise Refused(
            f"Port {port} cannot be used ({error.strerror}). Choose another, for instance: --port {port + 1}"
        ) from error
    return taken


def serve(taken: socket.socket, *, threads: int = 8) -> None:
    """Answer requests until Ctrl-C or SIGTERM, then finish those that have begun."""
    from waitress.server import create_server

    from fairplace.town.config.wsgi import application

    load_pages()
    # What was imported stays for good: searching it for garbage would halt a reader for a tenth of a second.
    gc.collect()
    gc.freeze()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    # A script that starts us in the background has us ignore Ctrl-C; nothing but force would stop us then.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    server = create_server(
        application,
        sockets=[taken],
        threads=threads,
        ident=None,
        # Django itself believes these headers only where FAIRPLACE_HTTPS says that a proxy writes them.
        clear_untrusted_proxy_headers=False,
    )
    # Returns, and does not raise, when it is interrupted.
    server.run()


def load_pages() -> None:
    """Import every page now, so that the first reader does not wait for it."""
    from django.urls import get_resolver

    from fairplace.town.config import wsgi  # noqa: F401

    get_resolver().url_patterns  # noqa: B018  # reading it is what imports them


def start_worker() -> None:
    """Do the town's background work in a thread of this process; it ends with the process."""
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=2,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"demonstration-{threading.get_native_id()}",
    )
    threading.Thread(target=worker.run, name="worker", daemon=True).start()
    clock.start()
    postman.Postman().start()
