"""A `layout:` that no template has: only here are both the pages and the templates known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches

from kawara.base.problems import Problem, problem
from kawara.model import Page
from kawara.site.places import spot
from kawara.site.plan import Plan
from kawara.site.site import Site


def with_known_layouts(planned: Plan, layouts: Collection[str], site: Site) -> tuple[Plan, list[Problem]]:
    """The plan with the template of its kind for every page whose `layout:` names none, which is a warning."""
    known = {f"{layout}.html" for layout in layouts}
    strange = [page for page in planned.pages if page.kind in ("post", "page") and page.template not in known]
    if not strange:
        return planned, []
    mended = {page.output: replace(page, template=f"{page.kind}.html") for page in strange}
    pages = tuple(mended.get(page.output, page) for page in planned.pages)
    return replace(planned, pages=pages), [unknown_layout(page, layouts, site) for page in strange]


def unknown_layout(page: Page, layouts: Collection[str], site: Site) -> Problem:
    """The warning for one such page."""
    name = page.template.removesuffix(".html")
    near = get_close_matches(name, sorted(layouts), 1)
    hint = f"did you mean '{near[0]}'?" if near else f"write templates/{page.template}, or take the line out"
    text = f"there is no template for the layout '{name}', so that of a {page.kind} is used"
    return problem("layout", page.owner, text, hint=hint, **spot(site.places.get(page.owner, {}), "layout"))
