"""One SQLite file that remembers: memos by content, and the state of the last build by name.

Nothing in it is ever trusted to run: values are JSON or packed numbers, never pickles, for the file may have come with a
cloned repository; and each carries a sum, for SQLite itself does not notice a flipped bit in a value. Memos are content-addressed and committed as soon as they exist; states are committed by the caller once
what they describe is in place. A file that cannot be read, or was written by another format, is a miss and is made anew.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

FORMAT = 6
"""Raised whenever a table or an encoding changes: a file of another format is made anew."""

PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""

AT_ONCE = 500
"""So many memos are asked for in one statement, which may hold 999 values in older SQLites (https://sqlite.org/limits.html)."""

TABLES = """
create table if not exists memos (key blob primary key, head blob not null, body blob not null);
create table if not exists states (name text primary key, value blob not null);
create table if not exists items (state text, name text, value blob not null, primary key (state, name)) without rowid;
"""
"""Values of states have megabytes: without a rowid SQLite would read those of the rows that it compares on its way to one."""

LAID = "select count(*) from sqlite_master where type = 'table' and name in ('memos', 'states', 'items')"
"""How many of them are there."""

KEEP = "insert into states values (?, ?) on conflict (name) do update set value = excluded.value"
"""Not `insert or replace`, which writes every page of a value: an update writes those in which bytes are other than before."""

CacheError = sqlite3.Error
"""What any use of a cache may raise."""


DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_ERROR)
"""Result codes of a broken file; the last one is that of tables that are not ours (https://sqlite.org/rescode.html)."""


class LostError(sqlite3.DatabaseError):
    """What must be in the cache is not there, or not as it was put there."""


DAMAGED = "the file is damaged"


class Connection(sqlite3.Connection):
    """A connection whose errors are sqlite3's: a message that quotes the bytes of a damaged file may be no text at all."""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """As sqlite3 has it. Raises LostError for a damage that cannot be told."""
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError as error:
            raise LostError(DAMAGED) from error

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """Likewise."""
        try:
            return super().executemany(*arguments)
        except UnicodeDecodeError as error:
            raise LostError(DAMAGED) from error


Memo = tuple[bytes, bytes, bytes]
"""Key, head, body."""


