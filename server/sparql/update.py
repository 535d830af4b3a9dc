"""An update of the SPARQL 1.1 Protocol (§2.2), carried out as a commit."""

from flask import Response

from kg.commits import Update
from server.config import service
from server.errors import BadRequest
from server.fields import Fields
from server.writing import told, version_tag, written


def updated(asked: Fields) -> Response:
    """What came of an update: another version, and the entity tag by which to refer to it in If-Match."""
    done = written(_update(asked))
    response = told(done)
    response.set_etag(version_tag(done.version))
    response.headers["Location"] = service().links.version(done.version.number)
    return response


def _update(asked: Fields) -> Update:
    if "query" in asked:
        raise BadRequest("The request carries a query and an update; send one of them.")
    if len(updates := asked["update"]) != 1:
        raise BadRequest(f"The request carries {len(updates)} updates; send exactly one `update`.")
    using, named = (asked.get(name) for name in ("using-graph-uri", "using-named-graph-uri"))
    return Update(
        updates[0],
        None if using is None else tuple(using),
        None if named is None else tuple(named),
    )
