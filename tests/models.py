"""A server that speaks the protocol of language models, as well or as badly as a test wants."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

from kg.settings import Settings

SOON = {"retry-after-ms": "1"}
"""Asks for no delay before the next attempt."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends; `silence` are seconds that it waits before."""

    body: bytes
    status: int = 200
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    silence: float = 0.0


def said(content: object, *, finish: str = "stop", refusal: str | None = None) -> Reply:
    """A reply as the protocol has it, its content JSON unless it is text."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    return Reply(
        json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 0,
                "model": "parrot",
                "choices": [{"index": 0, "finish_reason": finish, "message": message}],
                "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
            }
        ).encode()
    )


def failed(status: int, message: str = "no") -> Reply:
    """A refusal with a status, to be tried again at once."""
    return Reply(json.dumps({"error": {"message": message}}).encode(), status, headers=SOON)


@dataclass
class Served:
    """Where the server listens, and the requests that came."""

    address: str
    requests: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def settings(self, **changes: object) -> Settings:
        """Settings of a build that asks this server."""
        chosen = {"reader": "llm", "llm_address": self.address, "llm_model": "parrot", **changes}
        return Settings(**chosen)  # type: ignore[arg-type]  # a test names fields of the right types


Behaviour = Callable[[dict[str, object]], Reply]


@contextmanager
def serving(behaviour: Behaviour | Sequence[Reply]) -> Iterator[Served]:
    """A server that replies as told; the last of several replies is repeated."""
    lock, closing, replies = Lock(), Event(), behaviour if callable(behaviour) else [*behaviour]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                served.requests.append(body)
                served.keys.append(self.headers.get("authorization", ""))
                if callable(replies):
                    reply = replies(body)
                else:
                    reply = replies.pop(0) if len(replies) > 1 else replies[0]
            deadline = time.monotonic() + reply.silence
            while time.monotonic() < deadline and not closing.wait(0.05):
                pass
            self.send_response(reply.status)
            for name, value in {"content-type": reply.media_type, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that no longer waits is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    served = Served(f"http://127.0.0.1:{server.server_port}/v1")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
