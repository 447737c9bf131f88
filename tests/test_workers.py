"""Work on several cores whose workers die, and the line that shows how far it has come."""

from __future__ import annotations

import io
import os
import signal
import time

import pytest

from extract.progress import IN_LOG, ON_TERMINAL, Progress
from extract.workers import spread


def half(number: int) -> int:
    """Half of a number; some are the death of their worker, some take their time."""
    if number % 5 == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 8:
        time.sleep(0.3)
    return number // 2


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_a_dead_worker_costs_its_own_task_alone(cores: int) -> None:
    tasks = list(range(12))
    wanted = [(n, None if n % 5 == 3 else n // 2) for n in tasks]
    assert list(spread(half, tasks, cores)) == wanted


def fails(number: int) -> int:
    raise ValueError(number)


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="0"):
        list(spread(fails, range(3), 2))


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = []

    def tasks() -> object:
        for number in range(0, 1000, 2):
            taken.append(number)
            yield 0

    results = spread(half, tasks(), 2)  # type: ignore[arg-type]
    assert next(results) == (0, 0)
    assert len(taken) < 20
    results.close()  # type: ignore[attr-defined]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO) -> str:
    """A run of thirty seconds with ten thousand states and one warning."""
    now = [0.0]
    progress = Progress(stream, lambda: now[0])
    for count in range(10_000):
        now[0] += 0.003
        progress.state(f"{count} read")
        if count == 5_000:
            progress.tell("warning: a word")
    progress.stage("writing")
    progress.clear()
    return stream.getvalue()


def test_a_log_gets_few_lines() -> None:
    lines = run(io.StringIO()).splitlines()
    assert 30 / IN_LOG <= len(lines) <= 30 / IN_LOG + 2
    assert "warning: a word" in lines
    assert all("\r" not in line for line in lines)


def test_a_terminal_gets_one_line_that_changes() -> None:
    written = run(Terminal())
    assert written.count("\n") == 1, "only the warning stays"
    assert "\r\x1b[Kwarning: a word\n" in written
    assert 250 < written.count(" read …") <= 30 / ON_TERMINAL
    assert written.endswith("\r\x1b[Kwriting …\r\x1b[K")
