"""Where the built-in theme lies."""

from __future__ import annotations

from pathlib import Path


def theme_folder() -> Path:
    """The folder with the built-in theme's `templates/` and `static/`.

    A wheel carries them inside the package; in a checkout, and so in an editable install, they stand at its root, because
    the repository is itself a site that uses them.
    """
    package = Path(__file__).resolve().parents[1]
    packed = package / "_theme"
    return packed if packed.is_dir() else package.parents[1]
