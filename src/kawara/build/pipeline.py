"""One build: the settings, the lock, and then the short way where it leads there, else the whole one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from kawara.base.problems import Problem, in_order
from kawara.build.fresh import Glance
from kawara.build.options import Options, Report, Tell, silent
from kawara.build.run import Run
from kawara.build.settings import configure, output_folder, shown
from kawara.config import FILE, Config
from kawara.config.kept import made_config
from kawara.memory.digests import digest_of
from kawara.writer.lock import lock
from kawara.writer.writer import check_folder, recover


def build(root: Path, options: Options, tell: Tell = silent, glance: Glance | None = None) -> Report:
    """Build the site of a folder. Raises KawaraError where nothing can be said about the site at all.

    `glance`: what has been seen of the files already, where no more than texts have changed.
    """
    done = None
    while done is None:  # where the settings are edited meanwhile: another build may be waited for
        done = attempted(root, options, tell, glance)
    return done


def attempted(root: Path, options: Options, tell: Tell, glance: Glance | None) -> Report | None:
    """The build with the settings as they are; None where they are others once it may begin."""
    settings = digest_of(str(root / FILE))
    glance = glance if glance and settings == settings_of(glance) else None
    config, found = recalled(glance) or configure(root, options.base_url)
    config = config if options.hashed else replace(config, hashed=False)
    output = output_folder(root, config, options.output)
    name = shown(output, root)
    run = Run(root, options, config, tell, is_sound=not found)
    run.add([*found, *check_folder(output, root, config.mounts, name=name)])
    if run.blocked:
        return Report(output=name, problems=tuple(in_order(run.problems)))
    with lock(output, name=name):
        if digest_of(str(root / FILE)) != settings:
            return None
        recovered = recover(output, name=name)
        run.add(recovered)
        done = short(run, glance, output) if glance and not recovered and not run.has_index else None
        return done or long(run, output, settings)


def settings_of(glance: Glance) -> str:
    """The digest that kawara.yml had at the last build; empty when there was none."""
    return glance.sources.digest(FILE) if FILE in glance.sources.names else ""


def recalled(glance: Glance | None) -> tuple[Config, list[Problem]] | None:
    """The settings as the last build had them, where they are what they were then and there was nothing to say of them."""
    return (made_config(glance.seen.config), []) if glance and glance.seen.config else None


def short(run: Run, glance: Glance, output: Path) -> Report | None:
    """The way of an edit. What the whole way needs besides is not even imported: that would take as long."""
    from kawara.build.edited import edited

    return edited(run, glance, output)


def long(run: Run, output: Path, settings: str) -> Report:
    """The way of any other build. `settings`: digest of kawara.yml."""
    from kawara.build.holding import remembering
    from kawara.build.whole import staged

    return remembering(run, partial(staged, output=output, settings=settings))
