"""RDF terms as a reader sees them: words, a link, and what a program can read off the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.dataset import Term
from kg.terms import compact
from server.links import Links


@dataclass(frozen=True, slots=True)
class Shown:
    """A term in words; `href` is empty for what leads nowhere, `title` says more on pointing at it.

    `resource`, or `content` with `language` or `datatype`, is the term itself for RDFa.
    """

    text: str
    href: str = ""
    title: str = ""
    resource: str = ""
    content: str = ""
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """How terms are worded: by their labels where these are known, else by the end of their IRI."""

    links: Links
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def shown(self, term: Term) -> Shown:
        """One term for a page."""
        match term:
            case NamedNode():
                return Shown(
                    self.name(term), self.links.href(term.value), title=term.value, resource=term.value
                )
            case Literal(language=str(language)):
                return Shown(term.value, content=term.value, language=language)
            case Literal():
                datatype = term.datatype.value
                return Shown(term.value, title=compact(datatype), content=term.value, datatype=datatype)
        return Shown(str(term))

    def name(self, thing: NamedNode) -> str:
        """The label of a thing, or its IRI without what all share.

        >>> Wording(Links.for_base("http://kg.test/")).name(NamedNode("http://kg.test/id/person/yue-fei"))
        'person/yue-fei'
        """
        known = self.labels.get(thing.value)
        return known or compact(thing.value.removeprefix(f"{self.links.base}id/"))


@dataclass(frozen=True, slots=True)
class Download:
    """Where the same can be had in another format."""

    title: str
    href: str
    media_type: str
