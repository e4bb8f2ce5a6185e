"""Stable digests: the same for the same value on every machine, in every process and in every version of Python.

Not for secrets, and not for values that are no plain data: only None, booleans, numbers, text, sequences, mappings with
text keys and dataclasses of these can be digested; anything else is an error, never a guess.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

SIZE = 16
"""Bytes of a digest: 128 bits tell any two files of a site apart."""


def digest(data: bytes) -> str:
    """The digest of bytes, as 32 hexadecimal digits."""
    return sha256(data).hexdigest()[: 2 * SIZE]  # twice as fast as BLAKE2 where the processor knows it, as most do


def digest_parts(parts: Iterable[bytes]) -> str:
    """The digest of bytes that come in parts."""
    state = sha256()
    for part in parts:
        state.update(part)
    return state.hexdigest()[: 2 * SIZE]


def digest_value(value: object) -> str:
    """The digest of a plain value, by way of its canonical JSON. Raises TypeError for what is no plain value."""
    return digest(canonical(value).encode("utf-8", "surrogatepass"))


def canonical(value: object) -> str:
    """The one JSON text of a plain value: keys sorted, no spaces, dataclasses as arrays headed by their name."""
    return json.dumps(value, default=plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> object:
    """What JSON has no form for, as something it has one for."""
    if is_dataclass(value):
        return [type(value).__name__, *(getattr(value, field.name) for field in fields(value))]
    if isinstance(value, datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    raise TypeError(f"{type(value).__name__} is no plain value: it has no stable digest")
