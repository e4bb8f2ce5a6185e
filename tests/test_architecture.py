"""The house stands as ARCHITECTURE.md draws it: floors, homes of libraries, who may write and print, and sizes."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPOSITORY

PACKAGE = REPOSITORY / "src" / "kawara"

FLOORS = """\
7  cli
6  preview   importers
5  build
4  loader   renderer   writer   memory   workers   check   search   external
3  site
2  config
1  model   yamltext
0  base
"""

HOMES = {
    "yaml": ("yamltext",),
    "frontmatter": ("loader.front_matter",),
    "markdown_it": ("loader.markdown", "loader.quick", "loader.rules"),
    "mdit_py_plugins": ("loader.markdown", "loader.quick", "loader.rules"),
    "latex2mathml": ("loader.rules",),
    "nh3": ("loader.rules",),
    "imagesize": ("loader.pictures",),
    "PIL": ("loader.pictures",),
    "pygments": ("loader.rules",),
    "jinja2": ("renderer",),
    "markupsafe": ("renderer",),
    "babel": ("renderer",),
    "rich": ("cli",),
    "sqlite3": ("memory",),
    "watchdog": ("preview",),
    "starlette": ("preview",),
    "uvicorn": ("preview",),
    "sse_starlette": ("preview",),
}
"""Each library, and the one place that may import it."""

WRITERS = ("writer", "memory", "cli", "search")
"""Rooms that may open files for writing."""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 8

FLOOR = {room: int(line.split()[0]) for line in FLOORS.splitlines() for room in line.split()[1:]}
FREE = {"__init__", "__main__"}
"""The package's own front door stands on no floor; what it offers is imported on demand."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    """`loader.rules.ruby` for that file; a package's `__init__` carries the package's name."""
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def tree(file: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imports(module: ast.Module) -> Iterator[str]:
    """Every module imported anywhere in the file, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "kawara")


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    body = function.body
    if (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        body = body[1:]
    return (function.end_lineno or 0) - body[0].lineno + 2 if body else 1


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_room_imports_only_from_lower_floors(file: Path) -> None:
    """No module imports from its own floor's other rooms or from above; within a room anything goes that makes no cycle."""
    room = name_of(file).split(".")[0]
    if room in FREE:
        pytest.skip("the front door")
    for imported in imports(tree(file)):
        parts = imported.split(".")
        if parts[0] == "kawara" and len(parts) > 1 and parts[1] in FLOOR and parts[1] != room:
            assert FLOOR[parts[1]] < FLOOR[room], f"{name_of(file)} on floor {FLOOR[room]} imports {imported}"


def test_every_room_stands_on_a_floor() -> None:
    """A new room has to be put on a floor, here and in ARCHITECTURE.md."""
    assert {name_of(file).split(".")[0] for file in MODULES} - FREE <= set(FLOOR)


def test_no_cycles_within_a_room() -> None:
    """Modules of one room import each other in one direction only."""
    names = {f"kawara.{name_of(file)}": file for file in MODULES}
    edges = {name: {i for i in imports(tree(file)) if i in names and i != name} for name, file in names.items()}
    while leaves := {name for name, below in edges.items() if not below}:
        edges = {name: below - leaves for name, below in edges.items() if name not in leaves}
    assert edges == {}


def test_the_own_package_is_imported_lazily_only_at_the_rim() -> None:
    """A lazy import dodges a cycle or saves start-up; only cli, build and the front door may have the second reason."""
    lazy = {
        name_of(file)
        for file in MODULES
        for function in functions(tree(file))
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "kawara"
    }
    assert {name for name in lazy if name.split(".")[0] not in {"cli", "build", *FREE}} == set()


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_library_has_one_home(library: str) -> None:
    """A library can be replaced by rewriting one place."""
    users = {name_of(file) for file in MODULES if any(i.split(".")[0] == library for i in imports(tree(file)))}
    assert {user for user in users if not user.startswith(HOMES[library])} == set()


def test_base_needs_only_the_standard_library() -> None:
    """The ground carries everything and rests on nothing."""
    used = {i.split(".")[0] for file in MODULES if name_of(file).startswith("base") for i in imports(tree(file))}
    assert used - sys.stdlib_module_names - {"kawara"} == set()


def test_no_library_without_a_home() -> None:
    """A third-party import that the table does not know is a decision nobody took."""
    used = {i.split(".")[0] for file in MODULES for i in imports(tree(file))}
    assert used - sys.stdlib_module_names - {"kawara", *HOMES} == set()


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_only_three_rooms_write_and_only_one_prints(file: Path) -> None:
    """Files are opened for writing in writer, memory and cli; people are spoken to in cli."""
    room = name_of(file).split(".")[0]
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            assert room == "cli" or not (isinstance(node.func, ast.Name) and node.func.id == "print")
            assert room in WRITERS or not opens_for_writing(node), f"{name_of(file)}:{node.lineno}"


def opens_for_writing(call: ast.Call) -> bool:
    """Whether the call is `open` with a writing mode, or `write_text`, `write_bytes`."""
    name = (
        call.func.attr
        if isinstance(call.func, ast.Attribute)
        else call.func.id
        if isinstance(call.func, ast.Name)
        else ""
    )
    modes = [a.value for a in [*call.args[:2], *(k.value for k in call.keywords)] if isinstance(a, ast.Constant)]
    return name in {"write_text", "write_bytes"} or (
        name == "open" and any(isinstance(m, str) and set(m) & set("wax+") and len(m) <= 3 for m in modes)
    )


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_modules_and_functions_stay_small(file: Path) -> None:
    """A module of more than 400 lines hides a noun; a function of more than 60 hides a step."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert {f.name: length(f) for f in functions(tree(file)) if length(f) > LONGEST_FUNCTION} == {}


def test_the_median_function_is_short() -> None:
    """Most of the house is rooms one can see whole."""
    lengths = sorted(length(f) for file in MODULES for f in functions(tree(file)))
    assert lengths[len(lengths) // 2] < MEDIAN_FUNCTION


def test_the_picture_is_true() -> None:
    """ARCHITECTURE.md shows the very table that this file checks."""
    assert FLOORS in (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
