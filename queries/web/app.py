"""The routes: each request is answered from what lies ready, or by a worker."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from extract.errors import UsageError
from queries import catalogue
from queries.web import about, formats, pages, responses
from queries.web.accept import HTML, RESULTS, TRIPLES, choose
from queries.web.jobs import TEXT, Job, Limits, Reply
from queries.web.sparql import BadRequest, fields_of, job_of
from queries.web.things import Things
from queries.web.workers import Broken, Busy, Pool, Stopped

_ENDS = {media: end for end, media in (TRIPLES | RESULTS).items()}
_READ = ["GET", "HEAD"]


@dataclass(slots=True)
class Site:
    """What the routes share; ``pool`` is called when the event loop runs."""

    store: ox.Store
    things: Things
    origin: str
    limits: Limits
    explorer: bytes
    pool: Callable[[Job], Pool]
    assets: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # name to media type and bytes
    policies: dict[str, str] = field(default_factory=dict)  # page to its policy

    def app(self) -> Starlette:
        """Return the application."""
        routes = [
            Route("/", self.explore, methods=_READ),
            Route("/sparql", self.sparql, methods=[*_READ, "POST"]),
            Route("/query", self.editor, methods=_READ),
            Route("/assets/{name}", self.asset, methods=_READ),
            Route("/questions", self.questions, methods=_READ),
            Route("/questions/{name}", self.question, methods=_READ),
            Route("/id/{path:path}", self.thing, methods=_READ),
            Route("/page/{path:path}", self.page, methods=_READ),
            Route("/data/{path:path}", self.data, methods=_READ),
            Route("/ontology", self.ontology, methods=_READ),
            Route("/ontology.{end}", self.ontology, methods=_READ),
            Route("/.well-known/void", self.void, methods=_READ),
            Route("/health", self.health, methods=_READ),
            Route("/favicon.ico", self.nothing, methods=_READ),
        ]
        faults = {BadRequest: responses.bad, HTTPException: responses.http}
        return Starlette(routes=routes, exception_handlers=faults)

    async def explore(self, _: Request) -> Response:
        """The explorer; it brings its own policy."""
        return Response(self.explorer, media_type=HTML)

    async def sparql(self, request: Request) -> Response:
        """A query, or without one the description of the service."""
        fields = await fields_of(request, self.limits.body)
        accept = responses.accepted(request)
        job = job_of(fields, accept)
        if job is not None:
            return await self._work(job)
        if request.method == "POST":
            raise BadRequest(400, "no query; send it as the body or as the field query")
        if HTML in accept:
            return RedirectResponse("/query", 303)
        graphs = sorted(
            str(name.value) for name in self.store.named_graphs() if isinstance(name, ox.NamedNode)
        )
        return self._triples(about.service(self.origin, graphs, self._size()), accept)

    async def questions(self, request: Request) -> Response:
        """The list of named questions, as a page or as JSON."""
        if responses.chosen(request, (HTML, "application/json")) == HTML:
            return responses.html(pages.catalogue())
        listed = [
            {
                "name": q.name,
                "zh": q.zh,
                "en": q.en,
                "columns": q.columns,
                "parameters": {p.name: p.text for p in q.parameters},
                "url": f"{self.origin}/questions/{q.name}",
            }
            for q in catalogue.questions()
        ]
        return Response(json.dumps(listed, ensure_ascii=False, indent=1), media_type="application/json")

    async def question(self, request: Request) -> Response:
        """One named question, in the form of its suffix or of the Accept header."""
        name, _, end = request.path_params["name"].partition(".")
        try:
            one = catalogue.question(name)
        except UsageError as wrong:
            return responses.missing(str(wrong), responses.near(request, responses.TABLES))
        given = responses.given(request)
        if end == "rq":
            return Response(one.sparql, media_type="application/sparql-query; charset=utf-8")
        if end and end not in RESULTS:
            return responses.missing(f"{one.name}.{end}: there are {', '.join(RESULTS)} and rq", TEXT)
        media = RESULTS[end] if end else responses.chosen(request, responses.TABLES)
        if media != HTML:
            return await self._work(Job(media, name=one.name, params=given, ours=True))
        reply = await self._reply(Job("table", name=one.name, params=given, ours=True))
        return (
            responses.html(pages.question(one, given, reply.table))
            if reply.table
            else responses.response(reply)
        )

    async def thing(self, request: Request) -> Response:
        """A thing: 303 to its page or to its data, as the Accept header wants."""
        path = responses.raw_path(request, "/id/")
        if self.things.find(path) is None:
            return responses.missing(self.things.base + path, responses.near(request, responses.DATA))
        media = responses.chosen(request, responses.DATA)
        where = f"/page/{path}" if media == HTML else f"/data/{path}.{_ENDS[media]}"
        return RedirectResponse(where, 303)

    async def page(self, request: Request) -> Response:
        """The page of a thing."""
        path = responses.raw_path(request, "/page/")
        iri = self.things.find(path)
        return (
            responses.missing(self.things.base + path, HTML)
            if iri is None
            else responses.html(pages.thing(self.things, iri))
        )

    async def data(self, request: Request) -> Response:
        """What is said of a thing, in the format of the suffix."""
        path, _, end = responses.raw_path(request, "/data/").rpartition(".")
        iri = self.things.find(path)
        if iri is None or end not in TRIPLES:
            return responses.missing(self.things.base + path, TRIPLES.get(end, TEXT))
        return self._triples(self.things.triples(iri), TRIPLES[end])

    async def ontology(self, request: Request) -> Response:
        """The vocabulary, as a page or as data."""
        end = request.path_params.get("end", "")
        if end and end not in TRIPLES:
            return responses.missing(f"ontology.{end}", TEXT)
        media = TRIPLES[end] if end else responses.chosen(request, responses.DATA)
        return (
            responses.html(pages.vocabulary(self.things))
            if media == HTML
            else self._triples(self.things.terms(), media)
        )

    async def void(self, request: Request) -> Response:
        """The description of the dataset."""
        return self._triples(about.dataset(self.store, self.origin), responses.accepted(request))

    async def health(self, _: Request) -> Response:
        """Whether a worker answers, and how large the graph is."""
        reply = await self._reply(Job(RESULTS["json"], "ASK {}", ours=True))
        found = {"status": "ok" if reply.status == 200 else "down", "triples": self._size()}
        return Response(json.dumps(found), reply.status, media_type="application/json")

    async def nothing(self, _: Request) -> Response:
        """No picture; browsers ask for one."""
        return Response(status_code=204)

    async def editor(self, _: Request) -> Response:
        """The query page."""
        media, data = self.assets["query.html"]
        return Response(
            data, media_type=media, headers={"Content-Security-Policy": self.policies["query.html"]}
        )

    async def asset(self, request: Request) -> Response:
        """A part of the query page, by its exact name."""
        found = self.assets.get(request.path_params["name"])
        if found is None:
            return responses.missing(request.url.path, TEXT)
        return Response(found[1], media_type=found[0])

    def _size(self) -> int:
        return len(self.store)

    def _triples(self, triples: list[ox.Triple], accept: str) -> Response:
        media = choose(accept, tuple(TRIPLES.values()))
        if media is None:
            raise BadRequest(406, f"none of these can be made; there are {', '.join(TRIPLES.values())}")
        return responses.data(formats.triples(triples, media).encode("utf-8"), media)

    async def _work(self, job: Job) -> Response:
        return responses.response(await self._reply(job))

    async def _reply(self, job: Job) -> Reply:
        try:
            reply = await self.pool(job).do(job)
        except Stopped:
            raise BadRequest(
                503, f"query: stopped after {self.limits.seconds:g} s; make it narrower"
            ) from None
        except Broken:
            raise BadRequest(
                503, "query: needs too much memory or nests too deeply; make it smaller"
            ) from None
        except Busy:
            raise BadRequest(503, "all workers are busy; ask again in a moment") from None
        assert isinstance(reply, Reply)
        return reply
