"""Blocks of a template that nothing shows: it extends another, and none above it has a block of that name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import nodes

from kawara.base.near import near_name
from kawara.base.problems import Problem, problem
from kawara.renderer.faults import SITE


@dataclass(frozen=True, slots=True)
class Layer:
    """One template of a line in which each extends the next."""

    shown: str
    """Its name in messages."""
    text: str
    tree: nodes.Template

    @property
    def parent(self) -> str | None:
        """The template it extends; empty when it extends none, None when that is only known while rendering."""
        found = list(self.tree.find_all(nodes.Extends))
        if not found:
            return ""
        name = found[0].template
        is_fixed = len(found) == 1 and found[0] in self.tree.body and isinstance(name, nodes.Const)
        return str(name.value) if is_fixed and isinstance(name, nodes.Const) else None

    def names(self) -> set[str]:
        """The names of all its blocks."""
        return {block.name for block in self.tree.find_all(nodes.Block)}

    def outer(self) -> Iterator[nodes.Block]:
        """Its blocks that stand in no other."""
        blocks = list(self.tree.find_all(nodes.Block))
        inner = {id(one) for block in blocks for one in block.find_all(nodes.Block)}
        return (block for block in blocks if id(block) not in inner)


def stray(line: Sequence[Layer]) -> Iterator[Problem]:
    """The blocks without effect in a line of templates, the last of which extends none; those of the site's own alone."""
    for at, layer in enumerate(line[:-1]):
        known = {name for above in line[at + 1 :] for name in above.names()}
        for block in layer.outer() if layer.shown.startswith(SITE) else ():
            if block.name not in known and not any(f"self.{block.name}" in each.text for each in line):
                yield _told(layer, block, known)


def _told(layer: Layer, block: nodes.Block, known: set[str]) -> Problem:
    source = layer.text.split("\n")[block.lineno - 1]
    near = near_name(block.name, known)
    hint = f"did you mean '{near}'?" if near else f"the blocks are {', '.join(sorted(known))}"
    text = f"nothing shows the block '{block.name}': no template above this one has it"
    column = source.find(block.name) + 1
    return problem("block", layer.shown, text, line=block.lineno, column=column, source=source, hint=hint)
