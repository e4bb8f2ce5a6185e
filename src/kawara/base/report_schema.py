"""The JSON of `kawara check --format json` as a JSON Schema, for whoever reads it with a program.

Within one `version` no field goes away or means something else; fields, and codes of problems, may be added. So the schema lists what is
there and refuses nothing beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from kawara.base.reports import VERSION
from kawara.base.rule import Severity

Shape = Mapping[str, Any]
TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer", "minimum": 0}


def record(about: str, fields: Mapping[str, tuple[str, Shape]]) -> dict[str, Any]:
    """An object that has all these fields, each with what it is about."""
    properties = {name: {"description": said, **shape} for name, (said, shape) in fields.items()}
    return {"description": about, "type": "object", "required": [*fields], "properties": properties}


RELATED = record(
    "another place that the problem is about",
    {
        "path": ("the file, from the site's folder", TEXT),
        "line": ("from 1; 0 where the whole file is meant", NUMBER),
        "text": ("what is to be seen there", TEXT),
    },
)
PROBLEM = record(
    "one thing that is wrong",
    {
        "path": ("the file, from the site's folder; empty where no file is meant", TEXT),
        "line": ("from 1; 0 where the whole file is meant", NUMBER),
        "column": ("from 1, in characters; 0 where the whole line is meant", NUMBER),
        "code": ("which rule or problem it is", {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}),
        "severity": ("how severe it is", {"enum": [*get_args(Severity)]}),
        "text": ("what is wrong, in one sentence", TEXT),
        "hint": ("how to mend it", TEXT),
        "end_line": ("line of the end; 0 where it is not known", NUMBER),
        "end_column": ("column after the last character; 0 where it is not known", NUMBER),
        "fixable": ("whether --fix can mend it", {"type": "boolean"}),
        "related": ("other places", {"type": "array", "items": RELATED}),
    },
)


def schema() -> dict[str, Any]:
    """The JSON Schema of the report (draft 2020-12)."""
    fields: Mapping[str, tuple[str, Shape]] = {
        "version": ("of this form", {"const": VERSION}),
        "problems": ("what is wrong, in the order of files and lines", {"type": "array", "items": PROBLEM}),
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "kawara check --format json"}
    return head | record("what a check has found", fields)
