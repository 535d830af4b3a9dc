"""The versions told in PROV and on the command line."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse, serialize

from kg.cli import main
from kg.commits import Signed, Update, commit, history
from kg.model import Version
from kg.settings import Settings
from kg.terms import PREFIXES
from kg.versions import Versions

BASE = "http://kg.test/"
FIRST = Version(1, None, datetime(2025, 1, 2, tzinfo=UTC), "kg build", "1 read", "ab", 2, base=BASE)
SECOND = replace(
    FIRST, number=2, parent=1, author="anna", message="a name", changes={f"{BASE}id/graph/curation": (3, 1)}
)
TOLD = """
@prefix cy: <https://w3id.org/chanyuan/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <http://kg.test/versions> .

<#2> a prov:Entity ; rdfs:label "Version 2"@en ; dcterms:identifier "ab" ;
  prov:generatedAtTime "2025-01-02T00:00:00+00:00"^^xsd:dateTime ; prov:wasGeneratedBy <#commit-2> ;
  prov:wasAttributedTo <#agent-d04474cc4b844a8c> ; prov:wasRevisionOf <#1> .
<#commit-2> a cy:Commit , prov:Activity ; rdfs:label "a name" ; dcterms:description "a name" ;
  prov:endedAtTime "2025-01-02T00:00:00+00:00"^^xsd:dateTime ;
  prov:wasAssociatedWith <#agent-d04474cc4b844a8c> ;
  prov:used <#1> ; cy:graphChange <#commit-2-bc6cc94f0bed8c31> .
<#agent-d04474cc4b844a8c> a prov:Agent ; rdfs:label "anna" .
<#commit-2-bc6cc94f0bed8c31> a cy:GraphChange ; cy:changedGraph <id/graph/curation> ;
  cy:added 3 ; cy:removed 1 .
"""


def test_a_version_says_who_made_it_when_why_out_of_which_and_what_changed() -> None:
    expected = {str(quad.triple) for quad in parse(TOLD, format=RdfFormat.TURTLE)}
    assert {str(triple) for triple in history([SECOND], BASE)} == expected


def test_the_history_has_every_version_and_no_blank_node() -> None:
    triples = history([FIRST, SECOND], BASE)
    told = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
    assert b"_:" not in told
    assert {f"{BASE}versions#1", f"{BASE}versions#2"} <= {triple.subject.value for triple in triples}


def test_the_command_shows_what_each_version_changed(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, base=BASE)
    commit(settings, Update("INSERT DATA { <a> <b> 1, 2 }"), Signed("anna", "two"))
    commit(settings, Update("DELETE DATA { <a> <b> 1 }"), Signed("bo"))
    first, second = Versions(tmp_path).all()
    when = [f"{version.time:%Y-%m-%d %H:%M}" for version in (first, second)]
    shown = CliRunner().invoke(main, ["versions", "--changes", "--data", str(tmp_path)]).output.splitlines()
    assert shown == [
        f"     1  {when[0]}  anna  first  2 quads in 1 graphs (+2 -0)  {first.hash[:12]}  two",
        f"        +2 -0  {BASE}id/graph/curation",
        f"*    2  {when[1]}  bo  on 1  1 quads in 1 graphs (+0 -1)  {second.hash[:12]}  {second.message}",
        f"        +0 -1  {BASE}id/graph/curation",
    ]
