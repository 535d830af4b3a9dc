"""What a thing is in one sentence, made of what the graph states; the sentences are in sentences.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.dataset import Term
from server.dates import dated, lasted, lived
from server.language import best, language
from server.resources.page.arrangement import arrangement
from server.resources.page.grammar import enumerated, placed, takes_the, with_article
from server.resources.page.subject import Subject
from server.wording import Wording

_FILE: Final = Path(__file__).with_name("sentences.toml")
_OPTIONAL: Final = re.compile(r"\[([^][]*)\]")
_SLOT: Final = re.compile(r"\{([^}|]+)(?:\|([^}]+))?\}")
_DISTINGUISHING: Final = re.compile(r" \([^()]*\)$")


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences by arrangement and language, and the words that end names with an article."""

    patterns: Mapping[str, Mapping[str, tuple[str, ...]]]
    articles: frozenset[str]


def sentence(subject: Subject, wording: Wording) -> str:
    """What the thing is, empty for what needs no sentence."""
    patterns = _read().patterns.get(arrangement(subject.curies), {}).get(language().tag, ())
    teller = _Teller(subject, wording)
    said = (teller.say(pattern) for pattern in patterns)
    return next(filter(None, said), "")


@dataclass(frozen=True, slots=True)
class _Teller:
    subject: Subject
    wording: Wording

    def say(self, pattern: str) -> str:
        """A pattern with its slots filled, empty where one has no value."""
        trimmed = _OPTIONAL.sub(lambda found: self._filled(found[1]), pattern)
        filled = self._filled(trimmed).lstrip("，, ")
        return filled[:1].upper() + filled[1:]

    def _filled(self, pattern: str) -> str:
        values = {found[0]: self._slot(found[1], found[2] or "") for found in _SLOT.finditer(pattern)}
        if not all(values.values()):
            return ""
        return _SLOT.sub(lambda found: values[found[0]], pattern)

    def _slot(self, name: str, wanted: str) -> str:
        match wanted:
            case "span" | "life":
                first, last = (self.subject.literal(f"cy:{each}") for each in name.split("+"))
                return lived(first, last) if wanted == "life" else lasted(first, last)
            case "date" | "on":
                stated = self.subject.literal(f"cy:{name}")
                return placed(stated) if wanted == "on" else dated(stated)
        words = [self._named(each, wanted) for each in self._things(name)]
        literal = "" if name.startswith("^") else self._literal(self.subject.values(f"cy:{name}"))
        return enumerated([*dict.fromkeys([*words, *([literal] if literal else [])])])

    def _things(self, name: str) -> list[NamedNode]:
        match name:
            case "name":
                return [self.subject.iri]
            case "kind":
                return self._kinds()[:1]
            case _ if name.startswith("^"):
                return [each.other for each in self.subject.pointing(f"cy:{name[1:]}")]
        return [each for each in self.subject.values(f"cy:{name}") if isinstance(each, NamedNode)]

    def _named(self, thing: NamedNode, wanted: str) -> str:
        """A name without what distinguishes it from others of the same name in a list."""
        name = _DISTINGUISHING.sub("", self.wording.name(thing))
        ref = self.wording.links.ref(thing.value)
        takes_article = takes_the(name, _read().articles) or (ref is not None and ref.kind == "people")
        return with_article(name, wanted, definite=takes_article)

    def _kinds(self) -> list[NamedNode]:
        """What kind of thing it is: a betrayal by its own kinds, else the class."""
        kinds = self.subject.values("cy:betrayalKind")
        return [each for each in kinds if isinstance(each, NamedNode)] or list(self.subject.classes)

    def _literal(self, values: list[Term]) -> str:
        """The plainest of the words that are stated, in the reader's language where there are some."""
        said: dict[str, str] = {}
        for each in sorted(
            (each for each in values if isinstance(each, Literal)), key=lambda one: -len(one.value)
        ):
            said[each.language or ""] = each.value
        return best(said)


@cache
def _read() -> _Sentences:
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    articles = frozenset(said.pop("articles"))
    patterns = {
        name: MappingProxyType({tag: tuple(texts) for tag, texts in by_language.items()})
        for name, by_language in said.items()
    }
    return _Sentences(MappingProxyType(patterns), articles)
