"""Write docs/check/ anew, from what the rules say of themselves."""

from __future__ import annotations

from conftest import REPOSITORY
from kawara.check.pages import contents, page
from kawara.check.table import ROWS

FOLDER = REPOSITORY / "docs" / "check"


def main() -> None:
    """One page for each rule, and one that lists them."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in {"index": contents(ROWS), **{row.code: page(row) for row in ROWS}}.items():
        (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
