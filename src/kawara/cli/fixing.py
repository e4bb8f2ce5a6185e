"""`kawara check --fix`: the safe edits of findings, shown before they are written.

A file is changed only as it was looked at: where a line is not what the finding says, the file is left alone. Line ends and a byte
order mark stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from pathlib import Path

from kawara.base.findings import Finding, edited
from kawara.base.problems import visible
from kawara.base.text import clean
from kawara.cli import terminal
from kawara.cli.build import plural

MARK = "\ufeff"
END_KINDS = ("\n", "\r\n", "\r")
END = re.compile(r"\r\n|\r|\n")
ROUNDS = 10
"""How often a text is looked at again: one mend can bring another to light, but not for ever."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file, as it is and as it is to be."""

    path: str
    file: Path
    before: str
    after: str
    findings: tuple[Finding, ...]


Again = Callable[[str, str], Sequence[Finding]]
"""Path of a text and what it would be → what would be found in it."""


def fix(root: Path, found: Sequence[Finding], again: Again, *, yes: bool, say: Callable[[str], None]) -> bool:
    """Mend what can be mended, after showing it by `say` and asking. Answers whether anything was changed."""
    changes = list(planned(root, found, again))
    if not changes:
        say("nothing to mend")
        return False
    for change in changes:
        for line in diff(change):
            say(line)
    mended = sum(len(change.findings) for change in changes)
    what = f"{plural(mended, 'finding')} in {plural(len(changes), 'file')}"
    if not yes and not terminal.confirm(f"mend {what}?"):
        terminal.complain(f"nothing was changed; --fix --yes mends {what} without asking")
        return False
    late = [change for change in changes if not put(change)]
    for change in late:
        terminal.complain(f"{visible(change.path)} was saved in the meantime, and is left as it is: try again")
    if not late:
        say(f"mended {what}\n")
    return len(late) < len(changes)


def planned(root: Path, found: Sequence[Finding], again: Again) -> Iterator[Change]:
    """The changes, file by file."""
    files: dict[str, list[Finding]] = {}
    for each in found:
        if each.edits:
            files.setdefault(each.problem.path, []).append(each)
    for path, findings in files.items():
        if change := changed(path, root / path, findings, again):
            yield change


def changed(path: str, file: Path, findings: Sequence[Finding], again: Again) -> Change | None:
    """The change of one file; None where it is no more what was looked at, or cannot be told to be.

    What comes to light only when something else has been mended is mended too, so that a second time there is nothing to do.
    """
    try:
        before = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    text = plain(before)
    lines = text.split("\n")
    known = [f for f in findings if f.problem.line <= len(lines) and lines[f.problem.line - 1] == f.problem.source]
    if not known or clean(text) != text or like(text, before) != before:
        return None
    after, more = text, known
    for _ in range(ROUNDS):
        after = edited(after, [edit for each in more for edit in each.edits])
        more = [each for each in again(path, after) if each.edits]
        if not more:
            break
    return Change(path, file, before, like(after, before), tuple(known)) if after != text else None


def plain(written: str) -> str:
    """A text as it was looked at."""
    return written.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def like(text: str, written: str) -> str:
    """A text with the byte order mark and the line ends of another: each line that both have with its own."""
    ends = END.findall(written) or ["\n"]
    usual = max(END_KINDS, key=ends.count)
    mark = MARK * written.startswith(MARK)
    if len(set(ends)) > 1:
        mixed = "".join(_ended(text.split("\n"), plain(written).split("\n"), [*ends, usual]))
        if plain(mixed) == text:
            return mark + mixed
    return mark + text.replace("\n", usual)


def _ended(lines: Sequence[str], old: Sequence[str], ends: Sequence[str]) -> Iterator[str]:
    """The lines, each but the last with the end of that of the old lines whose place it has."""
    for _, start, stop, first, last in SequenceMatcher(None, old, lines, autojunk=False).get_opcodes():
        for number in range(first, last):
            there = min(start + number - first, max(stop - 1, 0))
            yield lines[number] + (ends[there] if number < len(lines) - 1 else "")


def diff(change: Change) -> Iterator[str]:
    """The change as a unified diff."""
    before, after = plain(change.before).split("\n"), plain(change.after).split("\n")
    for line in unified_diff(before, after, change.path, change.path, lineterm="", n=1):
        yield visible(line)


def is_current(change: Change) -> bool:
    """Whether the file is still what it was when it was looked at: its author may have saved it before saying yes."""
    try:
        return change.file.read_bytes() == change.before.encode()
    except OSError:
        return False


def put(change: Change) -> bool:
    """Write one file, whole or not at all. Answers whether that was done: a file that has become another is left alone."""
    if not is_current(change):
        return False
    part = change.file.with_name(f".{change.file.name}.kawara")
    part.write_bytes(change.after.encode())
    part.chmod(change.file.stat().st_mode & 0o7777)
    part.replace(change.file.resolve())
    return True
