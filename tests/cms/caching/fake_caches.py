"""Caches that speak their makers' protocols over real sockets, keep what they were asked, and fail at will."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

ZONE = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Asked:
    """What a cache was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def tags(self) -> list[str]:
        if self.method == "BAN":
            return self.headers["Surrogate-Key"].split(" ")
        told: dict[str, list[str]] = json.loads(self.body)
        return told.get("tags") or told["surrogate_keys"]


#: status, reason, headers, body
Reply = tuple[int, str, dict[str, str], bytes]


def reply(status: int, reason: str, body: bytes = b"", **headers: str) -> Callable[[Asked], Reply]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: (status, reason, named, body)


def varnish(asked: Asked) -> Reply:
    return (200, "Banned", {}, b"") if asked.method == "BAN" else (405, "Method Not Allowed", {}, b"")


def nginx(asked: Asked) -> Reply:
    return (204, "No Content", {}, b"") if asked.method == "DELETE" else (405, "Method Not Allowed", {}, b"")


def cloudflare(asked: Asked) -> Reply:
    known = asked.headers.get("Authorization") == "Bearer a-token"
    if not known or len(asked.tags) > 30:
        return 403, "Forbidden", {}, b'{"success": false, "errors": [{"code": 10000}]}'
    return 200, "OK", {}, b'{"success":true,"errors":[],"result":{"id":"0"}}'


def fastly(asked: Asked) -> Reply:
    if asked.headers.get("Fastly-Key") != "a-token":
        return 401, "Unauthorized", {}, b'{"msg": "Provided credentials are missing or invalid"}'
    if len(asked.tags) > 256:
        return 400, "Bad Request", {}, b""
    return 200, "OK", {}, json.dumps(dict.fromkeys(asked.tags, "0")).encode()


@dataclass
class FakeCache:
    """A cache on a port of its own; ``answers`` says what it replies and may be changed at any time."""

    answers: Callable[[Asked], Reply] = varnish
    asked: list[Asked] = field(default_factory=list)
    arrived: Event = field(default_factory=Event)
    port: int = 0
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def tags(self) -> list[list[str]]:
        return [asked.tags for asked in self.asked]

    def start(self) -> "FakeCache":
        """Listen, on the same port as before if there was one."""
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
                cache.asked.append(asked)
                cache.arrived.set()
                status, reason, headers, body = cache.answers(asked)
                self.send_response(status, reason)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

            def log_message(self, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False
            allow_reuse_address = True

            def handle_error(self, *args: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> "FakeCache":
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()