@dataclass(frozen=True, slots=True)
class Cache:
    """An open cache. Make it with :func:`open_cache`; a worker process opens its own with the same path."""

    path: str
    connection: sqlite3.Connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is done within, or nothing of it; within another such, a part of that."""
        if self.connection.in_transaction:
            yield
        else:
            with transaction(self.connection):
                yield

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All that is read within is of one moment, and what is kept within is kept only where nobody else has written since.

        Else whatever keeps it raises CacheError.
        """
        self.connection.execute("begin deferred")
        try:
            yield
        finally:
            self.connection.commit()

    def state(self, name: str) -> bytes | None:
        """What was last kept under a name."""
        row = self.connection.execute("select value from states where name = ?", (name,)).fetchone()
        return None if row is None else unsealed(row[0])

    def keep(self, states: Iterable[tuple[str, bytes]]) -> None:
        """Replace states, all together."""
        rows = ((name, sealed(value)) for name, value in states)
        with self.together():
            self.connection.executemany(KEEP, rows)

    def items(self, state: str) -> list[tuple[str, bytes]]:
        """Names and values of a state that is kept piece by piece, by name."""
        rows = self.connection.execute("select name, value from items where state = ? order by name", (state,))
        return [(name, value) for name, blob in rows if (value := unsealed(blob)) is not None]

    def item(self, state: str, name: str) -> bytes | None:
        """One value of such a state."""
        row = self.connection.execute("select value from items where state = ? and name = ?", (state, name)).fetchone()
        return None if row is None else unsealed(row[0])

    def items_of(self, state: str, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Those of some names that are there, in no order."""
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            ask = f"select name, value from items where state = ? and name in ({marks})"  # noqa: S608  # marks alone
            rows = self.connection.execute(ask, (state, *some))
            yield from ((name, value) for name, blob in rows if (value := unsealed(blob)) is not None)

    def names(self, state: str) -> list[str]:
        """The names of a state that is kept piece by piece."""
        return [name for (name,) in self.connection.execute("select name from items where state = ?", (state,))]

    def exchange(self, state: str, new: Iterable[tuple[str, bytes]], gone: Iterable[str]) -> None:
        """Replace some items of a state and drop others, all together."""
        with self.together():
            self.connection.executemany(
                "delete from items where state = ? and name = ?", ((state, name) for name in gone)
            )
            self.connection.executemany(
                "insert or replace into items values (?, ?, ?)", ((state, name, sealed(value)) for name, value in new)
            )

    def forget(self, prefix: str) -> None:
        """Drop every state whose name begins so."""
        with self.together():
            span = (prefix, prefix + chr(sys.maxunicode))
            self.connection.execute("delete from states where name >= ? and name < ?", span)
            self.connection.execute("delete from items where state >= ? and state < ?", span)

    def heads(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Key and head of each of the memos that is there, in no order."""
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self.connection.execute(f"select key, head from memos where key in ({marks})", some)  # noqa: S608  # marks alone
            yield from ((key, head) for key, blob in rows if (head := unsealed(blob)) is not None)

    def body(self, key: bytes) -> bytes | None:
        """The body of a memo."""
        row = self.connection.execute("select body from memos where key = ?", (key,)).fetchone()
        return None if row is None else unsealed(row[0])

    def remember(self, memos: Iterable[Memo]) -> None:
        """Keep memos, all together."""
        with self.together():
            self.connection.executemany(
                "insert or replace into memos values (?, ?, ?)",
                ((key, sealed(head), sealed(body)) for key, head, body in memos),
            )

    def values(self, kind: str) -> Iterator[bytes]:
        """The values of all states of a kind, `kind:…`, that are kept piece by piece."""
        rows = self.connection.execute("select value from items where state between ? and ?", (f"{kind}:", f"{kind};"))
        return (value for (blob,) in rows if (value := unsealed(blob)) is not None)

    def prune(self, keep: Iterable[bytes]) -> None:
        """Drop every memo but those, so that the file does not grow for ever."""
        with self.together():
            self.connection.execute("create temp table kept (key blob primary key) without rowid")
            self.connection.executemany("insert or ignore into kept values (?)", ((key,) for key in keep))
            self.connection.execute("delete from memos where key not in (select key from kept)")
            self.connection.execute("drop table kept")

    def count(self) -> int:
        """How many memos there are."""
        number: int = self.connection.execute("select count(*) from memos").fetchone()[0]
        return number

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def sealed(value: bytes) -> bytes:
    """A value with its sum before it."""
    return crc32(value).to_bytes(4, "little") + value


def unsealed(blob: object) -> bytes | None:
    """The value out of :func:`sealed`; None when it is not what was put there."""
    if not isinstance(blob, bytes):
        return None
    value = blob[4:]
    return value if crc32(value).to_bytes(4, "little") == blob[:4] else None


def open_cache(path: Path) -> tuple[Cache, str]:
    """The cache in a file, and one line of notice when it had to be made anew (else an empty one).

    Raises OSError or sqlite3.Error when no cache can be kept there at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return connect(path), ""
    except (sqlite3.DatabaseError, ForeignFormatError) as error:
        if isinstance(error, sqlite3.Error) and not is_damaged(error):
            raise
        discard(path)
        return connect(path), f"{path.name} could not be used ({error}) and is made anew"


def existing_cache(path: Path) -> Cache | None:
    """The cache in a file if there is one; it is neither made nor mended here."""
    if not path.is_file():
        return None
    try:
        return Cache(str(path), sqlite3.connect(path, timeout=PATIENCE, factory=Connection))
    except sqlite3.Error:
        return None


def connect(path: Path) -> Cache:
    """Open the file, lay the tables when it is new, and check that it can be read and written."""
    connection = sqlite3.connect(path, timeout=PATIENCE, factory=Connection)
    try:
        connection.execute("pragma page_size = 8192")  # a body is some 10 KB: fewer pages to chain
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        with transaction(connection):
            lay_tables(connection)
        connection.execute("select max(name) from states").fetchone()
    except BaseException:
        connection.close()
        raise
    return Cache(str(path), connection)


def lay_tables(connection: sqlite3.Connection) -> None:
    """Make a new file ours, and write nothing to one that is. Raises ForeignFormatError for the file of another version."""
    found = connection.execute("pragma user_version").fetchone()[0]
    if found not in (0, FORMAT):
        raise ForeignFormatError(found)
    if found and connection.execute(LAID).fetchone()[0] == TABLES.count("create table"):
        return
    for statement in TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"pragma user_version = {FORMAT}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and nobody else meanwhile."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


class ForeignFormatError(Exception):
    """The file was written by another version of kawara."""

    def __init__(self, found: int) -> None:
        super().__init__(f"format {found}, not {FORMAT}")


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether an error tells of a broken file rather than of a busy, full or forbidden one."""
    return isinstance(error, LostError) or getattr(error, "sqlite_errorcode", -1) & 0xFF in DAMAGE


def discard(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        if os.path.lexists(path.with_name(name)):
            path.with_name(name).unlink()
