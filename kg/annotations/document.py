"""One document with entities, events and facts together, as the gold standard keeps them."""

from typing import TypedDict

from kg import rdf
from kg.annotations.entities import Entity, entities
from kg.annotations.events import Event, events
from kg.annotations.facts import Fact, facts
from kg.annotations.heard import Heard
from kg.dataset import Dataset
from kg.model import Ref


class Annotations(TypedDict):
    """A document as annotations have it, ready to be written as JSON."""

    doc: str
    entities: list[Entity]
    events: list[Event]
    facts: list[Fact]


def annotations(dataset: Dataset, document: str, base: str) -> Annotations:
    """What a published document says, asked from the graph."""
    heard = Heard(dataset, rdf.iri(Ref("document", document), base), base)
    return {"doc": document, "entities": entities(heard), "events": events(heard), "facts": facts(heard)}
