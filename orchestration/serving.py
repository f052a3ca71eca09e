"""Serves a folder of a release on this machine alone, for reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class QuietHandler(SimpleHTTPRequestHandler):
    """Answers without writing a line for each file."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve_folder(folder: Path, port: int, announce: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises OSError where the port is taken."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(QuietHandler, directory=str(folder))) as server:
        announce(f"http://127.0.0.1:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
