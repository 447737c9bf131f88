"""Another store over HTTP: the only module of the room that sends, and only to the address it is given."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO
from urllib.parse import urlencode, urlsplit

from extract.errors import InputError, UsageError

#: The names of the environment variables that hold the credentials.
USER, PASSWORD = "CEBKG_USER", "CEBKG_PASSWORD"
_SECONDS = 60
_MOST = 64 << 20  # bytes of an answer


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Credentials and data go to the address that was given and to no other."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Remote:
    """A SPARQL 1.1 endpoint; raises InputError with what it answered whenever it does not do as asked.

    ``asked`` is the address for queries where a store has another for them.
    """

    url: str
    asked: str = ""

    def update(self, sparql: str) -> None:
        """Send an update."""
        self._send(
            "POST", self.url, urlencode({"update": sparql}).encode(), "application/x-www-form-urlencoded"
        )

    def query(self, sparql: str, accept: str) -> bytes:
        """Return the answer to a query."""
        form = urlencode({"query": sparql}).encode()
        return self._send("POST", self.asked or self.url, form, "application/x-www-form-urlencoded", accept)

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a named graph through the Graph Store Protocol."""
        self._send("PUT", self._graph(graph), triples, "text/turtle; charset=utf-8")

    def post(self, graph: str, triples: bytes) -> None:
        """Add to a named graph through the Graph Store Protocol."""
        self._send("POST", self._graph(graph), triples, "text/turtle; charset=utf-8")

    def get(self, graph: str) -> bytes:
        """Return a named graph as N-Triples, nothing if there is none."""
        try:
            return self._send("GET", self._graph(graph), None, "", "application/n-triples, text/plain;q=0.9")
        except Missing:
            return b""

    def _graph(self, graph: str) -> str:
        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}{urlencode({'graph': graph})}"

    def _send(self, method: str, url: str, body: bytes | None, media: str, accept: str = "*/*") -> bytes:
        headers = {"Accept": accept, "User-Agent": "cebkg"} | ({"Content-Type": media} if media else {})
        request = urllib.request.Request(url, body, headers, method=method)
        try:
            opener = _opener(url)
            with opener.open(request, timeout=_SECONDS) as answer:
                data: bytes = answer.read(_MOST)
                return data
        except urllib.error.HTTPError as wrong:
            raise _refused(url.partition("?")[0], wrong) from None
        except (OSError, HTTPException) as wrong:
            reason = getattr(wrong, "reason", None) or wrong
            raise InputError(
                f"{url.partition('?')[0]}: does not answer ({reason}); graphs sent so far are whole, "
                "run it again to go on"
            ) from None


class Missing(InputError):
    """The endpoint has no such graph."""


def endpoint(url: str, asked: str = "") -> Remote:
    """Return the endpoint at a URL; raises UsageError unless it is http(s) and without a password."""
    for option, one in (("--endpoint", url), ("--queries", asked or url)):
        parts = urlsplit(one)
        if parts.username or parts.password:
            raise UsageError(f"{option}: no credentials in the address; put them into {USER} and {PASSWORD}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(
                f"{option} {one}: not a web address; give one such as http://localhost:8890/sparql"
            )
    return Remote(url, asked)


def _opener(url: str) -> urllib.request.OpenerDirector:
    """An opener that answers Basic and Digest with the credentials of the environment, if there are any."""
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user and password is not None:
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, url, user, password)
        handlers += [urllib.request.HTTPDigestAuthHandler(known), urllib.request.HTTPBasicAuthHandler(known)]
    return urllib.request.build_opener(*handlers)


def _refused(url: str, wrong: urllib.error.HTTPError) -> InputError:
    words = " ".join(wrong.read(2000).decode("utf-8", "replace").split())[:200]
    if wrong.code == 404:
        return Missing(f"{url}: 404 not found ({words}); is the address right?")
    if wrong.code in (401, 403):
        return InputError(f"{url}: {wrong.code}, not allowed; set {USER} and {PASSWORD}, or check the rights")
    return InputError(f"{url}: {wrong.code} {wrong.reason} ({words}); nothing of this graph was kept")
