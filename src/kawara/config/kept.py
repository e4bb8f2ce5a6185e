"""Settings as plain values and back, so that a build need not read them anew from a file that is what it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kawara.config import Config, External, Feeds, Images, Pagination, Taxonomy

GROUPS = {"pagination": Pagination, "feeds": Feeds, "images": Images, "external": External}
"""Settings that are records of their own."""
AS_IT_IS = "theme"
"""Of its settings those for templates keep their lists as lists; all others are tuples."""


def plain_config(config: Config) -> dict[str, Any] | None:
    """The settings as JSON has them; None where it would not give them back just so, such as a date for a template."""
    plain = asdict(config)
    try:
        return plain if repr(made_config(json.loads(json.dumps(plain)))) == repr(config) else None
    except (TypeError, ValueError):
        return None


def made_config(plain: Mapping[str, Any]) -> Config:
    """The settings out of :func:`plain_config`."""
    values = {name: value if name == AS_IT_IS else _tuples(value) for name, value in plain.items()}
    groups = {name: group(**values[name]) for name, group in GROUPS.items()}
    taxonomies = {kind: Taxonomy(**names) for kind, names in values["taxonomies"].items()}
    return Config(**{**values, **groups, "taxonomies": taxonomies})


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(member) for key, member in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
