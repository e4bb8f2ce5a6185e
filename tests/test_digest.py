"""Digests: the same for the same value wherever and whenever it is taken, different for different values."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.base.digest import canonical, digest, digest_parts, digest_value

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@dataclass(frozen=True)
class Left:
    """One record."""

    name: str


@dataclass(frozen=True)
class Right:
    """Another, with the same fields."""

    name: str


def test_digest_of_bytes_is_pinned() -> None:
    """The first 16 bytes of SHA-256, in parts or at once: a change of it would make every cache in the world stale."""
    assert digest(b"") == digest_parts([]) == "e3b0c44298fc1c149afbf4c8996fb924"
    assert digest_parts([b"a", b"", b"bc"]) == digest(b"abc")
    assert len(digest("瓦版".encode())) == 32


def test_order_of_keys_does_not_count() -> None:
    """A mapping is what it maps, not how it was filled."""
    assert digest_value({"a": 1, "b": [2]}) == digest_value({"b": [2], "a": 1})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", 1),
        (True, 1),
        (None, "null"),
        ([], {}),
        (["ab"], ["a", "b"]),
        (Left("x"), Right("x")),
        (b"a", "61"),
        (datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))),
        ("が", "か\u3099"),
    ],
)
def test_different_values_differ(one: object, other: object) -> None:
    """Kind, boundaries, record names and written offsets all count."""
    assert digest_value(one) != digest_value(other)


@given(PLAIN)
def test_equal_values_have_equal_digests(value: object) -> None:
    """A copy by way of JSON has the digest of the original."""
    assert digest_value(json.loads(canonical(value))) == digest_value(value)


@pytest.mark.parametrize("value", [{1, 2}, object(), lambda: None], ids=["set", "object", "function"])
def test_what_has_no_stable_form_is_refused(value: object) -> None:
    """A set has no order and an object no value: an error, never a guess."""
    with pytest.raises(TypeError, match="no plain value"):
        digest_value(value)


def test_lone_surrogates_have_digests() -> None:
    """A file name that is no UTF-8 can be told apart from another one."""
    assert digest_value("\udc80") != digest_value("\udc81")


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_agrees(seed: str) -> None:
    """Neither the hash seed nor the process shows."""
    code = "from kawara.base.digest import digest_value; print(digest_value({'tags': ['b', 'a'], 'n': None}))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == digest_value({"n": None, "tags": ["b", "a"]})
