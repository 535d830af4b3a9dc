"""What the merge breaks: followed through changes, it is what judging the whole graph anew finds."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store

from kg import merge, rdf
from kg.model import Claim, Document, Finding, Ref, Value
from kg.pipeline import Rules
from kg.pipeline.reader import Ground
from kg.resources import folder
from kg.settings import Settings
from kg.shacl import Shapes
from kg.versions import Staging, Versions

pytestmark = pytest.mark.slow

BASE = "http://localhost:8080/"
TEXT = Document("letter", "So it was.", (), "A letter", "a" * 64)


def person(name: str) -> Ref:
    return Ref("person", name)


def day(year: int, *, last: bool = False) -> Value:
    return Value(f"{year:04}-12-31" if last else f"{year:04}-01-01", "xsd:date")


PERSONS = [person(name) for name in ("aguda", "yue-fei", "li-one", "li-two", "li-three", "li-four")]
PLACES = [Ref("place", name) for name in ("kaifeng", "east", "west", "north", "south")]
EVENTS = [Ref("event", name) for name in ("sailing", "landing", "march", "retreat")]
STATES = [Ref("polity", name) for name in ("song", "jin", "new-state")]
TREATIES = [Ref("event", name) for name in ("first-treaty", "second-treaty")]
ALL = [*PERSONS, *PLACES, *EVENTS, *STATES, *TREATIES]
CLASSES = {"person": ["cy:Person", "cy:Force"], "place": ["cy:Place", "cy:People"], "polity": ["cy:Dynasty"]}
EVENT_CLASSES = ["cy:Battle", "cy:Campaign", "cy:Treaty", "cy:Siege", "cy:Betrayal"]


@dataclass(frozen=True)
class World:
    """Everything that the dice know how to say."""

    dice: random.Random

    @classmethod
    def of(cls, seed: int) -> Self:
        """A world that is the same for the same seed."""
        return cls(random.Random(seed))  # noqa: S311  # examples, no secret

    def statement(self) -> tuple[Ref, str, Ref | Value | str]:
        """Anything, true or not."""
        one = self.dice.choice
        several: list[tuple[Ref, str, Ref | Value | str]] = [
            (one(PERSONS), "cy:childOf", one(PERSONS)),
            (one(PERSONS + STATES), "cy:successorOf", one(PERSONS + STATES)),
            (one(PERSONS), "cy:served", one(STATES)),
            (one(PERSONS), "cy:founderOf", one(STATES)),
            (one(PERSONS), "cy:rulerOf", one(STATES + PLACES)),
            (one(PERSONS), "cy:birthEarliest", day(self.dice.randint(1000, 1200))),
            (one(PERSONS), "cy:birthLatest", day(self.dice.randint(1000, 1200), last=True)),
            (one(PERSONS), "cy:deathEarliest", day(self.dice.randint(1000, 1200))),
            (one(PERSONS), "cy:deathLatest", day(self.dice.randint(1000, 1200), last=True)),
            (one(PLACES), "cy:locatedIn", one(PLACES)),
            (one(PLACES), "cy:capitalOf", one(STATES)),
            (one(EVENTS), "cy:partOf", one(EVENTS)),
            (one(EVENTS), "cy:place", one(PLACES)),
            (one(EVENTS), "cy:commander", one(PERSONS)),
            (one(EVENTS), "cy:attacker", one(STATES)),
            (one(EVENTS), "cy:betrayed", one(STATES)),
            (one(EVENTS), "cy:date", Value(str(self.dice.randint(1000, 1200)))),
            (one(EVENTS), "cy:earliest", day(self.dice.randint(1000, 1200))),
            (one(TREATIES), "cy:party", one(STATES)),
            (one(TREATIES), "cy:term", Ref("term", "silver")),
            (Ref("term", "silver"), "cy:payer", one(STATES)),
            (one(STATES), "cy:inceptionEarliest", day(self.dice.randint(1000, 1200))),
            (one(STATES), "cy:inceptionLatest", day(self.dice.randint(1000, 1200), last=True)),
            (one(ALL), "skos:prefLabel", Value("A Name", language="en")),
            self.typed(one(ALL)),
            self.typed(one(ALL)),
        ]
        return one(several)

    def typed(self, thing: Ref) -> tuple[Ref, str, str]:
        """The class of a thing, now and then an odd one."""
        classes = CLASSES.get(thing.kind, EVENT_CLASSES)
        return thing, "rdf:type", self.dice.choice(classes if self.dice.random() < 0.3 else classes[:1])

    def said(self) -> list[tuple[Ref, str, Ref | Value | str]]:
        """What a document says: a few things, and mostly of which class they are."""
        told = [self.statement() for _ in range(self.dice.randint(1, 5))]
        things = {each for one in told for each in (one[0], one[2]) if isinstance(each, Ref)}
        return told + [self.typed(each) for each in sorted(things) if self.dice.random() < 0.8]

    def lines(self, name: str) -> bytes:
        """A document that says something, as its shard has it."""
        return lines(name, self.said(), rejected=lambda: self.dice.random() < 0.1)


def lines(
    name: str,
    said: list[tuple[Ref, str, Ref | Value | str]],
    *,
    rejected: Callable[[], bool] = lambda: False,
) -> bytes:
    """A document that says this, as its shard has it; some of its claims may be rejected."""
    document = replace(TEXT, id=name)
    claims = [Claim(*each, (document.passage(0, 2),), "dice", 0.9) for each in said]
    store = Store()
    slugs = [rdf.claim_ref(name, each).slug for each in claims if rejected()]
    store.extend(rdf.quads(document, claims, base=BASE, rejected=slugs))
    return rdf.n_quads(store)


KNOWN = """
@prefix cy: <https://w3id.org/chanyuan/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<id/person/aguda> a cy:Person ; skos:prefLabel "Aguda"@en ; dcterms:source "a book" ;
    cy:founderOf <id/polity/jin> ;
    cy:birthEarliest "1068-01-01"^^xsd:date ; cy:deathLatest "1123-12-31"^^xsd:date .
