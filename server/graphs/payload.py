"""The RDF that a request of the Graph Store Protocol brings, in its body or in the files of a form."""

from collections.abc import Iterator

from flask import Request

from kg.commits import Payload
from server.bodies import body
from server.errors import BadRequest

_FILES = "multipart/form-data"


def payloads(request: Request, base: str) -> tuple[Payload, tuple[Payload, ...]]:
    """The first piece of RDF that was sent, and the others; relative IRIs are resolved against `base`."""
    if request.mimetype != _FILES:
        return Payload(body(request), request.mimetype, base), ()
    files = [*_files(request, base)]
    if not files:
        raise BadRequest("The form brings no file; send the RDF as files, each with its Content-Type.")
    return files[0], tuple(files[1:])


def _files(request: Request, base: str) -> Iterator[Payload]:
    for _, files in request.files.lists():
        yield from (Payload(file.stream.read(), file.mimetype, base) for file in files)
