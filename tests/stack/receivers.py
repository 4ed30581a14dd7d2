"""The outside world, on loopback: a mail server and a webhook endpoint that remember what came."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import Any

from aiosmtpd.controller import Controller

from prm.local.ports import LOOPBACK, free_port


def until(true: Callable[[], Any], seconds: float = 10) -> Any:
    """Wait until `true` returns something true, and return that. Fails when it never does."""
    deadline = monotonic() + seconds
    while not (answer := true()):
        assert monotonic() < deadline, f"did not come true within {seconds:g} s"
        sleep(0.02)
    return answer


class Mailbox:
    """A mail server that keeps every message: `mailbox.messages`."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname=LOOPBACK, port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 kept"

    @property
    def url(self) -> str:
        return f"smtp://{LOOPBACK}:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in list(self.messages) if address in message["X-Envelope-To"]]

    def wait_for(self, address: str, seconds: float = 10) -> EmailMessage:
        """The first message to an address, once it is there."""
        return until(lambda: self.to(address), seconds)[0]

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


@dataclass
class Received:
    """One request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=monotonic)


@dataclass
class WebhookReceiver:
    """An endpoint that keeps every request and answers with `statuses` in turn, then with 204.

    Each answer takes `seconds` and carries `headers` and `text`.
    """

    requests: list[Received] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    seconds: float = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        assert self.server is not None
        return f"http://{LOOPBACK}:{self.server.server_port}/hook"

    def wait_for(self, count: int = 1, seconds: float = 10) -> list[Received]:
        """The requests so far, once there are `count`."""
        until(lambda: len(self.requests) >= count, seconds)
        return list(self.requests)

    def start(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.requests.append(Received(self.path, headers, body))
                sleep(receiver.seconds)
                with suppress(ConnectionError):
                    self.answer()

            do_GET = do_POST

            def answer(self) -> None:
                text = receiver.text.encode()
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else (200 if text else 204))
                for name, value in {**receiver.headers, "Content-Length": str(len(text))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *args: Any) -> None:
                """Tests need no log."""

        self.server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        assert self.server is not None
        self.server.shutdown()
        self.server.server_close()