<id/person/yue-fei> a cy:Person ; skos:prefLabel "Yue Fei"@en ; dcterms:source "a book" ;
    cy:birthEarliest "1103-01-01"^^xsd:date ; cy:deathLatest "1142-12-31"^^xsd:date .
<id/polity/song> a cy:Dynasty ; skos:prefLabel "Song"@en ; dcterms:source "a book" .
<id/polity/jin> a cy:Dynasty ; skos:prefLabel "Jin"@en ; dcterms:source "a book" ;
    cy:inceptionEarliest "1115-01-01"^^xsd:date ; cy:inceptionLatest "1115-12-31"^^xsd:date .
<id/place/kaifeng> a cy:Place ; skos:prefLabel "Kaifeng"@en ; dcterms:source "a book" .
"""
"""An authority file as small as may be, so that judging the whole takes no time."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A small authority file with the ontology and the shapes of this project."""
    home = tmp_path_factory.mktemp("ontology")
    (home / "authority").mkdir()
    (home / "authority" / "known.ttl").write_text(KNOWN, encoding="utf-8")
    shutil.copy(folder("ontology") / "chanyuan.ttl", home)
    return Ground(replace(Rules.shipped(home, Settings(data=home)), ontology=home))


@pytest.fixture
def staging(tmp_path: Path, ground: Ground) -> Iterator[Staging]:
    """A version in the making that has the common graphs."""
    with Versions(tmp_path).writing(BASE, purpose="test") as staged:
        for name in ("authority", "ontology"):
            staged.put(rdf.graph(name, BASE), ground.lines(name))
        staged.forget()
        yield staged


def judged_anew(staging: Staging, shapes: Shapes) -> list[Finding]:
    """What documents break together in the whole graph."""
    merged = staging.store.quads_for_pattern(None, None, None, DefaultGraph())
    things = {quad.subject for quad in merged if rdf.is_thing(quad.subject, BASE)}
    nodes = [each for each in things if isinstance(each, NamedNode)]
    return merge.violations(staging.store, shapes.between_documents(), nodes)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_step_by_step_is_what_is_found_in_the_whole(
    staging: Staging, ground: Ground, seed: int
) -> None:
    world, watch = World.of(seed), merge.Watch(staging, ground.shapes)
    names = [f"document-{number}" for number in range(12)]
    found_any = 0
    for _ in range(40):
        for name in world.dice.sample(names, world.dice.randint(1, 3)):
            graph = rdf.graph(name, BASE)
            if world.dice.random() < 0.3:
                staging.drop(graph)
            else:
                staging.put(graph, world.lines(name))
        found = watch.verdict().findings
        assert found == judged_anew(staging, ground.shapes)
        found_any += bool(found)
    assert found_any > 0


