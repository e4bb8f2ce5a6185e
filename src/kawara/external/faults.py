"""What it means that an address did not answer: gone for certain, or perhaps only for now."""

from __future__ import annotations

import socket
import ssl
from functools import cache

from kawara.external.verdict import BROKEN, UNKNOWN

NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""What a resolver says when a name does not exist, or has no address; anything else may pass."""
WRONG_CERTIFICATES = {
    10: "has expired",
    18: "vouches for itself",
    62: "is of another name",
    64: "is of another address",
}
"""OpenSSL's codes of what is wrong with a certificate itself (X509_V_ERR_…), and not perhaps with this machine's authorities."""


LASTING = "example.com"
"""A name that exists for good (RFC 2606 §3)."""


class UnansweredError(Exception):
    """No answer came. Holds what that says of the address, as :class:`kawara.external.verdict.Verdict` does."""

    def __init__(self, state: str, text: str) -> None:
        super().__init__(text)
        self.state = state
        self.text = text


def meaning(error: Exception) -> UnansweredError:
    """What an error of the network means."""
    if isinstance(error, UnansweredError):
        return error
    if isinstance(error, socket.gaierror):
        known = error.errno in NO_SUCH_NAME and finds_names()
        return UnansweredError(
            BROKEN if known else UNKNOWN,
            "has a host that does not exist" if known else "has a host whose name cannot be looked up now",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        wrong = WRONG_CERTIFICATES.get(error.verify_code)
        text = f"has a certificate that {wrong or 'this machine cannot verify'}"
        return UnansweredError(BROKEN if wrong else UNKNOWN, text)
    if isinstance(error, TimeoutError):
        return UnansweredError(UNKNOWN, "did not answer in time")
    if isinstance(error, ConnectionRefusedError):
        return UnansweredError(UNKNOWN, "has a host that takes no connections now")
    return UnansweredError(UNKNOWN, f"did not answer as the web does ({type(error).__name__})")


@cache
def finds_names() -> bool:
    """Whether this machine finds a name that is there for certain. Behind some firewalls every name is said not to exist."""
    try:
        socket.getaddrinfo(LASTING, "https")
    except OSError:
        return False
    return True
