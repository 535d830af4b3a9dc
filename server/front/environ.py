"""A request of ASGI in the words of WSGI (PEP 3333)."""

import sys
from typing import IO, Final
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIEnvironment

from server.front.asgi import Scope
from server.front.reply import uncoded

_OWN_NAMES: Final = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


def environ(scope: Scope, body: IO[bytes], size: int) -> WSGIEnvironment:
    """The environment of a request whose body is here, of the length that it has.

    Who asks for the head of a response gets that of the response to GET.
    """
    reads = scope["method"] in {"GET", "HEAD"}
    path = unquote_to_bytes(scope["raw_path"])
    host, port = scope["server"] or ("localhost", 80)
    given: WSGIEnvironment = {
        "REQUEST_METHOD": "GET" if reads else scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": "/" if path in {b"", b"*"} else path.decode("latin-1"),  # RFC 9112 §3.2.4
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}.0"[:8],  # Granian leaves out the 0 of 1.0
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":  # was undone on the way here
            continue
        key = _OWN_NAMES.get(name) or f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"
        text = value.decode("latin-1")
        given[key] = f"{given[key]},{text}" if key in given else text
    if size or "CONTENT_LENGTH" in given:
        given["CONTENT_LENGTH"] = str(size)
    for condition in given.keys() & {"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"}:
        given[condition] = uncoded(given[condition])
    return given
