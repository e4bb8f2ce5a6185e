"""What a build keeps of the site it has decided on, for a build after which only some texts are others."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kawara.build.drafting import Draft
from kawara.build.recall import dumped, name_in
from kawara.model import Listing, Page
from kawara.site.arrangement import Row, plain_site

LISTING = -2
"""Where the listing stands among the fields of a page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A site and its plan, as they are kept. Pages are made when they are asked for."""

    site: Sequence[Any]
    """See :func:`kawara.site.arrangement.arranged`."""
    urls: Mapping[str, str]
    """Those of the plan."""
    outputs: Sequence[str]
    """Of all pages, in order."""
    files: Mapping[str, str]
    """Path of a source → the file's name in the states."""
    hashed: Mapping[str, str]
    """Those of the plan."""
    rows: Sequence[bytes]

    def asking(self) -> int:
        """How many pages ask anything: all but copies."""
        return sum(1 for row in self.rows if not row.startswith(COPY))

    def every_page(self) -> Sequence[Page]:
        """All pages, in order."""
        return Row(range(len(self.rows)), self.page)

    def page(self, number: int) -> Page:
        """One page."""
        return made_page(json.loads(self.rows[number]))

    def pages(self, outputs: Collection[str]) -> tuple[Page, ...]:
        """The pages of these outputs, in their order."""
        return tuple(self.page(number) for number, name in enumerate(self.outputs) if name in outputs)


COPY = b'["copy",'
"""How the row of a file that is copied begins."""


def encode(draft: Draft, root: Path) -> bytes:
    """A draft as the next build will find it."""
    outputs = [page.output for page in draft.plan.pages]
    files = {path: name_in(str(root), file) for path, file in draft.files.items()}
    head = [plain_site(draft.site), dict(draft.plan.urls), outputs, files, dict(draft.plan.hashed)]
    return b"\n".join([dumped(head), *map(dumped, map(plain_page, draft.plan.pages))])


def decode(data: bytes) -> Kept:
    """What is kept, out of :func:`encode`. Raises ValueError for anything else."""
    head, *rows = data.split(b"\n")
    site, urls, outputs, files, hashed = json.loads(head)
    return Kept(site, urls, outputs, files, hashed, rows)


def plain_page(page: Page) -> list[Any]:
    """A page as plain values."""
    listing = page.listing
    return [
        page.kind,
        page.output,
        page.url,
        page.template,
        page.owner,
        page.lang,
        page.edition,
        listing and [listing.kind, listing.key, listing.number, listing.newer, listing.older],
        page.target,
    ]


def made_page(values: list[Any]) -> Page:
    """The page out of :func:`plain_page`."""
    listing = values[LISTING]
    values[LISTING] = Listing(*listing) if listing else None
    return Page(*values)
