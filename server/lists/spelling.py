"""How the values of facets stand in addresses, the other way round."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.terms import term
from server.links import Links


@dataclass(frozen=True, slots=True)
class Spelling:
    """Things stand there by kind and name, terms of vocabularies by their prefix: see `kg.tables.spelled`."""

    links: Links

    def whole(self, value: str) -> str:
        """A value as it stands by itself."""
        found = self.node(value)
        return found.value if found else value

    def node(self, value: str) -> NamedNode | None:
        """The node that stands so in an address; None for what stands for itself."""
        ours = f"{self.links.base}id/{value}"
        try:
            return term(value) if ":" in value else NamedNode(ours) if "/" in value else None
        except (KeyError, ValueError):
            return None
