"""The versions in the link format in which RFC 7089 lists the states of something (§5)."""

from werkzeug.http import http_date

from server.config import Service


def timemap(service: Service) -> str:
    """A link to the endpoint at each version."""
    links = service.links
    endpoint, published = links.public(links.sparql()), service.versions.all()
    lines = [
        f'<{endpoint}>; rel="original timegate"',
        f'<{links.public(links.timemap())}>; rel="self"; type="application/link-format"',
    ]
    for place, version in enumerate(published):
        ends = [name for name, at in (("first", 0), ("last", len(published) - 1)) if place == at]
        address = links.public(links.sparql(version=str(version.number)))
        rel = " ".join([*ends, "memento"])
        lines.append(f'<{address}>; rel="{rel}"; datetime="{http_date(version.time)}"')
    return ",\n".join(lines) + "\n"
