"""An extraction small enough to see through: three kinds of sentences, no parser, no delay.

Yue Fei led an army in 1140.    a battle, its leader and its year
Yue Fei died in 1142.           the last day on which he can have lived
Somebody led an army in 1140.   the same without a name, which the toy's shapes do not accept
"""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Claim, Document, Passage, Ref, Value
from kg.pipeline import Rules

CASES = Path(__file__).resolve().parent / "cases" / "toy"
BASE = "http://localhost:8080/"
_SENTENCE = re.compile(r"(?P<name>[A-Z][\w ]*?) (?P<verb>led an army|died) in (?P<year>\d{4})\.")


@dataclass(frozen=True, slots=True)
class Toy:
    """The toy as a value; another edition has another fingerprint and claims the same."""

    edition: str = "first"
    seen: list[str] = field(default_factory=list, compare=False)

    def fingerprint(self) -> str:
        return self.edition

    def load(self) -> "Toy":
        return self

    def __call__(self, document: Document) -> tuple[Claim, ...]:
        self.seen.append(document.id)
        return tuple(
            claim for found in _SENTENCE.finditer(document.text) for claim in _claims(document, found)
        )


class Sleepy(Toy):
    """The toy that takes a second for each document."""

    def __call__(self, document: Document) -> tuple[Claim, ...]:
        time.sleep(1)
        return super().__call__(document)


def _claims(document: Document, found: re.Match[str]) -> list[Claim]:
    name, year = found["name"], found["year"]
    words, quote = (document.passage(*found.span("name")),), (document.passage(*found.span()),)
    who = Ref("person", name.lower().replace(" ", "-"))
    said = [_claim(who, "rdf:type", "cy:Person", words)]
    if name != "Somebody":
        said.append(_claim(who, "skos:prefLabel", Value(name, language="en"), words))
    if found["verb"] == "died":
        return [*said, _claim(who, "cy:deathLatest", Value(f"{year}-12-31", "xsd:date"), quote)]
    battle = Ref("event", f"{who.slug}-{year}")
    return [
        *said,
        _claim(battle, "rdf:type", "cy:Battle", quote),
        _claim(battle, "cy:commander", who, quote),
        _claim(battle, "cy:earliest", Value(f"{year}-01-01", "xsd:date"), quote),
    ]


def _claim(subject: Ref, predicate: str, value: Ref | Value | str, passages: tuple[Passage, ...]) -> Claim:
    return Claim(subject, predicate, value, passages, "toy", 0.9)


def rules(corpus: Path, extraction: Toy | None = None, *, base: str = BASE) -> Rules:
    """The toy with its own small ontology, authority file and shapes."""
    return Rules(base, extraction or Toy(), CASES / "ontology", CASES / "shapes", corpus / "decisions.ttl")


def write(corpus: Path, **documents: str) -> Path:
    """A corpus of plain texts by name, with an underscore for each hyphen of the name."""
    corpus.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (corpus / f"{name.replace('_', '-')}.txt").write_text(text, encoding="utf-8")
    return corpus
