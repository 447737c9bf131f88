"""What stands around every answer: only hosts that are ours (no DNS rebinding), CORS, and validators."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]
_ALWAYS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"accept, content-type"),
    (b"access-control-max-age", b"86400"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"vary", b"Accept"),
    (b"cache-control", b"no-cache"),  # keep it, but ask whether it is still so
]
_OF_A_BODY = (b"content-type", b"content-length")


class Guarded:
    """Around the application, whose answers are each one body."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun: list[Message] = []

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            start = begun.pop()
            headers = [*start["headers"], *_ALWAYS]
            status, body = start["status"], message["body"]
            if status == 200 and scope["method"] in ("GET", "HEAD"):
                tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
                headers.append((b"etag", tag.encode("ascii")))
                if _has(scope["headers"], tag):
                    status, body = 304, b""
                    headers = [pair for pair in headers if pair[0] not in _OF_A_BODY]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})

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


def _has(headers: Headers, tag: str) -> bool:
    """Whether the client has this content already (If-None-Match)."""
    given = b",".join(value for name, value in headers if name == b"if-none-match").decode("latin-1")
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in given.split(","))


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
