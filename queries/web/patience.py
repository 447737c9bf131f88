"""HTTP with an end to waiting: for a request to arrive, for an answer to be taken, for a free connection.

uvicorn waits for ever for a client that sends its headers or its body a byte at a time (slowloris), or that
never reads.  Here a request has uvicorn's keep-alive time to arrive, whatever trickles in; an answer has a
time to be made and taken; and when all connections are taken, the client that has kept its own waiting
longest makes room for a new one.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Connections at a time, each with a descriptor and at most one answer in memory.
MOST_CONNECTIONS = 200
#: Seconds for an answer to be made and taken.
_ANSWER = 60.0


class Patient(H11Protocol):
    """One connection."""

    _alarm: asyncio.TimerHandle | None = None
    _since: float = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room if all connections are taken, and begin to wait."""
        super().connection_made(transport)
        self._wait()
        there = [one for one in self.connections if isinstance(one, Patient) and one._there()]
        if len(there) > MOST_CONNECTIONS:
            min(there, key=lambda one: (not one._kept_waiting(), one._since)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._disarm()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._wait()
        super().on_response_complete()

    def _there(self) -> bool:
        return not self.transport.is_closing() or self._untaken()

    def _kept_waiting(self) -> bool:
        """Whether it is the client's turn: to send the rest of a request or to read the rest of an answer."""
        return self._unasked() or self._untaken()

    def _unasked(self) -> bool:
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY)

    def _untaken(self) -> bool:
        return self.transport.get_write_buffer_size() > 0

    def _wait(self) -> None:
        self._disarm()
        self._since = self.loop.time()
        self._alarm = self.loop.call_later(self.timeout_keep_alive, self._late)

    def _late(self) -> None:
        """Hang up, or wait once more for an answer that is being made or taken."""
        if self._unasked() and not self._untaken():
            self.transport.abort()
        else:
            self._alarm = self.loop.call_later(_ANSWER, self.transport.abort)

    def _disarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
