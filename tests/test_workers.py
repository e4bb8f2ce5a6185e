"""The map over processes: same results by every executor, and a dead worker is named."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor

import pytest

import kawara.workers
from kawara.base.machine import cores
from kawara.workers import WorkerDiedError, Workers, _call, abandon, in_chunks, pool, spread, start_method

ITEMS = list(range(500))


def scaled(factor: int, chunk: Sequence[int]) -> list[int]:
    """The work of these tests."""
    return [factor * item for item in chunk]


def deadly(victim: int, chunk: Sequence[int]) -> list[int]:
    """Work that kills its own process at one item, as an out-of-memory killer would."""
    for item in chunk:
        if item == victim:
            os.kill(os.getpid(), signal.SIGKILL)
    return list(chunk)


def faulty(_shared: int, _chunk: Sequence[int]) -> list[int]:
    """Work with a bug."""
    raise LookupError("a bug of ours")


def places(_shared: int, chunk: Sequence[int]) -> list[tuple[int, int]]:
    """Each item with the process that had it."""
    return [(item, os.getpid()) for item in chunk]


def results(workers: Workers) -> list[int]:
    """All results in one list."""
    return [result for chunk in spread(scaled, 3, ITEMS, workers) for result in chunk]


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_processes_give_the_results_in_order(method: str) -> None:
    """However processes are started, the results are those of a plain loop."""
    assert results(Workers(2, method=method)) == scaled(3, ITEMS)


def test_processes_make_way_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """None lives long enough to come to own a copy of everything, and the results are the same."""
    monkeypatch.setattr(kawara.workers, "ROUND", 100)
    monkeypatch.setattr(kawara.workers, "MOST", 30)

    chunks = list(spread(places, 0, ITEMS, Workers(2, method="fork")))
    found = [place for chunk in chunks for place in chunk]

    assert [item for item, _ in found] == ITEMS
    assert max(map(len, chunks)) <= 30
    for item, process in found:
        assert process not in {other for one, other in found if one // 100 != item // 100}


def test_one_job_stays_in_this_process() -> None:
    """`--jobs 1` starts nothing."""
    assert results(Workers(1)) == scaled(3, ITEMS)


def test_an_injected_executor_is_used_and_left_open() -> None:
    """Anything of the concurrent.futures kind will do, and stays the caller's."""
    with ThreadPoolExecutor(3) as executor:
        assert results(Workers(3, executor)) == scaled(3, ITEMS)
        assert executor.submit(int, 7).result() == 7


def test_a_dead_worker_is_reported_with_its_item() -> None:
    """The item on which the process died is found among those that were lost with it."""
    with pytest.raises(WorkerDiedError) as caught:
        list(spread(deadly, 321, ITEMS, Workers(2, method="fork")))

    assert caught.value.item == 321


@pytest.mark.parametrize("workers", [Workers(1), Workers(2)], ids=["alone", "processes"])
def test_a_bug_shows_itself(workers: Workers) -> None:
    """An exception in the work is not hidden by the map."""
    with pytest.raises(LookupError, match="a bug of ours"):
        list(spread(faulty, 0, ITEMS, workers))


@pytest.mark.parametrize(("items", "jobs"), [(0, 2), (1, 2), (99, 2), (1000, 3)])
def test_chunks_are_the_items_in_order(items: int, jobs: int) -> None:
    """No item is lost or doubled by cutting."""
    whole = list(range(items))

    assert [item for chunk in in_chunks(whole, jobs) for item in chunk] == whole


@pytest.mark.parametrize("jobs", [1, 2, 16])
def test_no_worker_waits_long_for_the_last_one(jobs: int) -> None:
    """Chunks become smaller: the last ones are but a few per cent of what each worker had to do."""
    sizes = [*map(len, in_chunks(range(10_000), jobs, 700))]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] <= 700
    assert sizes[-jobs] <= 0.02 * 10_000 / jobs + 1


def test_a_start_method_is_chosen() -> None:
    """There is always one, and at least one core."""
    assert start_method() in {"fork", "forkserver", "spawn"}
    assert cores() >= 1


def rest(_shared: None, _chunk: Sequence[int]) -> None:
    """Work that would go on for long."""
    time.sleep(60)


def test_processes_at_work_can_be_abandoned() -> None:
    """They end at once, whatever they are at; without any there is nothing to end."""
    start = time.monotonic()
    with pool(2, None, "fork") as executor:
        futures = [executor.submit(_call, rest, [number]) for number in range(4)]
        assert abandon()
        with pytest.raises(BrokenExecutor):
            futures[0].result(20)
    assert time.monotonic() - start < 20
    assert not abandon()