@pytest.mark.parametrize("seed", range(6))
def test_documents_that_come_one_by_one_leave_out_the_same_as_all_at_once(
    tmp_path: Path, ground: Ground, seed: int
) -> None:
    world = World.of(seed)
    texts = {f"document-{number}": world.lines(f"document-{number}") for number in range(8)}
    graphs = {rdf.graph(name, BASE): name for name in texts}
    outcomes = []
    for at_once in (True, False):
        with Versions(tmp_path / str(at_once)).writing(BASE, purpose="test") as staged:
            for name in ("authority", "ontology"):
                staged.put(rdf.graph(name, BASE), ground.lines(name))
            staged.forget()
            watch, held = merge.Watch(staged, ground.shapes), dict[str, tuple[Finding, ...]]()
            for name in world.dice.sample(sorted(texts), len(texts)):
                for each in {name, *held}:
                    staged.put(rdf.graph(each, BASE), texts[each])
                held = {} if at_once else merge.settle(watch, staged, graphs)
            held = merge.settle(watch, staged, graphs) if at_once else held
            outcomes.append((dict(staged.graphs), held))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][1]


Said = list[tuple[Ref, str, Ref | Value | str]]
LI = PERSONS[2:]
STATE = Ref("polity", "new-state")
SAILING, LANDING = EVENTS[:2]
TREATY, SILVER = TREATIES[0], Ref("term", "silver")
FOUNDED: Said = [(LI[0], "cy:founderOf", STATE), (LI[0], "rdf:type", "cy:Person")]
PARTS: Said = [(SAILING, "rdf:type", "cy:Battle"), (LANDING, "cy:partOf", SAILING)]
TERMS: Said = [(TREATY, "cy:term", SILVER), (SILVER, "rdf:type", "cy:Term")]
LINE: Said = [(LI[number], "cy:childOf", LI[number + 1]) for number in range(3)]
FELT_FROM_AFAR: dict[str, tuple[dict[str, Said], dict[str, Said], Ref]] = {
    "what the founder's death says of the state": (
        {"a": [*FOUNDED, (STATE, "cy:inceptionEarliest", day(1150)), World.of(0).typed(STATE)], "b": FOUNDED},
        {"b": [*FOUNDED, (LI[0], "cy:deathLatest", day(1120, last=True))]},
        STATE,
    ),
    "what the class of a part says of the whole": (
        {"a": [*PARTS, (LANDING, "rdf:type", "cy:Battle")], "b": [(LANDING, "rdf:type", "cy:Campaign")]},
        {"a": PARTS},
        SAILING,
    ),
    "what the class of a treaty says of its terms": (
        {"a": [*TERMS, (TREATY, "rdf:type", "cy:Treaty")]},
        {"a": TERMS},
        SILVER,
    ),
    "what the class of a leader says of a battle": (
        {"a": [*PARTS, (SAILING, "cy:commander", LI[0])], "b": [(LI[0], "rdf:type", "cy:Person")]},
        {"b": []},
        SAILING,
    ),
    "what closes a ring says of all in it": (
        {"a": [*LINE, *((each, "rdf:type", "cy:Person") for each in LI)]},
        {"a": [*LINE, (LI[3], "cy:childOf", LI[0]), *((each, "rdf:type", "cy:Person") for each in LI)]},
        LI[1],
    ),
    "what nobody else claims any more": (
        {
            "a": [(person("yue-fei"), "cy:birthLatest", day(1090, last=True))],
            "b": [(person("yue-fei"), "cy:birthEarliest", day(1103))],
        },
        {"b": []},
        person("yue-fei"),
    ),
}


@pytest.mark.parametrize("case", FELT_FROM_AFAR)
def test_a_change_is_felt_by_whatever_it_concerns(staging: Staging, ground: Ground, case: str) -> None:
    before, after, felt = FELT_FROM_AFAR[case]
    watch, broken = merge.Watch(staging, ground.shapes), list[set[str]]()
    for told in (before, after):
        for name, said in told.items():
            staging.put(rdf.graph(name, BASE), lines(name, said) if said else b"")
        found = watch.verdict().findings
        assert found == judged_anew(staging, ground.shapes)
        broken.append({each.message for each in found if each.focus == str(rdf.iri(felt, BASE))})
    assert broken[1] - broken[0], f"{felt} should break a rule that it kept before"
