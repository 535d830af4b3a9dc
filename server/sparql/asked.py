"""A query as the endpoint understands it: what it asks, in which formats, and whether its answer lasts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from kg.dataset import FORMATS, GRAPH_FORMATS, RESULT_FORMATS, Kind, Question, Wanted, format_named
from server.front import remembered
from server.headers import digest
from server.negotiate import HTML, Choice, NotServed, choice, prefers_page
from server.sparql import protocol

EVERY: Final = (*RESULT_FORMATS, *GRAPH_FORMATS)

_PASSING: Final = ("rand", "now", "uuid", "bnode", "service", "\\u")
"""What a query whose answer may be another one next time has in it; the escape could spell any of these."""
_WORDS: Final = re.compile(r"\b(?:rand|now|(?:str)?uuid|bnode|service)\b|\\u")
_LONGEST: Final = 100
"""Characters; no format has a longer name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the format for each kind of answer, and a tag that tells it from others.

    It `lasts` when the same version gives the same answer again.
    """

    question: Question
    choices: Mapping[Kind, Choice]
    wanted: Wanted = field(init=False)
    tag: str = field(init=False)
    lasts: bool = field(init=False)

    def __post_init__(self) -> None:
        formats = MappingProxyType({kind: each.format for kind, each in self.choices.items()})
        object.__setattr__(self, "wanted", formats)
        object.__setattr__(self, "tag", self._tag())
        object.__setattr__(self, "lasts", self._lasts())

    def _lasts(self) -> bool:
        text = self.question.text.lower()
        return not (any(word in text for word in _PASSING) and _WORDS.search(text))

    def _tag(self) -> str:
        """Another text for each question and choice of formats; how long one would wait does not matter."""
        asked = self.question
        dataset = repr((asked.default_graphs, asked.named_graphs, asked.version))
        formats = [f"{kind.name} {each.media_type}" for kind, each in self.choices.items()]
        return digest(asked.text, dataset, *formats)


@remembered
def wants_page(accept: str, form: str) -> bool:
    """Whether a browser asks, which gets a page."""
    return form in {"", HTML.name} and prefers_page(HTML.media_type if form else accept, EVERY)


def asked(request: protocol.Sent, accept: str, form: str) -> Asked:
    """What a request asks; BadRequest, UnsupportedBody or NotServed where it does not ask rightly."""
    return Asked(protocol.question(request), _choices(accept, form[:_LONGEST]))


@remembered
def _choices(accept: str, form: str) -> Mapping[Kind, Choice]:
    """The best format for each kind of answer, kinds without one left out."""
    if form:
        found = {kind: format_named(form, offers) for kind, offers in FORMATS.items()}
        chosen = {kind: Choice(each, each.media_type) for kind, each in found.items() if each}
    else:
        best = {kind: choice(accept, offers) for kind, offers in FORMATS.items()}
        chosen = {kind: each for kind, each in best.items() if each}
    if not chosen:
        raise NotServed(form or accept, EVERY)
    return MappingProxyType(chosen)
