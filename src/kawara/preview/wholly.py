"""A build of all that has changed, as the preview has it: in a process of its own where the site is large."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kawara.base.problems import KawaraError, problem
from kawara.build import build, pipeline
from kawara.build.apart import apart
from kawara.build.options import Options, Report, Tell
from kawara.memory.files import Stat
from kawara.preview.edition import Done, done, stamp_of


def attempt(make: Callable[[], Report]) -> Report:
    """A build whose worst end is a problem: the preview outlives whatever happens in it."""
    try:
        return make()
    except KawaraError as error:
        return Report(problems=error.problems)
    except OSError as error:  # a file that vanished meanwhile: its going is a sign, and starts the next build
        return Report(problems=(problem("read", str(error.filename or ""), f"cannot be read: {error.strerror}"),))
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the author's session
        hint = "this is a fault of kawara's: please report it, with what `kawara build` says"
        return Report(problems=(problem("worker", "", f"the build broke off: {error!r}", hint=hint),))


def built(root: Path, options: Options, known: Stat | None, tell: Tell) -> Done:
    """The build. `known`: the stamp of the output of which the preview knows every post; None where it knows none.

    Where somebody else has built since, it is to tell of the whole site, although there may be nothing left to do.
    """

    def is_alone() -> bool:
        return known is not None and known == stamp_of(options.output or root)

    made = attempt(lambda: build(root, options, tell)) if is_alone() else None
    if made is None or (made.complete and not (made.site or made.edit or is_alone())):
        made = attempt(lambda: pipeline.build(root, options, tell))
    return done(made)


def built_apart(root: Path, options: Options, known: Stat | None, tell: Tell, meanwhile: Callable[[], None]) -> Done:
    """The same in a process of its own: it forks as many as there are cores, and takes the whole site with it when it ends."""
    try:
        return apart(partial(built, root, options, known), tell, meanwhile)
    except (KawaraError, OSError) as error:
        return done(attempt(partial(raising, error)))


def raising(error: Exception) -> Report:
    """Raise it."""
    raise error
