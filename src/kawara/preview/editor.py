"""Links that open the author's editor at a line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file{file}:{line}:{column}",
    "vscode-insiders": "vscode-insiders://file{file}:{line}:{column}",
    "vscodium": "vscodium://file{file}:{line}:{column}",
    "cursor": "cursor://file{file}:{line}:{column}",
    "zed": "zed://file{file}:{line}:{column}",
    "idea": "idea://open?file={file}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
    "macvim": "mvim://open?url=file://{file}&line={line}&column={column}",
}
"""Editor → its kind of URL."""
COMMANDS: Mapping[str, str] = {
    "code": "vscode",
    "code-insiders": "vscode-insiders",
    "codium": "vscodium",
    "cursor": "cursor",
    "zed": "zed",
    "zeditor": "zed",
    "idea": "idea",
    "subl": "sublime",
    "mate": "textmate",
    "mvim": "macvim",
}
"""Command in EDITOR or VISUAL, or the value of TERM_PROGRAM → editor."""


def pattern(chosen: str, environ: Mapping[str, str]) -> str:
    """The pattern of the links: as chosen, a name or a pattern; else as the environment suggests; empty for none."""
    if chosen:
        return EDITORS.get(chosen, chosen)
    for variable in ("KAWARA_EDITOR", "VISUAL", "EDITOR", "TERM_PROGRAM"):
        value = environ.get(variable, "").strip()
        if variable == "KAWARA_EDITOR" and value:
            return EDITORS.get(value, value)
        command = value.split()[0].replace("\\", "/").rpartition("/")[2].lower() if value else ""
        name = COMMANDS.get(command.removesuffix(".exe").removesuffix(".cmd"), command)
        if name in EDITORS:
            return EDITORS[name]
    return ""


def link(form: str, root: Path, path: str, line: int = 0, column: int = 0) -> str:
    """The link that opens a file of the site; empty where there is no pattern or no file."""
    if not form or not path:
        return ""
    file = quote((root / path).as_posix())
    full = file if file.startswith("/") else f"/{file}"
    return form.replace("{file}", full).replace("{line}", str(line or 1)).replace("{column}", str(column or 1))
