"""Gold annotations as claims, so that what is written from the graph can be compared with them."""

import re
from collections.abc import Iterator
from typing import Any

from kg.model import Claim, Document, Ref, Value

_KINDS = {"Dynasty": "polity", "Person": "person", "People": "people", "Place": "place"}
_CLASSES = {"Dynasty": "cy:Polity"}
_FACTS = {
    "founded_in": "cy:inception",
    "ended_in": "cy:dissolution",
    "same_place_as": "cy:modernName",
    "alias_of": "skos:altLabel",
}
Gold = dict[str, Any]


def claims(document: Document, gold: Gold) -> list[Claim]:
    """What a careful extractor would claim of a document, had it found what the annotators did."""
    return list(_Annotated(document, gold).claims())


class _Annotated:
    def __init__(self, document: Document, gold: Gold) -> None:
        self._document = document
        self._gold = gold
        self._refs = {each["id"]: Ref(_KINDS[each["class"]], _slug(each["id"])) for each in gold["entities"]}
        self._refs |= {each["id"]: Ref("event", _slug(each["id"])) for each in gold["events"]}

    def claims(self) -> Iterator[Claim]:
        for entity in self._gold["entities"]:
            yield from self._entity(entity)
        for event in self._gold["events"]:
            yield from self._event(event)
        for fact in self._gold["facts"]:
            if not fact.get("derived"):
                yield from self._fact(fact)

    def _claim(self, subject: Ref, predicate: str, value: Ref | Value | str, *spans: list[int]) -> Claim:
        passages = tuple(self._document.passage(*span) for span in spans)
        return Claim(subject, predicate, value, passages, "gold", 1.0)

    def _named(self, ref: Ref, kind: str, name: str, spans: list[list[int]]) -> Iterator[Claim]:
        yield self._claim(ref, "rdf:type", kind, spans[0])
        yield self._claim(ref, "skos:prefLabel", Value(name, language="en"), spans[0])
        yield self._claim(Ref("document", self._document.id), "cy:mentions", ref, *spans)

    def _entity(self, entity: Gold) -> Iterator[Claim]:
        ref, kind = self._refs[entity["id"]], _CLASSES.get(entity["class"], f"cy:{entity['class']}")
        yield from self._named(ref, kind, entity["name"], entity["mentions"])
        for alias in entity["aliases"]:
            span = next(([s, e] for s, e in entity["mentions"] if self._document.text[s:e] == alias), None)
            if span:
                yield self._claim(ref, "skos:altLabel", Value(alias, language="en"), span)

    def _event(self, event: Gold) -> Iterator[Claim]:
        ref, span = self._refs[event["id"]], [event["start"], event["end"]]
        yield from self._named(ref, f"cy:{event['class']}", event["label"], [span])
        for name, end, fill in (("earliest", 0, "-01-01"), ("latest", 1, "-12-31")):
            if event["date"]:
                yield self._claim(
                    ref, f"cy:{name}", Value(_day(event["date"][name], end, fill), "xsd:date"), span
                )
        for place in event["place"]:
            yield self._claim(ref, "cy:place", self._refs[place], span)
        for role, fillers in event["roles"].items():
            yield from self._role(ref, role, fillers, span)

    def _role(self, ref: Ref, role: str, fillers: Any, span: list[int]) -> Iterator[Claim]:  # noqa: ANN401  # JSON
        match role:
            case "kind":
                yield self._claim(ref, "cy:betrayalKind", _kind(str(fillers)), span)
            case "outcome":
                yield self._claim(ref, "cy:outcome", _camel(str(fillers)), span)
            case "commander":
                for each in fillers:
                    side = {"attacker": "cy:attackingCommander", "defender": "cy:defendingCommander"}
                    yield self._claim(ref, side[each["side"]], self._refs[each["person"]], span)
            case "tribute" | "ceded_place" | "alliance_against":
                for number, each in enumerate(fillers):
                    yield from self._term(
                        ref, Ref("term", f"{ref.slug}-{_slug(role)}-{number}"), role, each, span
                    )
            case _:
                for each in fillers:
                    yield self._claim(ref, f"cy:{role}", self._refs[each], span)

    def _term(self, treaty: Ref, term: Ref, role: str, said: Gold | str, span: list[int]) -> Iterator[Claim]:
        kind = {
            "tribute": "cy:Tribute",
            "ceded_place": "cy:Cession",
            "alliance_against": "cy:AllianceAgainst",
        }
        parts = said if isinstance(said, dict) else {"against": said}
        names = {"payer": "payer", "from": "payer", "payee": "payee", "to": "payee", "place": "termPlace"}
        yield self._claim(treaty, "cy:term", term, span)
        yield self._claim(term, "rdf:type", "cy:Term", span)
        yield self._claim(term, "cy:termKind", kind[role], span)
        for name, value in parts.items():
            if name != "what":
                yield self._claim(term, f"cy:{names.get(name, 'termAgainst')}", self._refs[value], span)

    def _fact(self, fact: Gold) -> Iterator[Claim]:
        subject, value = self._refs[fact["subject"]], self._refs.get(fact["object"], Value(fact["object"]))
        name = _camel(fact["predicate"])
        predicate = _FACTS.get(fact["predicate"]) or f"cy:{name[3].lower()}{name[4:]}"
        if fact["predicate"] == "predecessor_of" and isinstance(value, Ref):
            subject, predicate, value = value, "cy:successorOf", subject
        yield self._claim(subject, predicate, value, [fact["start"], fact["end"]])


def _slug(name: str) -> str:
    return name.replace("_", "-")


def _camel(name: str) -> str:
    return "cy:" + "".join(part.capitalize() for part in name.split("_"))


def _kind(name: str) -> str:
    return "cy:OtherBetrayal" if name == "other" else _camel(name)


def _day(date: str, end: int, fill: str) -> str:
    last = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}
    if re.fullmatch(r"\d{4}", date):
        return date + fill
    if re.fullmatch(r"\d{4}-\d{2}", date):
        return f"{date}-{last.get(date[5:], '31') if end else '01'}"
    return date
