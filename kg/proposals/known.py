"""What the first reader found, to look up by the words and places that a model gives."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.model import Claim, Draft, Ref, Value
from kg.proposals.offer import EVENTS

NAMING: Final = frozenset({"skos:prefLabel", "skos:altLabel"})
Key = tuple[Ref, str, Ref | Value | str]


@dataclass(frozen=True, slots=True)
class Known:
    """The claims of a draft by statement, its things by name, and its events."""

    claims: Mapping[Key, Claim]
    named: Mapping[str, frozenset[Ref]]

    @classmethod
    def of(cls, draft: Draft) -> "Known":
        """Everything in a draft."""
        named: defaultdict[str, set[Ref]] = defaultdict(set)
        for bearer in draft.bearers:
            named[plain(bearer.name)].add(bearer.local)
        for claim in draft.claims:
            if claim.predicate in NAMING and isinstance(claim.object, Value):
                named[plain(claim.object.lexical)].add(claim.subject)
        return cls(
            {(claim.subject, claim.predicate, claim.object): claim for claim in draft.claims},
            {name: frozenset(found) for name, found in named.items()},
        )

    def things(self, name: str, kind: str) -> frozenset[Ref]:
        """The bearers of a name: those of a kind, or of any kind where that one has none."""
        found = frozenset(ref for ref in self.named.get(plain(name), ()) if ref.kind != "event")
        return frozenset(ref for ref in found if ref.kind == kind) or found

    def event(self, class_: str, span: tuple[int, int], participants: frozenset[Ref]) -> Ref | None:
        """The event of a class that a sentence tells: the one with most of some participants, if any."""
        told = [
            (len(self.participants(ref) & participants), ref)
            for ref in self._events(class_, span)
            if self.participants(ref) & participants or not (participants and self.participants(ref))
        ]
        return max(told)[1] if told else None

    def participants(self, event: Ref) -> frozenset[Ref]:
        """Who and what has a part in an event."""
        return frozenset(
            object_ for subject, _, object_ in self.claims if subject == event and isinstance(object_, Ref)
        )

    def values(self, subject: Ref, predicate: str) -> list[Ref | Value | str]:
        """What is stated of a thing by one property."""
        return [object_ for one, by, object_ in self.claims if (one, by) == (subject, predicate)]

    def _events(self, class_: str, span: tuple[int, int]) -> Iterator[Ref]:
        for (_, predicate, object_), claim in self.claims.items():
            if predicate == "cy:mentions" and isinstance(object_, Ref) and object_.kind == "event":
                told_here = any(span[0] <= each.start < span[1] for each in claim.passages)
                if told_here and family(class_) in map(family, self._classes(object_)):
                    yield object_

    def _classes(self, event: Ref) -> Iterator[str]:
        for value in self.values(event, "rdf:type"):
            if isinstance(value, str) and value.removeprefix("cy:") in EVENTS:
                yield value.removeprefix("cy:")


def family(class_: str) -> str:
    """The class that an event is compared by: a siege and a battle are campaigns.

    >>> family("Siege"), family("Treaty")
    ('Campaign', 'Treaty')
    """
    return "Campaign" if class_ in {"Battle", "Siege"} else class_


def plain(name: str) -> str:
    """A name as names are compared.

    >>> plain("The  Song")
    'song'
    """
    return " ".join(name.replace("’", "'").casefold().split()).removeprefix("the ")
