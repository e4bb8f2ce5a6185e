"""One address → what is known of it: HEAD, then GET where that is not understood, and the redirects."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

from kawara.external.faults import UnansweredError
from kawara.external.gates import Gates, note_answer, note_silence
from kawara.external.request import PORTS, Line, Reply, ask, host_of
from kawara.external.verdict import BROKEN, GOOD, MOVED, UNKNOWN, Verdict

FOR_EVER = frozenset({301, 308})
REDIRECTS = FOR_EVER | {302, 303, 307}
GONE = frozenset({404, 410})
"""What says for certain that nothing is there (RFC 9110 §15.5.5, §15.5.11). Others may be meant for programs alone."""
FARTHEST = 10
"""Redirects that are followed: browsers follow twenty, and no one means so many."""


def verdict_of(address: str, line: Line, gates: Gates) -> Verdict:
    """What asking an address comes to. Never raises for what is out there."""
    try:
        return followed(urldefrag(address).url, line, gates)
    except UnansweredError as error:
        return Verdict(error.state, error.text)


def followed(address: str, line: Line, gates: Gates) -> Verdict:
    """The address, and where it leads. Raises UnansweredError."""
    at, moved, lasting = address, "", True
    for _ in range(FARTHEST + 1):
        reply = reply_of(at, line, gates) if at == address else beyond(at, line, gates)
        if reply.status not in REDIRECTS or not reply.location:
            return judged(reply.status, at if at != address else "", moved)
        at = led(at, reply.location)
        lasting = lasting and reply.status in FOR_EVER
        moved = at if lasting else moved
    raise UnansweredError(UNKNOWN, f"leads on and on: {FARTHEST} redirects have been followed")


def led(at: str, location: str) -> str:
    """Where a redirect leads. Raises UnansweredError where that is not on the web."""
    try:
        to = urldefrag(urljoin(at, location)).url
        scheme = to.partition(":")[0].lower()
    except ValueError as error:
        raise UnansweredError(BROKEN, f"leads to '{location}', which is no address") from error
    if scheme not in PORTS:
        raise UnansweredError(UNKNOWN, f"leads to '{to}', which is not asked")
    return to


def beyond(at: str, line: Line, gates: Gates) -> Reply:
    """The answer of an address to which another leads. Raises UnansweredError, in words about the first."""
    try:
        return reply_of(at, line, gates)
    except UnansweredError as error:
        raise UnansweredError(error.state, f"leads to '{at}', which {error.text}") from error


def judged(status: int, at: str, moved: str) -> Verdict:
    """What a final answer says. `at`: where it came from, when that is not the address itself."""
    where = f"leads to '{at}', which answers" if at else "answers"
    if 200 <= status < 300 or status == 416:  # a range of nothing: there is an empty file
        return Verdict(MOVED, "has moved for good", moved) if moved else Verdict(GOOD)
    return Verdict(BROKEN if status in GONE else UNKNOWN, f"{where} {status}")


def reply_of(address: str, line: Line, gates: Gates) -> Reply:
    """The answer to HEAD, or to GET where HEAD is refused, not known, or breaks the connection. Raises UnansweredError."""
    host = host_of(address)
    try:
        reply = turned("HEAD", address, host, line, gates)
    except GarbledError:
        reply = Reply(500)
    return reply if reply.status < 400 or reply.status in (429, 503) else turned("GET", address, host, line, gates)


class GarbledError(UnansweredError):
    """A host took the connection and answered nothing that can be understood."""


def turned(method: str, address: str, host: str, line: Line, gates: Gates) -> Reply:
    """One request, in its turn. Raises UnansweredError."""
    with gates.turn(host) as gate:
        try:
            reply = ask(method, address, line)
        except UnansweredError as error:
            if isinstance(error.__cause__, TimeoutError | ConnectionRefusedError):
                note_silence(gate)
            elif method == "HEAD" and error.text.startswith("did not answer as"):
                raise GarbledError(error.state, error.text) from error
            raise
        note_answer(gate, reply.status)
        return reply
