"""Where a body is shown: what everything that fills its holes is handed."""

from __future__ import annotations

from dataclasses import dataclass

from kawara.base.problems import problem
from kawara.model import Hole, Post
from kawara.renderer.sketches import Mention
from kawara.renderer.view import View


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a body is shown: on its own page, or elsewhere, where every reference must be a whole URL."""

    post: Post | Mention
    view: View
    base: str
    origin: str = ""
    """Scheme and host; empty on the post's own page."""

    def tell(self, code: str, text: str, hole: Hole, hint: str = "") -> None:
        """Note a problem at a hole, once: on the post's own page. In a post that is shown before its time it only warns."""
        if self.origin:
            return
        place = {"line": hole.line, "column": hole.column, "source": hole.excerpt, "hint": hint}
        early = {"severity": "warning"} if self.view.ask("is_early", self.post.path) else {}
        self.view.problems.append(problem(code, self.post.path, text, **place, **early))
