"""One process on one address: the only module of the room that listens."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extract.errors import MissingExtra, UsageError
from graphs.explorer import explore
from graphs.model import KnowledgeGraph
from queries.catalogue import questions
from queries.stores import names_of, store_of
from queries.web.jobs import Job, Limits, do

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from queries.web.workers import Pool

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_CORS = {
    b"access-control-allow-origin": b"*",
    b"access-control-allow-methods": b"GET, HEAD, POST, OPTIONS",
    b"access-control-allow-headers": b"accept, content-type",
    b"access-control-max-age": b"86400",
}
_ALWAYS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}


def serve(
    graph: KnowledgeGraph,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    public: str = "",
    limits: Limits | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Serve a graph until interrupted; ``ready`` gets the address when the door is open.

    Raises MissingExtra without the server library, UsageError for an address that cannot be had.
    """
    if not (find_spec("uvicorn") and find_spec("starlette")):
        raise MissingExtra("serve: the server library is not installed; pip install 'cebkg[serve]'")
    bounds = limits or Limits()
    door = _bind(host, port)
    origin = (public or f"http://{_shown(host)}:{door.getsockname()[1]}").rstrip("/")
    app = _app(graph, origin, bounds)
    ready(origin + "/")
    _run(Guarded(app, (*_LOCAL, _shown(host), urlsplit(origin).hostname or "")), door)


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except (OSError, OverflowError) as wrong:
        reason = getattr(wrong, "strerror", None) or wrong
        raise UsageError(f"{host}:{port}: cannot listen there ({reason}); choose another --port") from None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _app(graph: KnowledgeGraph, origin: str, limits: Limits) -> ASGIApp:
    """Make everything ready, fork the keeper while there is one thread, then build the routes."""
    from queries.web.app import Site
    from queries.web.editor import assets
    from queries.web.things import Things
    from queries.web.workers import Pool, keeper

    store = store_of(graph)
    names_of(graph)
    questions()

    def work(job: object) -> object:
        assert isinstance(job, Job)
        return do(graph, job, limits)

    control = keeper(work, limits.seconds, limits.memory)
    pools: list[Pool] = []

    def pool() -> Pool:
        if not pools:
            pools.append(Pool(control, max(2, min(os.cpu_count() or 2, 8)), limits.seconds))
        return pools[0]

    things = Things(store, graph.base)
    parts, policies = assets(store)
    return Site(store, things, origin, limits, explore(graph), pool, parts, policies).app()


def _run(app: ASGIApp, door: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=2,
        limit_concurrency=256,
    )
    uvicorn.Server(config).run(sockets=[door])


class Guarded:
    """Around the application: only hosts that are ours (no DNS rebinding), CORS, and headers for all."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_CORS.items(), *_ALWAYS.items()]
            await send(message)

        if not self._ours(scope):
            await _answer(
                tell, 421, b"error: another host is asked for; use the address that serve printed\n"
            )
        elif scope["method"] == "OPTIONS":
            await _answer(tell, 204, b"")
        else:
            await self._app(scope, receive, tell)

    def _ours(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return False
        host = given[0].decode("latin-1").lower()
        name, colon, port = host.rpartition(":")
        return (name if colon and port.isdecimal() else host) in self._hosts


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
