"""Things whose address looks like one that does not exist."""

from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from kg.model import Ref
from server.asking import node
from server.config import Service
from server.resources.description import asked

_LONGEST: Final = 100
"""A longer name is no mistyped one."""

_MOST: Final = 2000


def near(service: Service, ref: Ref) -> tuple[Ref, ...]:
    """Up to five things with a word of the name in common, the most similar first."""
    if len(ref.slug) > _LONGEST:
        return ()
    words = set(ref.slug.lower().split("-"))
    sharing = [
        each for each in _known(service, service.dataset.version()) if words & set(each.slug.split("-"))
    ]
    by_slug = {each.slug: each for each in sharing[:_MOST]}
    return tuple(by_slug[slug] for slug in get_close_matches(ref.slug.lower(), by_slug, n=5, cutoff=0.5))


@lru_cache(maxsize=2)
def _known(service: Service, _version: str) -> tuple[Ref, ...]:
    """Every named thing of a version."""
    rows = service.dataset.select(asked("slugs")).rows
    refs = (service.links.ref(node(row, "thing").value) for row in rows)
    return tuple(ref for ref in refs if ref)
