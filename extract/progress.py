"""How far a long run has come: one line that is written over on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

#: Seconds between two states: on a terminal the eye wants many, in a log nobody wants more.
ON_TERMINAL, IN_LOG = 0.1, 10.0
_CLEAR = "\r\x1b[K"


class Progress:
    """Lines that stay and a state that passes, on one stream."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._terminal = stream.isatty()
        self._last = clock()
        self._shown = False

    def tell(self, line: str) -> None:
        """Write a line that stays."""
        self.clear()
        print(line, file=self._stream)

    def state(self, words: str) -> None:
        """Show how far a stage has come, if it is time."""
        if self._clock() - self._last >= (ON_TERMINAL if self._terminal else IN_LOG):
            self._show(words)

    def stage(self, words: str) -> None:
        """Show a new stage, on a terminal."""
        if self._terminal:
            self._show(words)

    def _show(self, words: str) -> None:
        self._last = self._clock()
        print(
            f"{_CLEAR if self._terminal else ''}{words} …",
            end="" if self._terminal else "\n",
            file=self._stream,
            flush=True,
        )
        self._shown = self._terminal

    def clear(self) -> None:
        """Take the state away."""
        if self._shown:
            print(_CLEAR, end="", file=self._stream, flush=True)
            self._shown = False
