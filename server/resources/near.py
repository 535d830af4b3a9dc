"""Things whose address looks like one that does not exist."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from kg.model import Ref
from server.asking import node
from server.config import Service
from server.resources.description import asked

_LONGEST: Final = 100
"""A longer name is no mistyped one."""

_MOST: Final = 2000
_BEGINNING: Final = 3

_TAGS: Final = ("en", "zh-hant", "zh-hans", "zh", "zh-latn-pinyin", "zh-latn-wadegile")
"""Languages in which somebody may write a name where its address belongs, as the store spells their tags."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """What the things are kept under that have a name; whoever asks, they are the same."""

    data: Path
    version: str
    service: Service = field(compare=False)


def near(service: Service, ref: Ref) -> tuple[Ref, ...]:
    """Up to five things that are called so, or whose address is most similar and begins or goes on alike."""
    if len(ref.slug) > _LONGEST:
        return ()
    known = _known(_Edition(service.settings.data, service.dataset.version(), service))
    slug = ref.slug.lower()
    words, beginning = set(slug.split("-")), slug[:_BEGINNING]
    alike = [each for each in known if each.slug.startswith(beginning) or words & set(each.slug.split("-"))]
    by_slug = {each.slug: each for each in alike[:_MOST]}
    similar = (by_slug[name] for name in get_close_matches(slug, by_slug, n=5, cutoff=0.5))
    return tuple(dict.fromkeys([*_called(service, ref.slug), *similar]))[:5]


def _called(service: Service, name: str) -> list[Ref]:
    """The things that bear a name exactly, in any language."""
    spellings = dict.fromkeys((name, name.replace("_", " "), name.replace("-", " ").title()))
    names = [{"name": Literal(each, language=tag)} for each in spellings for tag in _TAGS]
    return _refs(service, asked("called", *names))


@lru_cache(maxsize=2)
def _known(edition: _Edition) -> tuple[Ref, ...]:
    """Every named thing of a version."""
    return tuple(_refs(edition.service, asked("slugs")))


def _refs(service: Service, text: str) -> list[Ref]:
    rows = service.dataset.select(text).rows
    refs = (service.links.ref(node(row, "thing").value) for row in rows)
    return [ref for ref in refs if ref]
