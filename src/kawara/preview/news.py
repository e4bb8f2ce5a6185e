"""What every open tab is told: the state of its own page, and the problems in the words of the terminal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from kawara.base.problems import blocks, in_order, place
from kawara.base.urls import quote
from kawara.preview.edition import Edition, digest_at, held_back, moved, owner, page_at

MANY = 50
"""So many problems are shown in a tab; the author's page has them all."""
Link = Callable[[str, int, int], str]
"""Path, line and column → the link that opens the editor there."""


def news(edition: Edition, url: str, link: Link, now: datetime, since: int | None = None) -> dict[str, Any]:
    """What a tab on the page with this URL path is told of an edition. `since`: the number of the one it has; None for the one before."""
    known = edition.number - 1 if since is None else since
    name, post = page_at(edition, unquote(url)), owner(edition, url)
    told = told_problems(edition, link)
    return {
        "number": edition.number,
        "page": digest_at(edition, name) if name else "",
        "moved": name is None and moved(edition, unquote(url)) != "",
        "assets": sorted(quote(edition.base + path) for path, number in edition.assets.items() if number > known),
        "follow": edition.saved,
        "banner": held_back(post, now),
        "source": post.path if post else "",
        "open": link(post.path, 0, 0) if post else "",
        "problems": told[:MANY],
        "more": max(0, len(told) - MANY),
    }


def told_problems(edition: Edition, link: Link) -> list[dict[str, str]]:
    """Errors first, then warnings; notes are for the author's page alone."""
    found = sorted(blocks(in_order(edition.problems)), key=lambda one: one[0].severity)
    return [
        {"severity": one.severity, "place": place(one), "text": text, "open": link(one.path, one.line, one.column)}
        for one, text in found
        if one.severity != "note"
    ]


@dataclass(slots=True)
class Hub:
    """Hands each edition to every tab that listens. Lives in the server's loop."""

    loop: asyncio.AbstractEventLoop | None = None
    queues: set[asyncio.Queue[Edition | None]] = field(default_factory=set)

    def publish(self, edition: Edition | None) -> None:
        """Hand out an edition, or the end of all; from any thread."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._put, edition)

    def _put(self, edition: Edition | None) -> None:
        for queue in self.queues:
            queue.put_nowait(edition)

    async def listen(self, now: Callable[[], Edition]) -> AsyncIterator[Edition]:
        """The edition of now, then every one to come, until the end."""
        self.loop = asyncio.get_running_loop()
        queue: asyncio.Queue[Edition | None] = asyncio.Queue()
        self.queues.add(queue)
        try:
            # Only after the queue is there: what is published in between would else be lost.
            edition: Edition | None = now()
            while edition is not None:
                yield edition
                edition = await queue.get()
        finally:
            self.queues.discard(queue)


async def events(
    hub: Hub, now: Callable[[], Edition], since: int | None, tell: Callable[[Edition, int | None], dict[str, Any]]
) -> AsyncIterator[dict[str, str]]:
    """The stream of one tab. `since`: the number of the edition that it shows, where it says so."""
    async for edition in hub.listen(now):
        told = await asyncio.to_thread(tell, edition, since) if edition.ahead else tell(edition, since)
        since = edition.number
        yield {"data": json.dumps(told, ensure_ascii=False)}
