"""Turtle as the authority file keeps it: relative IRIs, one fact a line, nothing that varies between runs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.terms import PREFIXES

Fact = tuple[str, str]
"""A predicate and an object, both spelled in Turtle."""

_PREFIX = re.compile(r"(?:^|\^\^)([a-z][a-z0-9]*):")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True)
class Thing:
    """A subject, spelled in Turtle, with its facts in the order in which they are kept."""

    subject: str
    facts: tuple[Fact, ...]


def reference(kind: str, slug: str) -> str:
    """The relative IRI of one of our own things.

    >>> reference("person", "yue-fei")
    '<id/person/yue-fei>'
    """
    return f"<id/{kind}/{slug}>"


def text(words: str, language: str = "") -> str:
    """Words as a literal, in a language where one is given.

    >>> text("岳飛", "zh-Hant")
    '"岳飛"@zh-Hant'
    """
    return f'"{words.translate(_ESCAPES)}"' + (f"@{language}" if language else "")


def typed(lexical: str, datatype: str) -> str:
    """A literal with the compact name of its datatype.

    >>> typed("1103-01-01", "xsd:date")
    '"1103-01-01"^^xsd:date'
    """
    return f"{text(lexical)}^^{datatype}"


def turtle(things: Iterable[Thing]) -> str:
    """A whole file, with the prefixes that it uses.

    >>> facts = (("a", "cy:People"), ("rdfs:label", text("Xi", "en")))
    >>> print(turtle([Thing(reference("people", "xi"), facts)]))
    @prefix cy: <https://w3id.org/chanyuan/ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <BLANKLINE>
    <id/people/xi>
      a cy:People ;
      rdfs:label "Xi"@en .
    <BLANKLINE>
    """
    things = list(things)
    tokens = {token for thing in things for fact in thing.facts for token in fact}
    used = {prefix for token in tokens for prefix in _prefixes(token)}
    heading = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return "\n".join([heading, *map(_block, things)])


def _prefixes(token: str) -> list[str]:
    """The prefixes in one term: of a compact name, or of a literal's datatype.

    >>> _prefixes(typed("cy: 1103", "xsd:date")), _prefixes(text("cy: 1103", "en")), _prefixes("a")
    (['xsd'], [], [])
    """
    return _PREFIX.findall(token.rpartition('"')[2])


def _block(thing: Thing) -> str:
    facts = " ;\n".join(f"  {predicate} {value}" for predicate, value in thing.facts)
    return f"{thing.subject}\n{facts} .\n"
