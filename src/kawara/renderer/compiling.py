"""How templates become Python: as Jinja does it, but for the little that every page does a hundred times.

What is printed is gathered in lists, not handed up through generators within generators; a field, a call and what is escaped
go the library's long way only where the short one, which the compiled code has at hand, does not apply. The text that comes out is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from types import MappingProxyType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro

from kawara.renderer.escaping import escaped, printed
from kawara.renderer.once import KEEPER
from kawara.renderer.strings import Translator

OF_MAPPINGS = frozenset(dir(dict)) | frozenset(dir(MappingProxyType))
"""What a mapping has besides its keys. Any other name is a field, or is not there."""
DIRECT = frozenset({Macro, Translator, partial})
"""What is called with nothing but its arguments: a macro only while escaping is on, which it takes for granted."""
FUNCTION = re.compile(r"def (?:root|block_\w+)\(")
"""The functions that make a page's text."""
YIELD = re.compile(r"( *)yield (from )?(.*)")
INNER = re.compile(r"( *)def t_")
"""A loop's filter, within such a function: the one thing that stays a generator."""
OPENING = "if 0: yield None"
"""What each such function begins with, so that Python takes it for a generator."""


class Parts(list[str]):
    """What a function prints. An `include` closes what it has read, as a generator wants it."""

    __slots__ = ()

    def close(self) -> None:
        """Nothing is open."""


NAMES = {"escape": printed, "escaped": escaped, "direct": DIRECT, "Parts": Parts}
"""What compiled code finds by these names."""


class Compiler(CodeGenerator):
    """Writes the Python of one template."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._printing: list[str] = []

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  the library's name
        """A field: by the environment only where it is not simply there."""
        if node.attr in OF_MAPPINGS:
            super().visit_Getattr(node, frame)
            return
        owner, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002  Jinja's own
        """A call: by the context only where it may have something to hand over."""
        if _is_part(node):
            self.visit(node.node, frame)
            self.write("(")
            self._listed(node.args, frame)
            self.write("caller)")
        elif forward_caller or node.dyn_args or node.dyn_kwargs or not _escapes(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        else:
            called = self.temporary_identifier()
            self.write(f"({called}(")
            self._listed([*node.args, *node.kwargs], frame)
            self.write(f") if type({called} := ")
            self.visit(node.node, frame)
            self.write(") in direct else ")
            held = nodes.Call(_internal(called), node.args, node.kwargs, None, None, lineno=node.lineno)
            held.set_environment(self.environment)
            super().visit_Call(held, frame)
            self.write(")")

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802  as above
        """A part that is made once: its own function makes it, and no macro."""
        if not _is_part(node.call):
            super().visit_CallBlock(node, frame)
            return
        self.macro_body(node, frame)
        self.writeline("caller = macro")
        self.start_write(frame, node)
        self.visit_Call(node.call, frame)
        self.end_write(frame)

    def _listed(self, arguments: Iterable[nodes.Node], frame: Frame) -> None:
        for argument in arguments:
            self.visit(argument, frame)
            self.write(", ")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _escapes(frame) or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
            return
        self._printing.append(self.temporary_identifier())
        self.write(f"(escaped({self._printing[-1]}) if type({self._printing[-1]} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _escapes(frame) or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
            return
        self.write(f") is str else escape({self._printing.pop()}))")


def _escapes(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _is_part(node: nodes.Call) -> bool:
    return isinstance(node.node, nodes.ExtensionAttribute) and node.node.name == KEEPER


def _internal(name: str) -> nodes.InternalName:
    """A name of the compiled code: made as the library's parser makes them, for the class itself refuses."""
    node = object.__new__(nodes.InternalName)
    nodes.Node.__init__(node, name)
    return node


def gathered(code: str) -> str:
    """Compiled code whose functions return the list of what they print. No line moves: messages name lines."""
    return "".join(map(_gathered, re.split(r"^(?=\S)", code, flags=re.MULTILINE)))


def _gathered(part: str) -> str:
    """One statement of the module, with the empty line below it, which a function's last statement takes."""
    if not FUNCTION.match(part) or not part.endswith("\n\n") or OPENING not in part:
        return part
    return "\n".join(_lines(part[:-2].split("\n"))) + "\n    return parts\n"


def _lines(lines: Iterable[str]) -> Iterator[str]:
    inner = -1
    for line in lines:
        depth = len(line) - len(line.lstrip())
        inner = inner if 0 <= inner < depth else -1
        if line.endswith(OPENING):
            yield line.replace(OPENING, "parts = Parts(); put = parts.append")
        elif inner < 0 and (found := YIELD.fullmatch(line)):
            yield f"{found[1]}parts += {found[3]}" if found[2] else f"{found[1]}put({found[3]})"
        else:
            yield line
            inner = depth if inner < 0 and INNER.match(line) else inner
