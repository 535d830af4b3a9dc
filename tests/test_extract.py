"""Texts about several ages and places, and what extraction finds in them."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from kg.documents import read_file
from kg.extract import Extractor
from kg.identify import claims
from kg.model import Claim, Document, Ref, Value

CASES = Path(__file__).parent / "cases" / "extract"
ROLES = (
    "party attacker attackingCommander defender defendingCommander commander target "
    "betrayer betrayed beneficiary breaks border place"
).split()
NOT_FACTS = {"mentions", "date", "earliest", "latest", "betrayalKind", "outcome", "term", *ROLES}
KINDS = ("person", "polity", "people", "place", "force")

Told = dict[str, list[str]]


def told(document: Document) -> Told:
    """Names by kind, events and facts, each as one line of words."""
    found = claims(Extractor.load().draft(document))
    names = {each.subject: str(each.subject) for each in found if each.predicate == "rdf:type"}
    names |= {each.subject: value(each) for each in found if each.predicate == "skos:prefLabel"}
    result: Told = {kind: sorted(name for ref, name in names.items() if ref.kind == kind) for kind in KINDS}
    result["events"] = sorted(events(found, names))
    result["facts"] = sorted(facts(found, names))
    return {kind: lines for kind, lines in result.items() if lines}


def value(claim: Claim) -> str:
    return claim.object.lexical if isinstance(claim.object, Value) else str(claim.object)


def named(claim: Claim, names: dict[Ref, str]) -> str:
    return caption(claim.object, names) if isinstance(claim.object, Ref) else value(claim)


def caption(ref: Ref, names: dict[Ref, str]) -> str:
    """What a thing is called; terms and opinions, which have no name, by their kind."""
    return ref.kind if ref.kind in {"term", "assessment"} else names.get(ref, str(ref))


def events(found: tuple[Claim, ...], names: dict[Ref, str]) -> list[str]:
    stated: dict[Ref, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in found:
        if claim.subject.kind == "event":
            stated[claim.subject][claim.predicate.removeprefix("cy:")].append(named(claim, names))
    return [line(said) for said in stated.values()]


def line(said: dict[str, list[str]]) -> str:
    kind = [each.removeprefix("cy:") for key in ("rdf:type", "betrayalKind", "outcome") for each in said[key]]
    roles = [f"{role}: {', '.join(said[role])}" for role in ROLES if said[role]]
    return " | ".join([" ".join([*kind, *said["date"]]), *roles])


def facts(found: tuple[Claim, ...], names: dict[Ref, str]) -> list[str]:
    return [
        f"{caption(claim.subject, names)} {name} {named(claim, names)}"
        for claim in found
        if claim.predicate.startswith("cy:")
        and (name := claim.predicate.removeprefix("cy:")) not in NOT_FACTS
        and claim.subject.kind not in {"event", "document"}
    ]


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_text_yields_what_its_case_expects(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert told(read_file(case / "input.txt")) == expected
