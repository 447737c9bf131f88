"""One process on one address: the only module of the room that listens."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from importlib.util import find_spec
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extract.errors import MissingExtra, UsageError
from graphs.explorer import explore
from graphs.model import KnowledgeGraph
from queries.catalogue import questions
from queries.stores import flat_of, names_of, store_of
from queries.syntax import grammar
from queries.web.guarded import Guarded
from queries.web.jobs import Job, Limits, do

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from queries.web.workers import Pool

_LOCAL = ("localhost", "127.0.0.1", "[::1]")


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
    _run(Guarded(app, (*_LOCAL, _shown(host), urlsplit(origin).hostname or "")), door, bounds.seconds)


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
    for made_once in (flat_of, names_of):  # the workers inherit them
        made_once(graph)
    questions()
    grammar()

    def work(job: object) -> object:
        assert isinstance(job, Job)
        return do(graph, job, limits)

    control = keeper(work, limits.seconds, limits.memory)
    pools: dict[bool, Pool] = {}

    def pool(job: Job) -> Pool:
        """Our own questions have workers of their own: they do not wait behind anybody's long query."""
        if job.ours not in pools:
            size = 2 if job.ours else max(2, min(os.cpu_count() or 2, 8))
            pools[job.ours] = Pool(control, size, limits.seconds)
        return pools[job.ours]

    things = Things(store, graph.base)
    parts, policies = assets(store)
    return Site(store, things, origin, limits, explore(graph), pool, parts, policies).app()


def _run(app: ASGIApp, door: socket.socket, seconds: float) -> None:
    import uvicorn

    from queries.web.patience import Patient

    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=Patient,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=max(2, ceil(seconds)),  # a request has as long to arrive as a query to run
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[door])
