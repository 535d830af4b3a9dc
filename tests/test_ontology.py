"""The vocabulary: complete, explained in two languages, consistent, and what the repository speaks."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from owlrl import OWLRL_Semantics
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.resources import folder
from kg.terms import CY, PREFIXES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "cases" / "ontology"
ONTOLOGY = folder("ontology")
VOCABULARY = ONTOLOGY / "chanyuan.ttl"
ALIGNMENTS = ONTOLOGY / "alignments.ttl"
UPSTREAM = CASES / "upstream.ttl"

NS = Namespace(CY)
SCHEMA = Namespace(PREFIXES["schema"])
PROPERTY_CLASSES = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)

DESIGNED = {
    "classes": """
        Agent Polity Dynasty Person People Force Place Event Treaty Campaign Battle Siege Betrayal Term
        Document Passage Claim Decision Assessment Era Attestation""",
    "events": "date earliest latest place participant partOf ledTo",
    "treaties": "party term termKind payer payee termPlace termAgainst border unnamedParty",
    "kinds of terms": "Border Tribute Cession AllianceAgainst Extradition Equality Trade Other",
    "campaigns": "attacker defender commander target outcome AttackerVictory DefenderVictory Inconclusive",
    "betrayals": "betrayer betrayed beneficiary betrayalKind breaks unnamedBetrayed",
    "kinds of betrayal": """
        Rebellion Defection TreatyBreach TurningOnAlly Harbouring Surrender OtherBetrayal""",
    "facts": """
        rulerOf founderOf successorOf capitalOf memberOfPeople ledByPeople served commanded siblingOf childOf
        capturedBy killedBy heldOffice authorOf locatedIn paidTributeTo modernName inception dissolution""",
    "evidence": "passage rule confidence document exact start end onClaim verdict Accepted Rejected mentions",
}
"""The names that DESIGN fixes."""

LISTS = {
    "BetrayalKind": "BetrayalKinds",
    "Gender": "Genders",
    "Outcome": "Outcomes",
    "PlaceKind": "PlaceKinds",
    "TermKind": "TermKinds",
    "Verdict": "Verdicts",
}
"""The classes of named values, each with the list of its values."""

ANNOTATIONS = (RDFS.label, RDFS.comment, RDFS.isDefinedBy, SKOS.note, SKOS.scopeNote, DCTERMS.source)
"""What a reasoner concludes nothing from, but spends half its time on."""

NOT_OURS = re.compile(r"^(\.|data$|dist$|build$|node_modules$|english$|__pycache__$|cases$)")
SOURCES = frozenset(
    {".ttl", ".trig", ".rq", ".ru", ".py", ".html", ".js", ".yaml", ".yml", ".toml", ".json", ".md"}
)
# A compact name or a whole IRI; `cy:{name}` in an f-string and a bare `cy:` name no term.
USED = re.compile(rf"(?:\bcy:|{re.escape(CY)})([A-Za-z][A-Za-z0-9]*)\b")


def graph(*files: Path) -> Graph:
    """The merge of several Turtle files."""
    merged = Graph()
    for file in files:
        merged.parse(file, format="turtle", publicID="http://localhost:8080/")
    return merged


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return graph(VOCABULARY)


def contradictions(statements: Graph) -> list[str]:
    """What OWL 2 RL finds impossible in a graph, which afterwards holds everything that follows from it."""
    for annotation in ANNOTATIONS:
        statements.remove((None, annotation, None))
    reasoner = OWLRL_Semantics(statements, axioms=False, daxioms=False, rdfs=False)
    reasoner.closure()
    impossible = (f"{each} is in owl:Nothing" for each in statements.subjects(RDF.type, OWL.Nothing))
    return sorted([*reasoner.error_messages, *impossible])


def terms(vocabulary: Graph, *kinds: URIRef) -> list[URIRef]:
    """Our terms of some kinds, sorted."""
    found = {each for kind in kinds for each in vocabulary.subjects(RDF.type, kind)}
    return sorted(each for each in found if isinstance(each, URIRef) and each.startswith(CY))


def defined(vocabulary: Graph) -> set[str]:
    """The local names of all our terms."""
    ours = (each for each in vocabulary.subjects(RDF.type) if isinstance(each, URIRef))
    return {each.removeprefix(CY) for each in ours if each.startswith(CY)}


def names(subjects: list[URIRef]) -> list[str]:
    return [each.removeprefix(CY) for each in subjects]


def languages(vocabulary: Graph, term: URIRef, predicate: URIRef) -> set[str | None]:
    return {each.language for each in vocabulary.objects(term, predicate) if isinstance(each, Literal)}


@pytest.mark.parametrize("part", DESIGNED)
def test_every_name_that_the_design_fixes_is_defined(vocabulary: Graph, part: str) -> None:
    missing = set(DESIGNED[part].split()) - defined(vocabulary)
    assert missing == set(), f"define these in {VOCABULARY.name}"


def test_every_term_has_a_label_in_english_and_chinese(vocabulary: Graph) -> None:
    found = {name: languages(vocabulary, NS[name], RDFS.label) for name in defined(vocabulary)}
    assert {name: tags for name, tags in found.items() if tags != {"en", "zh-Hant"}} == {}


def test_every_term_is_explained_in_both_languages_by_a_sentence(vocabulary: Graph) -> None:
    found = {
        name: sorted((each.language, str(each)[-1]) for each in vocabulary.objects(NS[name], RDFS.comment))
        for name in defined(vocabulary)
    }
    sentences = [("en", "."), ("zh-Hant", "。")]
    assert {name: said for name, said in found.items() if said != sentences} == {}


def test_no_two_terms_of_one_kind_share_a_label(vocabulary: Graph) -> None:
    for kinds in (PROPERTY_CLASSES, (OWL.Class,), (OWL.NamedIndividual,)):
        labels = [str(vocabulary.value(each, RDFS.label)) for each in terms(vocabulary, *kinds)]
        assert sorted(set(labels)) == sorted(labels)


def test_every_property_says_what_it_applies_to(vocabulary: Graph) -> None:
    stated = [RDFS.domain, SCHEMA.domainIncludes]
    silent = [each for each in terms(vocabulary, *PROPERTY_CLASSES) if not _any(vocabulary, each, stated)]
    assert names(silent) == [], "give rdfs:domain, or schema:domainIncludes where there are several"


def test_every_property_but_mentions_says_what_its_values_are(vocabulary: Graph) -> None:
    stated = [RDFS.range, SCHEMA.rangeIncludes]
    silent = [each for each in terms(vocabulary, *PROPERTY_CLASSES) if not _any(vocabulary, each, stated)]
    assert names(silent) == ["mentions"], "give rdfs:range, or schema:rangeIncludes where there are several"


def _any(vocabulary: Graph, term: URIRef, predicates: list[URIRef]) -> bool:
    return any((term, predicate, None) in vocabulary for predicate in predicates)


def test_domains_ranges_and_superclasses_are_defined(vocabulary: Graph) -> None:
    links = [RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith, SKOS.inScheme]
    links += [SCHEMA.domainIncludes, SCHEMA.rangeIncludes]
    named = {each for link in links for each in vocabulary.objects(None, link)}
    ours = {str(each).removeprefix(CY) for each in named if str(each).startswith(CY)}
    assert ours - defined(vocabulary) == set()


def test_every_role_is_a_kind_of_participant(vocabulary: Graph) -> None:
    roles = set(vocabulary.transitive_subjects(RDFS.subPropertyOf, NS.participant))
    assert sorted(str(each).removeprefix(CY) for each in roles) == [
        "attacker",
        "attackingCommander",
        "beneficiary",
        "betrayed",
        "betrayer",
        "commander",
        "defender",
        "defendingCommander",
        "participant",
        "party",
    ]


def test_every_named_value_is_a_concept_of_its_class_in_the_list_of_that_class(vocabulary: Graph) -> None:
    found = {
        (_classes(vocabulary, each), str(vocabulary.value(each, SKOS.inScheme)).removeprefix(CY))
        for each in terms(vocabulary, OWL.NamedIndividual)
    }
    assert found == set(LISTS.items())
    assert names(terms(vocabulary, SKOS.ConceptScheme)) == sorted(LISTS.values())


def _classes(vocabulary: Graph, value: URIRef) -> str:
    classes = (str(each) for each in vocabulary.objects(value, RDF.type))
    return " ".join(each.removeprefix(CY) for each in classes if each.startswith(CY))


def test_a_named_value_shows_the_same_names_to_skos_tools(vocabulary: Graph) -> None:
    values = terms(vocabulary, OWL.NamedIndividual)
    differing = [
        each
        for each in values
        if set(vocabulary.objects(each, RDFS.label)) != set(vocabulary.objects(each, SKOS.prefLabel))
    ]
    assert names(differing) == []


@pytest.mark.parametrize("file", [VOCABULARY, ALIGNMENTS], ids=lambda file: file.stem)
def test_no_blank_node_hides_in_the_ontology(file: Path) -> None:
    assert [each for triple in graph(file) for each in triple if isinstance(each, BNode)] == []


def test_an_alignment_links_a_term_of_ours_to_a_term_of_theirs(vocabulary: Graph) -> None:
    theirs = {each for each in graph(UPSTREAM).subjects() if isinstance(each, URIRef)}
    stray = [
        (subject, target)
        for subject, predicate, target in graph(ALIGNMENTS)
        if predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.exactMatch)
        and (str(subject).removeprefix(CY) not in defined(vocabulary) or target not in theirs)
    ]
    assert stray == [], f"correct the name, or declare the term in {UPSTREAM}"


def test_every_vocabulary_that_we_promise_is_aligned() -> None:
    targets = {str(each) for each in graph(ALIGNMENTS).objects()}
    promised = {prefix: PREFIXES[prefix] for prefix in ("crm", "geo", "oa", "prov", "schema", "time")}
    assert [
        prefix for prefix, space in promised.items() if not any(each.startswith(space) for each in targets)
    ] == []


def test_a_thing_of_every_class_and_a_pair_for_every_property_contradict_nothing(vocabulary: Graph) -> None:
    world = graph(VOCABULARY, ALIGNMENTS, UPSTREAM)
    for triple in _one_of_each(vocabulary):
        world.add(triple)
    assert contradictions(world) == []


def _one_of_each(vocabulary: Graph) -> Iterator[tuple[Node, Node, Node]]:
    fresh = Namespace("http://localhost:8080/id/example/")
    for each in terms(vocabulary, OWL.Class):
        yield fresh[names([each])[0]], RDF.type, each
    for each in terms(vocabulary, *PROPERTY_CLASSES):
        name = names([each])[0]
        yield (
            fresh[f"{name}-subject"],
            each,
            _value(vocabulary.value(each, RDFS.range), fresh[f"{name}-object"]),
        )


def _value(kind: Node | None, thing: URIRef) -> Node:
    literals = {"string": "words", "date": "1126-01-01", "boolean": "true", "integer": "1", "decimal": "0.5"}
    if kind == RDFS.Literal:
        return Literal("words", lang="en")
    if kind is not None and str(kind).startswith(PREFIXES["xsd"]):
        return Literal(literals[str(kind).removeprefix(PREFIXES["xsd"])], datatype=URIRef(str(kind)))
    return thing


@pytest.mark.parametrize("case", sorted((CASES / "contradictions").glob("*.ttl")), ids=lambda case: case.stem)
def test_a_contradiction_is_found(case: Path) -> None:
    assert contradictions(graph(VOCABULARY, case)) != []


def test_an_alignment_that_contradicts_their_vocabulary_is_found() -> None:
    world = graph(VOCABULARY, ALIGNMENTS, UPSTREAM)
    world.add((NS.Event, RDFS.subClassOf, URIRef(PREFIXES["crm"] + "E39_Actor")))
    world.add((URIRef("http://localhost:8080/id/event/x"), RDF.type, NS.Treaty))
    assert contradictions(world) != []


def test_the_states_peoples_and_armies_that_we_know_contradict_nothing() -> None:
    known = [ONTOLOGY / "authority" / f"{name}.ttl" for name in ("polities", "peoples", "forces")]
    assert contradictions(graph(VOCABULARY, ALIGNMENTS, UPSTREAM, *known)) == []


@pytest.mark.slow
def test_nothing_in_the_authority_file_contradicts_the_ontology() -> None:
    known = sorted((ONTOLOGY / "authority").glob("*.ttl"))
    assert contradictions(graph(VOCABULARY, ALIGNMENTS, UPSTREAM, *known)) == []


def sources() -> Iterator[Path]:
    """Every file of the repository that can name a term; cases show mistakes on purpose."""
    for path, folders, files in os.walk(ROOT):
        folders[:] = [each for each in folders if not NOT_OURS.match(each)]
        yield from (Path(path, each) for each in files if Path(each).suffix in SOURCES)


@pytest.fixture(scope="module")
def usage() -> dict[str, set[str]]:
    """The files that use each name after `cy:`, the ontology's own aside."""
    found: dict[str, set[str]] = {}
    for file in sources():
        if file not in (VOCABULARY, ALIGNMENTS, Path(__file__)):
            for name in USED.findall(file.read_text(encoding="utf-8")):
                found.setdefault(name, set()).add(str(file.relative_to(ROOT)))
    return found


def test_every_term_that_the_repository_uses_is_defined(
    vocabulary: Graph, usage: dict[str, set[str]]
) -> None:
    unknown = {name: sorted(files) for name, files in usage.items() if name not in defined(vocabulary)}
    assert unknown == {}, f"correct the spelling in these files, or define the term in {VOCABULARY.name}"


def test_every_term_that_is_defined_is_used(vocabulary: Graph, usage: dict[str, set[str]]) -> None:
    unused = sorted(defined(vocabulary) - usage.keys() - {*LISTS.keys(), *LISTS.values()})
    assert unused == [], (
        f"use these in an extractor, a shape or a query, or take them out of {VOCABULARY.name}"
    )
