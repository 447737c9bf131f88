"""The SPARQL 1.1 Protocol: what a request asks, in its three forms."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from queries.web.jobs import Job

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 100


class BadRequest(Exception):
    """A request that is refused, with its status and what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Fields:
    """The parameters of a request, in their order."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter."""
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """Return the value of a parameter, None if it is not there; raises BadRequest for several."""
        found = self.all(name)
        if len(found) > 1:
            raise BadRequest(400, f"{name}: given {len(found)} times; give it once")
        return found[0] if found else None


async def fields_of(request: Request, most: int) -> Fields:
    """Return the parameters of a GET or POST request; raises BadRequest for one that is not allowed."""
    pairs = parsed(request.scope["query_string"])
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media == _UPDATE:
            raise BadRequest(403, "updates are refused: this endpoint is only read")
        if media not in (_FORM, _QUERY):
            raise BadRequest(415, f"{media or 'no content type'}: send {_FORM} or {_QUERY}")
        body = await body_of(request, most)
        pairs += parsed(body) if media == _FORM else [("query", _text(body))]
    fields = Fields(tuple(pairs))
    if fields.all("update"):
        raise BadRequest(403, "updates are refused: this endpoint is only read")
    return fields


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of a request; raises BadRequest as soon as it is known to be too long."""
    declared = request.headers.get("content-length", "0")
    size = int(declared) if declared.isdecimal() else 0
    if size > most:
        raise BadRequest(413, f"the body has {size} bytes; at most {most} are taken")
    pieces, length = [], 0
    try:
        async for piece in request.stream():
            length += len(piece)
            if length > most:
                raise BadRequest(413, f"the body is longer than {most} bytes; make it shorter")
            pieces.append(piece)
    except ClientDisconnect:
        raise BadRequest(400, "the body ended early") from None
    return b"".join(pieces)


def parsed(data: bytes) -> list[tuple[str, str]]:
    """Return the fields of a query string or form; raises BadRequest if it is not one."""
    try:
        return parse_qsl(
            _text(data),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
            encoding="utf-8",
        )
    except ValueError as wrong:
        raise BadRequest(400, f"the parameters cannot be read ({wrong}); encode them as UTF-8") from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadRequest(400, f"not UTF-8 at byte {wrong.start}; encode it as UTF-8") from None


def job_of(fields: Fields, accept: str) -> Job | None:
    """Return the query that the parameters ask for, None if there is none."""
    query = fields.one("query")
    if query is None:
        return None
    return Job(accept, query, fields.all("default-graph-uri"), fields.all("named-graph-uri"))
