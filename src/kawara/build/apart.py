"""A call in a process of its own. What it needs of memory goes with it, and it may fork where its caller has threads."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from kawara.base.problems import KawaraError, problem
from kawara.build.options import Tell
from kawara.workers import abandon, start_method

Result = TypeVar("Result")

BEAT = 0.05
"""Seconds between two calls of whoever has something to do meanwhile."""


def apart(work: Callable[[Tell], Result], tell: Tell, meanwhile: Callable[[], None]) -> Result:
    """What `work` comes to; it can be pickled, and so can its result. Raises KawaraError when the process dies.

    `tell` is told here what `work` tells there; `meanwhile` is called now and then until there is a result.
    """
    context = multiprocessing.get_context(start_method())
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, there), name="build")  # type: ignore[attr-defined]  # each context has its own
    process.start()
    there.close()
    try:
        result: Result = awaited(here, tell, meanwhile)
    except EOFError as error:
        hint = "look at the memory that is left: the next save tries again"
        raise KawaraError(problem("worker", "", "the process that built the site died", hint=hint)) from error
    except BaseException:
        process.terminate()
        raise
    finally:
        here.close()
        process.join()
    return result


def awaited(here: Connection, tell: Tell, meanwhile: Callable[[], None]) -> Any:
    """The last message. Raises EOFError when none comes any more."""
    while True:
        if not here.poll(BEAT):
            meanwhile()
            continue
        is_last, message = here.recv()
        if is_last:
            return message
        tell(*message)


def _answer(work: Callable[[Tell], Result], there: Connection) -> None:
    """Ctrl-C reaches every process of a terminal, but when this one ends is for its caller to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    there.send((True, work(lambda *told: there.send((False, told)))))


def _end(_signal: int, _frame: object) -> None:
    abandon()
    os._exit(1)
