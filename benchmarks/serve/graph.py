"""A generated graph in the shape of ours: authority, events told by documents, claims with their passages.

The same number of triples always gives the same graph, byte for byte:

>>> world = World.of(10_000)
>>> world.events, world.persons, world.event(3)
(68, 34, 'http://localhost:8080/id/event/battle-of-jinan-3')
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Self

from kg.terms import term

BASE: Final = "http://localhost:8080/"

_TRIPLES_PER_EVENT: Final = 147
"""What an event brings along: itself, its evidence, and its share of documents, persons and places."""

_EVENTS_PER_DOCUMENT: Final = 4
_FIRST, _SECOND = (
    (
        "bian",
        "cang",
        "dan",
        "fen",
        "guan",
        "heng",
        "jin",
        "kai",
        "liang",
        "ping",
        "qing",
        "tai",
        "xiang",
        "yun",
    ),
    ("an", "cheng", "du", "feng", "gu", "he", "jiang", "ling", "men", "ning", "qiu", "shan", "yang", "zhou"),
)
_FAMILIES: Final = ("Bai", "Cui", "Deng", "Fang", "Gao", "Hou", "Jiang", "Kong", "Lei", "Mao", "Ning", "Pei")
_KINDS: Final = ("Battle", "Siege", "Campaign", "Battle")
_OUTCOMES: Final = ("AttackerVictory", "DefenderVictory", "Inconclusive")
_RULES: Final = ("battle-frame", "siege-frame", "campaign-frame")

Triple = tuple[str, str, str]
"""Subject, predicate and object as N-Triples spells them."""


@dataclass(frozen=True, slots=True)
class World:
    """How much there is of everything, and what each thing is called."""

    events: int
    persons: int
    places: int
    polities: int

    @classmethod
    def of(cls, triples: int) -> Self:
        """The world whose graph has about so many triples."""
        events = max(_EVENTS_PER_DOCUMENT, triples // _TRIPLES_PER_EVENT)
        return cls(events, max(8, events // 2), max(8, events // 8), 40 + events // 200)

    def place_name(self, number: int) -> str:
        """The name of a place, unlike that of any other; a word that labels of events contain."""
        rest, first = divmod(number, len(_FIRST))
        rest, second = divmod(rest, len(_SECOND))
        return f"{_FIRST[first]}{_SECOND[second]}{_FIRST[rest % 14] if rest else ''}{rest // 14 or ''}"

    def place_of(self, event: int) -> int:
        """Where an event took place."""
        return _mixed(event, 1) % self.places

    def event_label(self, number: int) -> str:
        """The name of an event in English."""
        place = self.place_name(self.place_of(number)).capitalize()
        return f"{_KINDS[number % 4]} of {place}, {_year(number)}"

    def event(self, number: int) -> str:
        """The IRI of an event."""
        place = self.place_name(self.place_of(number))
        return f"{BASE}id/event/{_KINDS[number % 4].lower()}-of-{place}-{number}"

    def person_name(self, number: int) -> str:
        """The name of a person, which others may bear too."""
        given = _FIRST[_mixed(number, 2) % 14] + _SECOND[_mixed(number, 3) % 14]
        return f"{_FAMILIES[number % 12]} {given.capitalize()}"

    def person(self, number: int) -> str:
        """The IRI of a person."""
        return f"{BASE}id/person/{self.person_name(number).lower().replace(' ', '-')}-{number}"

    def place(self, number: int) -> str:
        """The IRI of a place."""
        return f"{BASE}id/place/{self.place_name(number)}"

    def polity(self, number: int) -> str:
        """The IRI of a polity."""
        return f"{BASE}id/polity/state-{number}"


def rule(number: int) -> str:
    """The name of an extraction rule; each has made more than a thousand claims in 0.1 million triples."""
    return _RULES[number % len(_RULES)]


def graphs(world: World) -> Iterator[tuple[str, list[Triple]]]:
    """The named graphs, each with its triples: first the authority file, then document by document."""
    yield f"{BASE}id/graph/authority", [*_authority(world)]
    for number, first in enumerate(range(0, world.events, _EVENTS_PER_DOCUMENT)):
        events = range(first, min(first + _EVENTS_PER_DOCUMENT, world.events))
        yield f"{BASE}id/graph/article-{number}", _document(world, number, events)


def _authority(world: World) -> Iterator[Triple]:
    for number in range(world.polities):
        me = f"<{world.polity(number)}>"
        yield from _named(me, "Dynasty", f"State {number}", f"國{number}")
    for number in range(world.places):
        yield from _place(world, number)
    for number in range(world.persons):
        yield from _person(world, number)


def _place(world: World, number: int) -> Iterator[Triple]:
    me, geometry = f"<{world.place(number)}>", f"<{world.place(number)}#geometry>"
    north, east = 20 + _mixed(number, 4) % 3000 / 100, 90 + _mixed(number, 5) % 3500 / 100
    yield from _named(me, "Place", world.place_name(number).capitalize(), f"地{number}")
    yield me, _P["cy:locatedIn"], f"<{world.polity(_mixed(number, 6) % world.polities)}>"
    yield me, _P["geo:hasGeometry"], geometry
    yield me, _P["wgs84:lat"], _decimal(north)
    yield me, _P["wgs84:long"], _decimal(east)
    yield geometry, _TYPE, _P["sf:Point"]
    yield geometry, _P["geo:asWKT"], f'"POINT({east:g} {north:g})"^^{_P["geo:wktLiteral"]}'


def _person(world: World, number: int) -> Iterator[Triple]:
    me, born = f"<{world.person(number)}>", 900 + _mixed(number, 7) % 380
    yield from _named(me, "Person", world.person_name(number), f"人{number}")
    served = f"<{world.polity(_mixed(number, 8) % world.polities)}>"
    for name, year in (("birth", born), ("death", born + 20 + number % 60)):
        yield me, _P[f"cy:{name}"], f'"{year:04}"'
        yield me, _P[f"cy:{name}Earliest"], _day(f"{year:04}-01-01")
        yield me, _P[f"cy:{name}Latest"], _day(f"{year:04}-12-31")
    yield me, _P["cy:served"], served
    note = f"<{BASE}id/attestation/served-{number}>"
    yield note, _TYPE, _P["cy:Attestation"]
    yield note, _P["rdf:subject"], me
    yield note, _P["rdf:predicate"], _P["cy:served"]
    yield note, _P["rdf:object"], served
    yield note, _P["dcterms:source"], f'"Histories, scroll {number % 400}"'
    yield note, _P["cy:verified"], f'"true"^^{_P["xsd:boolean"]}'


def _named(me: str, kind: str, english: str, chinese: str) -> Iterator[Triple]:
    yield me, _TYPE, _P[f"cy:{kind}"]
    yield me, _P["skos:prefLabel"], f'"{english}"@en'
    yield me, _P["skos:prefLabel"], f'"{chinese}"@zh-hant'
    yield me, _P["rdfs:label"], f'"{english}"@en'


def _document(world: World, number: int, events: range) -> list[Triple]:
    me, text, said = f"<{BASE}id/document/article-{number}>", "", list[Triple]()
    for event in events:
        for sentence, facts in _told(world, event):
            start, text = len(text), f"{text}{sentence} "
            said += _passage(me, sentence, start)
            said += [each for fact in facts for each in _claimed(fact, me, sentence, start)]
    said += [(me, _P[name], value) for name, value in _described(number, text)]
    return said


def _described(number: int, text: str) -> Iterator[tuple[str, str]]:
    yield "rdf:type", _P["cy:Document"]
    yield "rdfs:label", f'"Article {number}"@en'
    yield "dcterms:title", f'"Article {number}"@en'
    yield "dcterms:language", '"en"'
    yield "cy:mediaType", '"text/plain"'
    yield "cy:text", f'"{text}"'


def _told(world: World, number: int) -> Iterator[tuple[str, list[Triple]]]:
    """The sentences that tell of an event, each with the facts it states."""
    dice = random.Random(number)
    me, label, year = f"<{world.event(number)}>", world.event_label(number), _year(number)
    attacker, defender = dice.sample(range(world.polities), 2)
    one, other = dice.sample(range(world.persons), 2)
    date, place = f"{year:04}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}", world.place_of(number)
    yield (
        f"The {label} began when State {attacker} marched against State {defender}.",
        [
            (me, _TYPE, _P[f"cy:{_KINDS[number % 4]}"]),
            (me, _P["skos:prefLabel"], f'"{label}"@en'),
            (me, _P["cy:attacker"], f"<{world.polity(attacker)}>"),
            (me, _P["cy:defender"], f"<{world.polity(defender)}>"),
        ],
    )
    yield (
        f"On {date} {world.person_name(one)} and {world.person_name(other)} met there.",
        [
            (me, _P["cy:date"], f'"{date}"'),
            (me, _P["cy:earliest"], _day(date)),
            (me, _P["cy:latest"], _day(date)),
            (me, _P["cy:place"], f"<{world.place(place)}>"),
            (me, _P["cy:commander"], f"<{world.person(one)}>"),
            (me, _P["cy:commander"], f"<{world.person(other)}>"),
        ],
    )
    outcome = dice.choice(_OUTCOMES)
    yield (
        f"It ended as {outcome} after {dice.randint(2, 90)} days.",
        [(me, _P["cy:outcome"], _P[f"cy:{outcome}"])],
    )


def _claimed(fact: Triple, document: str, words: str, start: int) -> Iterator[Triple]:
    digest = _digest(document, *fact)
    me = f"<{BASE}id/claim/{digest}>"
    yield fact
    if fact[1] == _P["skos:prefLabel"]:
        yield fact[0], _P["rdfs:label"], fact[2]
    yield me, _TYPE, _P["cy:Claim"]
    yield me, _P["rdf:subject"], fact[0]
    yield me, _P["rdf:predicate"], fact[1]
    yield me, _P["rdf:object"], fact[2]
    yield me, _P["cy:rule"], f'"{rule(int(digest[:4], 16))}"'
    yield me, _P["cy:confidence"], _decimal(0.5 + int(digest[4:8], 16) % 49 / 100)
    yield me, _P["prov:wasGeneratedBy"], f"<{BASE}id/activity/extraction-generated>"
    yield me, _P["cy:passage"], f"<{_passage_iri(document, words, start)}>"


def _passage_iri(document: str, words: str, start: int) -> str:
    return f"{BASE}id/passage/{_digest(document, words, str(start))}"


def _passage(document: str, words: str, start: int) -> Iterator[Triple]:
    iri = _passage_iri(document, words, start)
    me, quote, position = f"<{iri}>", f"<{iri}#quote>", f"<{iri}#position>"
    span = (("start", _integer(start)), ("end", _integer(start + len(words))))
    yield me, _TYPE, _P["cy:Passage"]
    yield me, _P["cy:document"], document
    yield me, _P["cy:exact"], f'"{words}"'
    yield me, _P["oa:hasSelector"], quote
    yield me, _P["oa:hasSelector"], position
    yield quote, _TYPE, _P["oa:TextQuoteSelector"]
    yield quote, _P["oa:exact"], f'"{words}"'
    yield position, _TYPE, _P["oa:TextPositionSelector"]
    for name, value in span:
        yield me, _P[f"cy:{name}"], value
        yield position, _P[f"oa:{name}"], value


def _day(date: str) -> str:
    return f'"{date}"^^{_P["xsd:date"]}'


def _decimal(value: float) -> str:
    return f'"{value:g}"^^{_P["xsd:decimal"]}'  # without a zero at the end, as the store spells it


def _integer(value: int) -> str:
    return f'"{value}"^^{_P["xsd:integer"]}'


def _year(event: int) -> int:
    return 907 + _mixed(event, 9) % 372


def _mixed(number: int, salt: int) -> int:
    """A number without visible relation to this one, always the same."""
    return (number * 2654435761 + salt * 40503) % 4294967296 >> 7


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()


class _Spelled(dict[str, str]):
    """Vocabulary terms as N-Triples spells them, by compact name."""

    def __missing__(self, name: str) -> str:
        self[name] = str(term(name))
        return self[name]


_P: Final = _Spelled()
_TYPE: Final = _P["rdf:type"]
