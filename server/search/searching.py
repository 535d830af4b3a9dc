"""A search carried out: in the index of the version that is served, or without it while there is none."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from kg.dataset import Row
from kg.search import Found, FoundPassage, FoundThing
from kg.search.entries import Thing
from kg.terms import compact
from server.asking import asked, words
from server.config import Service
from server.language import best

_HERE: Final = Path(__file__).resolve().parent
_TAGS: Final = ("en", "zh-Hant", "zh-Hans", "zh-Latn-pinyin", "zh-Latn-wadegile")
_SUGGESTED: Final = 8

Suggestions = tuple[str, list[str], list[str], list[str]]
"""What was typed, names, what they are, and where they lead (OpenSearch Suggestions 1.0)."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What was typed and found in a version; `complete` unless only whole names could be looked up."""

    typed: str
    things: tuple[FoundThing, ...]
    passages: tuple[FoundPassage, ...]
    version: int
    complete: bool = True
    cut_short: bool = False


def searched(service: Service, typed: str) -> Searched:
    """What fits the words that were typed."""
    version = service.versions.served()
    reader = service.desk.reader(version)
    if reader is None:
        return Searched(typed, _called(service, typed), (), version.number, complete=False)
    found: Found = reader.search(typed)
    return Searched(typed, found.things, found.passages, version.number, cut_short=found.cut_short)


def suggested(service: Service, typed: str) -> Suggestions:
    """Names that may be meant; none while there is no index."""
    reader = service.desk.reader(service.versions.served(), patience=0)
    found = reader.suggest(typed, _SUGGESTED) if reader else ()
    links = replace(service.links, language="")
    return (
        typed,
        [names(each.thing)[0] for each in found],
        [" · ".join(dict.fromkeys(filter(None, (names(each.thing)[1], _also(each))))) for each in found],
        [links.public(links.href(each.thing.iri)) for each in found],
    )


def names(thing: Thing) -> tuple[str, str]:
    """What the reader calls a thing, and its name in the other script, empty where there is none."""
    name = best({tag: each for tag, each in (("en", thing.title), ("zh-hant", thing.chinese)) if each})
    others = (each for each in (thing.title, thing.chinese) if each != name)
    return name, next(others, "")


def _also(found: FoundThing) -> str:
    """The name that fits, where it is another one than those that are shown."""
    return "" if found.name in names(found.thing) else found.name


def _called(service: Service, typed: str) -> tuple[FoundThing, ...]:
    """The things of exactly this name."""
    name = " ".join(typed.split())
    spelled = dict.fromkeys((name, name.title(), name.capitalize())) if name else ()
    rows = [{"name": Literal(each, language=tag)} for each in spelled for tag in _TAGS]
    found = service.dataset.select(asked(_HERE, "called", *rows)).rows if rows else ()
    return tuple(FoundThing(_thing(row), name, "exact") for row in found)


def _thing(row: Row) -> Thing:
    classes = tuple(sorted(map(compact, words(row, "classes").split())))
    title = words(row, "title") or words(row, "chinese")
    return Thing(words(row, "thing"), classes, title, words(row, "chinese"), (title,), 0)
