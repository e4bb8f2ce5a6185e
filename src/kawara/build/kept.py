"""What a build keeps of the site it has decided on, for a build after which only some texts are others."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from kawara.build.drafting import Draft
from kawara.build.recall import dumped, name_in
from kawara.memory.filed import lined
from kawara.model import Listing, Page
from kawara.site.arrangement import Row, plain_site
from kawara.site.variants import KIND

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

    def versions(self) -> list[str]:
        """The versions of pictures."""
        return [version_of(made_page(json.loads(row))) for row in self.rows if row.startswith(VARIANT)]

    def every_page(self) -> Sequence[Page]:
        """All pages, in order."""
        return Row(range(len(self.rows)), self.page)

    def page(self, number: int) -> Page:
        """One page."""
        return made_page(json.loads(self.rows[number]))

    def pages(self, outputs: Collection[str]) -> tuple[Page, ...]:
        """The pages of these outputs, in their order."""
        return tuple(self.page(number) for number, name in enumerate(self.outputs) if name in outputs)


def version_of(page: Page) -> str:
    """All that a version of a picture is: two pictures may claim one output, and only one of them can be read."""
    return f"{page.output} {page.owner} {page.target}"


COPY, VARIANT = b'["copy",', b'["%s",' % KIND.encode()
"""How the rows of a file that is copied, and of a version of a picture, begin."""


def encode(draft: Draft, root: Path) -> bytes:
    """A draft as the next build will find it."""
    site, outputs = plain_site(draft.site), [page.output for page in draft.plan.pages]
    files = {path: name_in(str(root), file) for path, file in draft.files.items()}
    rows = lined([*map(plain_page, draft.plan.pages)]).split(b"\n")
    return filed(Kept(site, draft.plan.urls, outputs, files, draft.plan.hashed, rows))


def filed(kept: Kept) -> bytes:
    """What is kept, as bytes: names in columns and numbers packed, since as JSON they take ten times as long to read."""
    language, paths, places, posts, editions, lists, versions, terms, early, stems, stamps = kept.site
    columns = (paths, places, stamps, *_both(stems), *_both(kept.urls), kept.outputs, *_both(kept.files))
    texts = ["\0".join(column).encode("utf-8", "surrogatepass") for column in columns]
    named = [[*key, len(numbers)] for *key, numbers in lists]
    numbers = b"".join(array("I", numbers).tobytes() for *_, numbers in lists)
    few = [language, posts, editions, named, versions, terms, early, dict(kept.hashed)]
    sizes = [[len(column), len(text)] for column, text in zip(columns, texts, strict=True)]
    head = dumped([few, sizes, len(numbers)])
    return b"".join([len(head).to_bytes(8, "little"), head, *texts, numbers, b"\n".join(kept.rows)])


def _both(table: Mapping[str, str]) -> tuple[Sequence[str], Sequence[str]]:
    return tuple(table), tuple(table.values())


def decode(data: bytes) -> Kept:
    """What is kept, out of :func:`encode`. Raises ValueError for anything else."""
    at = 8 + int.from_bytes(data[:8], "little")
    few, sizes, length = json.loads(data[8:at])
    columns = []
    for count, size in sizes:
        text = data[at : at + size].decode("utf-8", "surrogatepass")
        columns.append(text.split("\0") if count else [])
        at += size
    numbers, rows = array("I", data[at : at + length]), data[at + length :]
    language, posts, editions, named, versions, terms, early, hashed = few
    paths, places, stamps, *pairs, outputs, names, files = columns
    stems, urls = (dict(zip(*pairs[at : at + 2], strict=True)) for at in (0, 2))
    lists = _unpacked(named, numbers)
    site = [language, paths, places, posts, editions, lists, versions, terms, early, stems, stamps]
    return Kept(site, urls, outputs, dict(zip(names, files, strict=True)), hashed, rows.split(b"\n") if rows else [])


def _unpacked(named: Sequence[Sequence[Any]], numbers: array[int]) -> list[list[Any]]:
    """Lists with their numbers."""
    ends = list(accumulate((length for *_, length in named), initial=0))
    return [[*key, numbers[start:end]] for (*key, _), start, end in zip(named, ends, ends[1:], strict=False)]


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
