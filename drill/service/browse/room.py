"""The room of browsing: it searches, shows an item's page, and sets single items right."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches

from drill.journal.shape import Kind
from drill.service.browse.item_page import Pages
from drill.service.browse.search import read_query, search
from drill.service.browse.shelf import Shelf, Standing
from drill.service.house import Emit, House
from drill.service.messages import Error, Reply, Request, Saved, Undone
from drill.service.messages.browse import (
    BROWSE_STATES,
    Browse,
    Found,
    ItemPage,
    ReopenItem,
    ResetItem,
    ShowItem,
    TakeBack,
)


class BrowseRoom:
    """Answers what the browser and `drill browse` ask."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._shelf = Shelf(house.catalogue, house.speaker.line)
        self._pages = Pages(house.catalogue, house.speaker)

    def handle(self, request: Request, emit: Emit, request_id: str) -> None:
        """Answer one request."""
        emit(self._reply(request), request_id)

    def _reply(self, request: Request) -> Reply:
        match request:
            case Browse():
                return self._browse(request)
            case ShowItem(item):
                return self._show(item)
            case ResetItem(item):
                return self._keep(Kind.RESET, item, {})
            case ReopenItem(item):
                return self._reopen(item)
            case TakeBack(event):
                return Undone(event, self._house.records.void(event).item)
            case _:
                raise AssertionError(request)

    def _browse(self, request: Browse) -> Reply:
        complaint = self._complaint(request)
        if complaint:
            return Error(complaint)
        standing = self._standing()
        items = self._shelf.items(standing.states)
        near = search(
            read_query(request.query),
            ((item, self._shelf.findable(item, standing)) for item in items),
        )
        lines = tuple(
            line
            for item in near
            if (line := self._shelf.line(item, standing)).topic == (request.topic or line.topic)
            and (not request.state or request.state in line.states)
        )
        counts = Counter(word for line in lines for word in line.states)
        return Found(
            request.query,
            lines,
            len(items),
            tuple((word, counts[word]) for word in BROWSE_STATES if counts[word]),
        )

    def _complaint(self, request: Browse) -> str:
        topics = self._house.catalogue.by_topic
        if request.state and request.state not in BROWSE_STATES:
            return f"there is no state `{request.state[:40]}`; there are {', '.join(BROWSE_STATES)}"
        if request.topic and request.topic not in topics:
            return f"there is no topic `{request.topic[:40]}`; there are {', '.join(topics)}"
        return ""

    def _show(self, item: str) -> Reply:
        standing = self._standing()
        if not self._shelf.known(item, standing):
            return self._unknown(item)
        records = self._house.records
        events = tuple(records.journal.events(item=item))
        line = self._shelf.line(item, standing)
        page: ItemPage = self._pages.page(line, standing, events, records.note(item))
        return page

    def _reopen(self, item: str) -> Reply:
        """Want an item back at once; one that was set aside is first taken up again."""
        now = self._house.clock.now()
        state = self._house.records.states().get(item)
        if state is not None and state.suspended:
            resumed = self._keep(Kind.RESUME, item, {})
            if isinstance(resumed, Error):
                return resumed
        return self._keep(Kind.REOPEN, item, {"by_ms": now.utc_ms})

    def _keep(self, kind: Kind, item: str, body: dict[str, object]) -> Reply:
        if item not in self._house.catalogue.entries:
            return self._unknown(item)
        event = self._house.records.append(kind, item, body, self._house.clock.now())
        return Saved(event.id, what=kind.value)

    def _unknown(self, item: str) -> Error:
        shown = "".join(char if char.isprintable() else "�" for char in item[:80])
        near = get_close_matches(item[:80], self._house.catalogue.entries, 1, 0.5)
        hint = f"did you mean `{near[0]}`?" if near else "`drill browse` lists them"
        return Error(f"there is no item `{shown}`; {hint}")

    def _standing(self) -> Standing:
        records = self._house.records
        return Standing(
            self._house.clock.now(), records.states(), records.settings(), records.parameters()
        )
