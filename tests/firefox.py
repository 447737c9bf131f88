"""Debian's Firefox over WebDriver BiDi: Playwright drives only a Firefox of its own making."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

FIREFOX = "/usr/bin/firefox-esr"
#: Seconds to wait for an answer; a machine at work needs some.
PATIENCE = 60
#: Firefox calls home unless it is told not to.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "ui.prefersReducedMotion": 1,
}


class Firefox:
    """One tab; whatever it complains about or asks for is remembered."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._number = socket, 0
        self.complaints: list[str] = []
        self._send("session.new", capabilities={})
        [tab, *_] = self._send("browsingContext.getTree")["contexts"]
        self._tab = tab["context"]
        self._send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def open(self, file: Path, fragment: str = "", size: tuple[int, int] = (1440, 900)) -> None:
        """Load a page from disk at a state, in a window of a size."""
        viewport = {"width": size[0], "height": size[1]}
        self._send("browsingContext.setViewport", context=self._tab, viewport=viewport)
        for url in ("about:blank", file.as_uri() + fragment):
            self._send("browsingContext.navigate", context=self._tab, url=url, wait="complete")
        self._send(
            "browsingContext.navigate", context=self._tab, url=file.as_uri() + fragment, wait="complete"
        )

    def run(self, script: str) -> Any:
        """Return the value of an expression or promise, which must be JSON."""
        answer = self._send(
            "script.evaluate",
            expression=f"Promise.resolve({script}).then(value => JSON.stringify(value ?? null))",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def _send(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=PATIENCE))
            if message["type"] == "event":
                self._note(message["method"], message["params"])
            elif message["id"] == self._number:
                assert message["type"] == "success", f"{method}: {message}"
                return message["result"]

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method == "log.entryAdded":
            self.complaints.append(f"{told['level']}: {told['text']}")
        elif not told["request"]["url"].startswith(("file:", "about:", "blob:")):
            self.complaints.append(f"request: {told['request']['url']}")


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Firefox; a machine without it skips these tests, but the gate must have it."""
    if not Path(FIREFOX).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{FIREFOX} is not installed; run apt-get install firefox-esr")
        pytest.skip(f"{FIREFOX} is not installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = (
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in PREFERENCES.items()
        )
        (Path(profile) / "user.js").write_text("".join(lines), encoding="utf-8")
        process = subprocess.Popen(
            [FIREFOX, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
            env=os.environ | {"HOME": profile, "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            with connect(f"{_address(process)}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    for line in process.stderr:
        found = re.search(r"BiDi listening on (ws://\S+)", line)
        if found:
            return found[1]
    raise RuntimeError("Firefox ended before it listened")
