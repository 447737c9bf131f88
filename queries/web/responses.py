"""Answers of the server: pages, data, and faults in the format that was asked for."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from queries.web import pages
from queries.web.accept import HTML, RESULTS, TRIPLES, choose
from queries.web.jobs import TEXT, Reply
from queries.web.markup import POLICY
from queries.web.sparql import BadRequest, Fields, parsed

DATA = (HTML, *TRIPLES.values())
TABLES = (HTML, *RESULTS.values())


def accepted(request: Request) -> str:
    """The Accept header, or what ``?format=csv`` names, for links that a browser opens."""
    short = dict(parsed(request.scope["query_string"])).get("format", "")
    return (RESULTS | TRIPLES).get(short) or request.headers.get("accept", "")


def chosen(request: Request, offered: tuple[str, ...]) -> str:
    """Return the offered media type that a request wants; raises BadRequest (406) if it takes none."""
    media = choose(accepted(request), offered)
    if media is None:
        raise BadRequest(406, f"none of these can be made; there are {', '.join(offered)}")
    return media


def near(request: Request, offered: tuple[str, ...]) -> str:
    """Return the media type for what is not there: one that was asked for, else plain text."""
    return choose(accepted(request), offered) or TEXT


def given(request: Request) -> dict[str, str]:
    """Return the parameters of a named question; raises BadRequest for one that is given twice."""
    fields = Fields(tuple(parsed(request.scope["query_string"])))
    found = {name: fields.one(name) for name, _ in fields.pairs}
    return {name: value for name, value in found.items() if value and name != "format"}


def raw_path(request: Request, prefix: str) -> str:
    """The path below a prefix as it was sent: ``%2F`` and ``/`` are not the same."""
    path: bytes = request.scope["raw_path"]
    return path.decode("ascii", "replace").partition("?")[0].removeprefix(prefix)


def html(data: bytes, status: int = 200) -> Response:
    """Return a page, which runs no script and loads nothing."""
    return Response(data, status, media_type=HTML, headers={"Content-Security-Policy": POLICY})


def data(data: bytes, media: str, status: int = 200) -> Response:
    """Return data in a media type."""
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return Response(data, status, headers={"Content-Type": kind})


def response(reply: Reply) -> Response:
    """Return what a worker answered; raises BadRequest for a fault."""
    if reply.status != 200:
        raise BadRequest(reply.status, reply.body.decode("utf-8").strip())
    return data(reply.body, reply.media)


def missing(what: str, media: str) -> Response:
    """404 in the format that was asked for."""
    line = " ".join(f"{what}: not here".split())
    if media == HTML:
        return html(pages.missing(what), 404)
    if media in (TRIPLES["ttl"], TRIPLES["nt"]):
        return data(f"# 404 {line}\n".encode("utf-8", "replace"), media, 404)
    if media == TRIPLES["rdf"]:
        empty = '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n'
        return data(empty.encode(), media, 404)
    if media.endswith("json"):
        return data(json.dumps({"error": line}, ensure_ascii=False).encode("utf-8", "replace"), media, 404)
    return data(f"error: {line}\n".encode("utf-8", "replace"), "text/plain", 404)


async def bad(request: Request, wrong: Exception) -> Response:
    """A refused request: one line, as JSON if that is what the client reads."""
    status = wrong.status if isinstance(wrong, BadRequest) else 400
    headers = {"Retry-After": "5"} if status == 503 else {}
    if status == 413:
        headers["Connection"] = "close"
    if choose(accepted(request), ("text/plain", "application/json")) == "application/json":
        body = json.dumps({"status": status, "error": str(wrong)}, ensure_ascii=False)
        return Response(body, status, headers, media_type="application/problem+json")
    return Response(f"error: {wrong}\n", status, headers, media_type="text/plain")


async def http(request: Request, wrong: Exception) -> Response:
    """No such route, or not with this method."""
    if not isinstance(wrong, HTTPException):
        raise wrong
    if wrong.status_code == 404:
        return missing(request.url.path, near(request, DATA))
    return Response(f"error: {wrong.detail}\n", wrong.status_code, wrong.headers, media_type="text/plain")
