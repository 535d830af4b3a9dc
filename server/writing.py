"""A write as the web asks for it: by whom, on what condition, and what its sender is told of it."""

from flask import Response, json, request
from werkzeug.datastructures import ETags

from kg.commits import Commit, Condition, Signed, Work, commit
from kg.model import Version
from kg.tokens import Scope
from server.access import bearer
from server.config import service
from server.errors import Stale
from server.negotiate import JSON


def written(work: Work, *, graph: str | None = None) -> Commit:
    """What comes of some work, if its sender may write.

    If-Match and If-None-Match are about the graph where there is one, else about the version.
    """
    token = bearer(Scope.WRITE)
    by = Signed(token.name, request.args.get("message", ""), admin=token.scope.covers(Scope.ADMIN))
    return commit(service().settings, work, by, condition=_condition(graph))


def told(done: Commit, status: int = 204) -> Response:
    """The response to a write; what changed, for those who ask for JSON by name."""
    number = done.version.number
    if JSON.media_type in request.headers.get("Accept", ""):
        body, status = json.dumps(_summary(done)), 200 if status == 204 else status
        response = Response(body, status, content_type=JSON.media_type)
    else:
        response = Response(status=status)
        del response.headers["Content-Type"]
    response.headers.add("Link", f'<{service().links.version(number)}>; rel="latest-version"')
    return response


def version_tag(version: Version) -> str:
    """The entity tag of a version.

    >>> from datetime import UTC, datetime
    >>> version_tag(Version(7, None, datetime(2026, 11, 20, tzinfo=UTC), "a", "b", "1f0c33aa55", "c"))
    '7-1f0c33aa'
    """
    return f"{version.number}-{version.hash[:8]}"


def graph_tag(version: Version, graph: str, form: str) -> str:
    """The entity tag of a graph, as it stands in a version, in one format."""
    return f"{version.graphs[graph]}-{form}"


def _summary(done: Commit) -> dict[str, object]:
    changes = done.version.changes if done.changed else {}
    return {
        "version": done.version.number,
        "changed": done.changed,
        "changes": [
            {"graph": graph, "added": added, "removed": removed}
            for graph, (added, removed) in sorted(changes.items())
        ],
    }


def _condition(graph: str | None) -> Condition:
    """What the request wants to hold of the version that it changes (RFC 9110 §13.1)."""
    wanted, unwanted = request.if_match, request.if_none_match

    def _check(served: Version | None) -> None:
        there = _tags(served, graph)
        if wanted and not _holds(wanted, there):
            raise Stale(_words("If-Match", wanted, served))
        if unwanted and _holds(unwanted, there):
            raise Stale(_words("If-None-Match", unwanted, served))

    return _check


def _tags(served: Version | None, graph: str | None) -> set[str]:
    """What is there, as far as entity tags tell: a graph is as it was at least while the version is."""
    if served is None or (graph and graph not in served.graphs):
        return set()
    return {version_tag(served), *([served.graphs[graph]] if graph else [])}


def _holds(given: ETags, there: set[str]) -> bool:
    """Whether a tag is one of what is there; formats, questions and codings that it names as well aside.

    Tags of answers are weak, but none outlives its version, which is all that a writer means by them.
    """
    if given.star_tag:
        return bool(there)
    parts = [each.split("-") for each in given.as_set(include_weak=True)]
    return any(not there.isdisjoint({each[0], "-".join(each[:2])}) for each in parts)


def _words(header: str, given: ETags, served: Version | None) -> str:
    number = served.number if served else "none"
    return (
        f"{header} is {given.to_header()[:80]}, and does not hold of version {number}, which is served now. "
        "Look at what has changed and write again."
    )
