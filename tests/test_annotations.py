"""What a published document says, written in the format of the gold annotations."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg import rdf
from kg.annotations import Annotations, annotations
from kg.dataset import LocalDataset
from kg.errors import UnknownDocument
from kg.model import Claim, Document, Ref, Value
from kg.resources import folder
from kg.versions import Versions
from tests import gold

pytestmark = pytest.mark.slow

BASE = "http://localhost:8080/"
TREATY = Document(
    "treaty", "In January 1005 Song swore peace to Liao. Taizu, also Zhao, founded Song.", (), "", "0"
)


def claim(subject: str, predicate: str, value: Ref | Value | str, words: str) -> Claim:
    """A claim of the treaty that rests on these words, one of things when it names one."""
    start = TREATY.text.index(words)
    thing = Ref.parse(value) if isinstance(value, str) and "/" in value else value
    return Claim(
        Ref.parse(subject), predicate, thing, (TREATY.passage(start, start + len(words)),), "test", 0.9
    )


def published(tmp_path: Path, document: Document, claims: list[Claim]) -> LocalDataset:
    """The document beside the ontology, as a version."""
    versions = Versions(tmp_path / "data")
    quads = rdf.quads(document, claims, base=BASE)
    ontology = rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", BASE)
    with versions.writing(BASE, purpose="test") as staging:
        for name, content in ((document.id, quads), ("ontology", ontology)):
            staging.put(rdf.graph(name, BASE), rdf.n_quads(content))
        versions.publish(staging, message="test")
    return LocalDataset(versions, base=BASE)


SENTENCE = "In January 1005 Song swore peace to Liao."
CLAIMS = [
    claim("polity/song", "rdf:type", "cy:Dynasty", "Song"),
    claim("polity/song", "skos:prefLabel", Value("Song Dynasty", language="en"), "Song"),
    claim("polity/song", "skos:altLabel", Value("Song", language="en"), "Song"),
    claim("polity/song", "cy:inception", Value("0960", "xsd:string"), "founded"),
    claim("polity/liao", "rdf:type", "cy:Polity", "Liao"),
    claim("polity/liao", "skos:prefLabel", Value("Liao", language="en"), "Liao"),
    claim("person/taizu", "rdf:type", "cy:Person", "Taizu"),
    claim("person/taizu", "skos:prefLabel", Value("Taizu", language="en"), "Taizu"),
    claim("person/taizu", "skos:altLabel", Value("Zhao", language="en"), "Taizu, also Zhao"),
    claim("person/taizu", "cy:founderOf", "polity/song", "Taizu, also Zhao, founded Song."),
    claim("event/oath", "rdf:type", "cy:Treaty", SENTENCE),
    claim("event/oath", "skos:prefLabel", Value("Oath of 1005", language="en"), SENTENCE),
    claim("event/oath", "cy:party", "polity/song", SENTENCE),
    claim("event/oath", "cy:party", "polity/liao", SENTENCE),
    claim("event/oath", "cy:earliest", Value("1005-01-01", "xsd:date"), "January 1005"),
    claim("event/oath", "cy:latest", Value("1005-01-31", "xsd:date"), "January 1005"),
    claim("document/treaty", "cy:mentions", "polity/song", "Song"),
    claim("document/treaty", "cy:mentions", "polity/liao", "Liao"),
    claim("document/treaty", "cy:mentions", "person/taizu", "Taizu"),
    claim("document/treaty", "cy:mentions", "event/oath", "swore peace"),
]


def test_a_document_is_written_as_annotations_have_it(tmp_path: Path) -> None:
    assert annotations(published(tmp_path, TREATY, CLAIMS), "treaty", BASE) == {
        "doc": "treaty",
        "entities": [
            {
                "id": "person/taizu",
                "class": "Person",
                "name": "Taizu",
                "aliases": ["Zhao"],
                "mentions": [(42, 47)],
            },
            {"id": "polity/liao", "class": "Dynasty", "name": "Liao", "aliases": [], "mentions": [(36, 40)]},
            {
                "id": "polity/song",
                "class": "Dynasty",
                "name": "Song Dynasty",
                "aliases": ["Song"],
                "mentions": [(16, 20)],
            },
        ],
        "events": [
            {
                "id": "event/oath",
                "class": "Treaty",
                "label": "Oath of 1005",
                "trigger_quote": "swore peace",
                "start": 21,
                "end": 32,
                "date": {"earliest": "1005-01", "latest": "1005-01"},
                "place": [],
                "roles": {"party": ["polity/liao", "polity/song"]},
            }
        ],
        "facts": [
            {
                "subject": "person/taizu",
                "predicate": "alias_of",
                "object": "Zhao",
                "quote": "Taizu, also Zhao",
                "start": 42,
                "end": 58,
            },
            {
                "subject": "person/taizu",
                "predicate": "founder_of",
                "object": "polity/song",
                "quote": "Taizu, also Zhao, founded Song.",
                "start": 42,
                "end": 73,
            },
            {
                "subject": "polity/song",
                "predicate": "founded_in",
                "object": "960",
                "quote": "founded",
                "start": 60,
                "end": 67,
            },
        ],
    }


def test_a_document_without_claims_has_empty_annotations(tmp_path: Path) -> None:
    empty = Annotations(doc="treaty", entities=[], events=[], facts=[])
    assert annotations(published(tmp_path, TREATY, []), "treaty", BASE) == empty


def test_a_document_that_is_not_published_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownDocument, match="No document 'poem' is published"):
        annotations(published(tmp_path, TREATY, CLAIMS), "poem", BASE)


GOLD = ("h01", "h02", "h05", "h06", "seed-000", "seed-003")


@pytest.mark.parametrize("name", GOLD)
def test_what_is_annotated_comes_back_from_the_graph(tmp_path: Path, shared: Path, name: str) -> None:
    text = (shared / "gold" / "docs" / f"{name}.txt").read_text(encoding="utf-8")
    document = Document(name, text, (), name, "0")
    marked = json.loads((shared / "gold" / "gold" / f"{name}.json").read_bytes())
    written = annotations(published(tmp_path, document, gold.claims(document, marked)), name, BASE)
    (tmp_path / f"{name}.json").write_text(json.dumps(written))
    scorer = shared / "gold" / "score.py"
    score = json.loads(
        subprocess.run(
            [sys.executable, scorer, "--pred", tmp_path, "--only", name, "--json"],
            check=True,
            capture_output=True,
        ).stdout
    )["micro"]["metrics"]
    lost = {metric: said for metric, said in score.items() if said["fp"] + said["fn"]}
    assert lost == {}
