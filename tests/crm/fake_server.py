"""What the two fake CRMs share: a server on loopback that notes requests and fails when it is told to."""

import json
from collections import deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Reply = tuple[int, Any]


class FakeCrm:
    """Answers `reply`; before that, whatever a test has put into `failures`: (status, body, headers).

    `holds` makes every answer wait: for a CRM that does not answer, or a process that dies meanwhile.
    """

    def __init__(self) -> None:
        self.failures: deque[tuple[int, Any, dict[str, str]]] = deque()
        self.requests: list[tuple[str, str, Any]] = []
        self.lock, self.holds = Lock(), Event()
        self.holds.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.holds.set()
        self._server.shutdown()
        self._server.server_close()

    def reply(self, method: str, path: str, query: dict[str, str], body: Any, token: str) -> Reply:
        raise NotImplementedError

    def more_headers(self) -> dict[str, str]:
        return {}

    def writes(self) -> list[tuple[str, str, Any]]:
        """The requests that changed leads."""
        return [one for one in self.requests if one[0] in ("PATCH", "DELETE") or "/batch/up" in one[1]]

    def _handler(crm) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None: ...

            def _serve(self) -> None:
                parts = urlsplit(self.path)
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                is_form = "form-urlencoded" in (self.headers.get("Content-Type") or "")
                body = dict(parse_qsl(raw)) if is_form else json.loads(raw) if raw else None
                token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
                with crm.lock:
                    crm.requests.append((self.command, parts.path, body))
                    failure = crm.failures.popleft() if crm.failures else None
                    query = dict(parse_qsl(parts.query))
                    headers: dict[str, str] = {}
                    if failure:
                        status, answer, headers = failure
                    else:
                        status, answer = crm.reply(self.command, parts.path, query, body, token)
                crm.holds.wait(30)
                sent = json.dumps(answer).encode() if answer is not None else b""
                try:
                    self.send_response(status)
                    for name, value in {**headers, **crm.more_headers()}.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(sent)))
                    self.end_headers()
                    self.wfile.write(sent)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            do_GET = do_POST = do_PATCH = do_DELETE = _serve

        return Handler


def now() -> datetime:
    """The CRM's own clock."""
    return datetime.now(UTC)
