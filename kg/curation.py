"""Decisions of curators that spell out their claim: who finds no claim of a sentence adds it so.

A decision says `rdf:subject`, `rdf:predicate`, `rdf:object` and `cy:document` in place of `cy:onClaim`. With
`cy:exact`, the words that say so, an accepted claim that the document does not make by itself is added.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from kg import rdf
from kg.errors import BadDecision
from kg.model import Claim, Passage, Ref, Value
from kg.terms import compact, term

RULE: Final = "curator"
"""The rule of a claim that a curator added."""
_PARTS: Final = ("rdf:subject", "rdf:predicate", "rdf:object", "cy:document")
_SPELLED: Final = frozenset(term(name) for name in (*_PARTS, "cy:exact"))
_Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Addition:
    """A claim that a curator found in a document, with the words that he quotes."""

    decision: NamedNode
    document: str
    claim: Claim
    words: tuple[str, ...]

    @property
    def slug(self) -> str:
        """What the claim is called once it is added."""
        return rdf.claim_ref(self.document, self.claim).slug


def resolved(quads: Sequence[Quad], base: str) -> list[Quad]:
    """The content of the curation graph in which every decision names its claim by `cy:onClaim`."""
    kept = [quad for quad in quads if quad.predicate not in _SPELLED]
    claims = {
        decision: rdf.iri(rdf.claim_ref(document, claim), base)
        for decision, document, claim, _ in _spelled(quads, base)
    }
    rest = [quad for quad in quads if quad.predicate in _SPELLED and quad.subject not in claims]
    graph = rdf.graph("curation", base)
    return [*kept, *rest, *(Quad(each, term("cy:onClaim"), claim, graph) for each, claim in claims.items())]


def additions(quads: Sequence[Quad], base: str) -> list[Addition]:
    """The claims that decisions add."""
    accepted = {
        quad.subject
        for quad in quads
        if (quad.predicate, quad.object) == (term("cy:verdict"), term("cy:Accepted"))
    }
    return [
        Addition(decision, document, claim, words)
        for decision, document, claim, words in _spelled(quads, base)
        if words and decision in accepted
    ]


def _spelled(quads: Iterable[Quad], base: str) -> Iterator[tuple[NamedNode, str, Claim, tuple[str, ...]]]:
    """The decisions that spell their claim: its document, the claim without its passages, the words."""
    said: dict[NamedNode, dict[str, list[_Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            said.setdefault(quad.subject, {}).setdefault(compact(quad.predicate.value), []).append(
                quad.object
            )
    for decision, about in said.items():
        if term("cy:Decision") in about.get("rdf:type", ()) and any(part in about for part in _PARTS):
            subject, predicate, value, document = _parts(decision, about)
            claim = Claim(
                _ref(subject, decision, base),
                compact(predicate.value) if isinstance(predicate, NamedNode) else "",
                _value(value, base),
                (),
                RULE,
                1.0,
            )
            words = sorted(each.value for each in about.get("cy:exact", ()) if isinstance(each, Literal))
            yield decision, _ref(document, decision, base).slug, claim, tuple(words)


def _parts(decision: NamedNode, about: Mapping[str, list[_Term]]) -> list[_Term]:
    wrong = [part for part in _PARTS if len(about.get(part, ())) != 1]
    if wrong or "cy:onClaim" in about:
        raise BadDecision(
            f"{decision} spells its claim, but not with one {', one '.join(wrong) or 'name for it alone'}. "
            f"Give it one each of {', '.join(_PARTS)}, or cy:onClaim instead of them."
        )
    return [about[part][0] for part in _PARTS]


def _ref(node: _Term, decision: NamedNode, base: str) -> Ref:
    if isinstance(node, NamedNode) and node.value.startswith(f"{base}id/"):
        return Ref.parse(node.value.removeprefix(f"{base}id/"))
    raise BadDecision(
        f"{decision} is about {node}, which is nothing of this graph. Write its address relative to the "
        "base, as in <id/person/yue-fei>."
    )


def _value(node: _Term, base: str) -> Ref | Value | str:
    match node:
        case NamedNode() if node.value.startswith(f"{base}id/"):
            return Ref.parse(node.value.removeprefix(f"{base}id/"))
        case NamedNode():
            return compact(node.value)
        case Literal(language=str(language)):
            return Value(node.value, language=language)
        case Literal():
            return Value(node.value, compact(node.datatype.value))
    raise BadDecision(f"{node} cannot be the value of a claim; name a thing or write a literal.")


def rejections(claims: Iterable[str], base: str) -> list[Quad]:
    """That these claims are rejected, in as few words as their shapes understand."""
    return [
        quad
        for slug in sorted(claims)
        for decision in [rdf.iri(Ref("decision", f"on-{slug}"), base)]
        for quad in (
            Quad(decision, term("cy:onClaim"), rdf.iri(Ref("claim", slug), base)),
            Quad(decision, term("cy:verdict"), term("cy:Rejected")),
        )
    ]


def quoted(found: Iterable[Addition], store: Store, base: str) -> tuple[list[Quad], list[str]]:
    """The added claims with their evidence and their facts, and sentences about those that cannot be added.

    The words must stand once in the text of the document, which the store has.
    """
    quads: list[Quad] = []
    texts = {name: _text(store, name, base) for name in sorted({each.document for each in found})}
    notes = [
        f"Not added: what decisions add to {name}, which is not published. Build with it, or take them out."
        for name, text in texts.items()
        if not text
    ]
    for each in (each for each in found if texts[each.document]):
        if _is_claim(store, rdf.iri(Ref("claim", each.slug), base)):
            continue  # by now the document is read so by itself
        text = texts[each.document]
        faults = [fault for words in each.words if (fault := _fault(text, words, each.document))]
        if faults:
            notes.append(f"Not added: {_named(each.decision)} {faults[0]}")
        else:
            starts = ((text.index(words), words) for words in each.words)
            passages = tuple(
                Passage(each.document, start, start + len(words), words) for start, words in starts
            )
            quads += rdf.added(each.document, replace(each.claim, passages=passages), base)
    return list(dict.fromkeys(quads)), notes


def idle(quads: Iterable[Quad], store: Store) -> list[str]:
    """Sentences about the decisions on claims that nobody makes, for whoever looks after them."""
    return [
        f"Without effect: {_named(quad.subject)} is about a claim that no document makes. "
        "Look whether it is read otherwise now, and correct the decision or take it out."
        for quad in quads
        if quad.predicate == term("cy:onClaim")
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and not _is_claim(store, quad.object)
    ]


def _named(decision: NamedNode) -> str:
    return "/".join(decision.value.split("/")[-2:])


def _is_claim(store: Store, node: NamedNode) -> bool:
    return any(store.quads_for_pattern(node, term("rdf:type"), term("cy:Claim"), None))


def _text(store: Store, document: str, base: str) -> str:
    texts = store.quads_for_pattern(rdf.iri(Ref("document", document), base), term("cy:text"), None, None)
    return next((quad.object.value for quad in texts if isinstance(quad.object, Literal)), "")


def _fault(text: str, words: str, document: str) -> str:
    """What is wrong with a quotation, empty where nothing is."""
    times = text.count(words) if words else 0
    if times == 1:
        return ""
    how = "does not say" if not times else f"says {times} times"
    return f"quotes {words!r}, which {document} {how}. Quote words that stand there once, to the letter."
