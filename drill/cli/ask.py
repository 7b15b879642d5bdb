"""One question to a service in this process, for commands that print its answer.

Asking about a journal that is not there makes none: an empty one stands in for it, and goes away.
"""

from __future__ import annotations

import queue
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from drill.cli.app import start_of
from drill.cli.call import CallError
from drill.cli.complain import complain
from drill.service.places import find_places

if TYPE_CHECKING:
    from drill.service.messages import Reply, Request
    from drill.service.service import Service

ANSWER_WITHIN_S = 120.0


class Asked:
    """A service that answers one request after another."""

    def __init__(self, service: Service, heard: queue.SimpleQueue[Reply]) -> None:
        self._service = service
        self._heard = heard

    def ask(self, request: Request) -> Reply:
        """Ask; what the service calls an error is a wrong call."""
        from drill.service.messages import Envelope

        self._service.handle(Envelope(request))
        return self.hear()

    def hear(self) -> Reply:
        """Wait for the next reply, where a request has several."""
        from drill.service.messages import Error

        found = self._heard.get(timeout=ANSWER_WITHIN_S)
        if isinstance(found, Error):
            raise CallError(found.message)
        return found


@contextmanager
def asking(options: Namespace, *, writes: bool = False) -> Iterator[Asked]:
    """Open a service for as long as it is asked; only one that writes makes a journal."""
    from drill.service.open import build_service

    heard: queue.SimpleQueue[Reply] = queue.SimpleQueue()
    with _journal(options, writes=writes) as db:
        start = start_of(options)._replace(db=db)
        service = build_service(start, lambda reply, _id="": heard.put(reply))
        complain(service.problems)
        try:
            yield Asked(service, heard)
        finally:
            service.close()


@contextmanager
def _journal(options: Namespace, *, writes: bool) -> Iterator[str | None]:
    if writes or find_places(options.db).journal.exists():
        yield options.db
        return
    with TemporaryDirectory(prefix="drill-empty-", ignore_cleanup_errors=True) as folder:
        yield str(Path(folder, "drill.db"))
