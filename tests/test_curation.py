"""Decisions that spell their claim: what curators add to documents, with words that must stand there."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg import rdf
from kg.errors import BadDecision, UnsoundAuthority
from kg.model import Claim, Ref
from kg.pipeline import Build, build
from kg.settings import Settings
from kg.terms import compact
from kg.versions import Versions
from tests import toy

pytestmark = pytest.mark.slow

TEXT = "Yue Fei led an army in 1140. He won at Yancheng. They say that he wept, and he wept."
LED = Claim(Ref("event", "yue-fei-1140"), "cy:commander", Ref("person", "yue-fei"), (), "", 1.0)
PREFIXES = """
@prefix cy: <https://w3id.org/chanyuan/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
PLACE = "rdf:subject <id/event/yue-fei-1140> ; rdf:predicate cy:place ; rdf:object <id/place/yancheng>"
WON = 'cy:exact "He won at Yancheng."'


def decision(
    parts: str, *, words: str = WON, verdict: str = "Accepted", document: str = "battle", name: str = "one"
) -> str:
    quoted = f"{words} ; " if words else ""
    return (
        f"<id/decision/{name}> a cy:Decision ; cy:verdict cy:{verdict} ; {quoted}"
        f"cy:document <id/document/{document}> ; {parts} .\n"
    )


def built(corpus: Path, *decisions: str) -> Build:
    (corpus / "decisions.ttl").write_text(PREFIXES + "".join(decisions), encoding="utf-8")
    return build(corpus, Settings(data=corpus.parent / "data", jobs=1), rules=toy.rules(corpus))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return toy.write(tmp_path / "corpus", battle=TEXT)


def curated(corpus: Path, kind: str) -> dict[str, set[str]]:
    """What the curation graph says of things of one kind, by compact predicate; ends of IRIs."""
    found: dict[str, set[str]] = {}
    for quad in graph(corpus, "curation"):
        if f"/id/{kind}/" in str(quad.subject) and "#" not in str(quad.subject):
            found.setdefault(compact(quad.predicate.value), set()).add(end(quad.object))
    return found


def graph(corpus: Path, name: str) -> list[Quad]:
    versions = Versions(corpus.parent / "data")
    return list(
        versions.open(versions.served()).quads_for_pattern(None, None, None, rdf.graph(name, toy.BASE))
    )


def end(node: object) -> str:
    if isinstance(node, NamedNode):
        return node.value.rpartition("/")[2].rpartition("#")[2]
    assert isinstance(node, Literal)
    return node.value


def test_an_added_claim_states_its_fact_on_words_of_the_document(corpus: Path) -> None:
    assert built(corpus, decision(PLACE)).notes == ()
    assert curated(corpus, "event") == {"cy:place": {"yancheng"}}
    claim = curated(corpus, "claim")
    assert {name: claim[name] for name in ("rdf:subject", "rdf:predicate", "rdf:object", "cy:rule")} == {
        "rdf:subject": {"yue-fei-1140"},
        "rdf:predicate": {"place"},
        "rdf:object": {"yancheng"},
        "cy:rule": {"curator"},
    }
    passage = curated(corpus, "passage")
    start, stop = (int(*passage[name]) for name in ("cy:start", "cy:end"))
    assert passage["cy:exact"] == {TEXT[start:stop]} == {"He won at Yancheng."}


def test_the_decision_names_the_claim_that_it_adds(corpus: Path) -> None:
    built(corpus, decision(PLACE))
    place = Claim(Ref("event", "yue-fei-1140"), "cy:place", Ref("place", "yancheng"), (), "", 1.0)
    assert curated(corpus, "decision") == {
        "rdf:type": {"Decision"},
        "cy:verdict": {"Accepted"},
        "cy:onClaim": {rdf.claim_ref("battle", place).slug},
    }


def test_a_claim_may_rest_on_several_passages(corpus: Path) -> None:
    built(corpus, decision(PLACE, words='cy:exact "Yue Fei" , "Yancheng"'))
    assert curated(corpus, "passage")["cy:exact"] == {"Yue Fei", "Yancheng"}


@pytest.mark.parametrize(
    ("document", "words", "note"),
    [
        (
            "battle",
            'cy:exact "He lost at Yancheng."',
            (
                "Not added: decision/one quotes 'He lost at Yancheng.', which battle does not say. "
                "Quote words that stand there once, to the letter."
            ),
        ),
        (
            "battle",
            'cy:exact "he wept"',
            (
                "Not added: decision/one quotes 'he wept', which battle says 2 times. "
                "Quote words that stand there once, to the letter."
            ),
        ),
        (
            "lost",
            WON,
            "Not added: what decisions add to lost, which is not published. Build with it, or take them out.",
        ),
    ],
)
def test_words_that_do_not_stand_there_once_add_nothing_and_are_told(
    corpus: Path, document: str, words: str, note: str
) -> None:
    told = [built(corpus, decision(PLACE, document=document, words=words)).notes for _ in range(2)]
    assert told == [(note,), (note,)]
    assert curated(corpus, "event") == {}


@pytest.mark.parametrize("parts", [PLACE, PLACE.replace("place/yancheng", "place/lost")])
def test_a_decision_on_a_claim_that_nobody_makes_is_told_at_each_build(corpus: Path, parts: str) -> None:
    note = (
        "Without effect: decision/one is about a claim that no document makes. "
        "Look whether it is read otherwise now, and correct the decision or take it out."
    )
    rejected = decision(parts, words="", verdict="Rejected")
    assert [built(corpus, rejected).notes for _ in range(2)] == [(note,), (note,)]


def test_a_decision_about_a_document_that_is_held_back_is_not_called_idle(corpus: Path) -> None:
    toy.write(corpus, nameless="Somebody led an army in 1140.")
    parts = "rdf:subject <id/person/somebody> ; rdf:predicate rdf:type ; rdf:object cy:Person"
    accepted = decision(parts, words="", document="nameless")
    done = [built(corpus, accepted) for _ in range(2)]
    assert [(list(each.held_back), each.notes) for each in done] == [(["nameless"], ())] * 2


def test_a_claim_may_be_rejected_by_what_it_says(corpus: Path) -> None:
    parts = (
        "rdf:subject <id/event/yue-fei-1140> ; rdf:predicate cy:commander ; rdf:object <id/person/yue-fei>"
    )
    done = built(corpus, decision(parts, words="", verdict="Rejected"))
    assert (done.notes, curated(corpus, "decision")["cy:onClaim"]) == (
        (),
        {rdf.claim_ref("battle", LED).slug},
    )
    said = {
        compact(quad.predicate.value) for quad in graph(corpus, "battle") if "/event/" in str(quad.subject)
    }
    assert said == {"rdf:type", "cy:earliest"}


def test_what_a_document_says_by_itself_needs_no_addition(corpus: Path) -> None:
    parts = (
        "rdf:subject <id/event/yue-fei-1140> ; rdf:predicate cy:commander ; rdf:object <id/person/yue-fei>"
    )
    assert built(corpus, decision(parts)).notes == ()
    assert (curated(corpus, "claim"), curated(corpus, "event")) == ({}, {})


def test_an_addition_follows_its_words_through_a_document_that_changes(corpus: Path) -> None:
    built(corpus, decision(PLACE))
    toy.write(corpus, battle=f"In Henan. {TEXT}")
    done = built(corpus, decision(PLACE))
    assert curated(corpus, "passage")["cy:start"] == {str(TEXT.index("He won") + len("In Henan. "))}
    again = build(corpus, Settings(data=corpus.parent / "anew", jobs=1), rules=toy.rules(corpus))
    assert done.version is not None
    assert again.version is not None
    assert done.version.hash == again.version.hash


def test_decisions_that_changed_are_read_again_whatever_the_clock_says(corpus: Path) -> None:
    rules, file = toy.rules(corpus), corpus / "decisions.ttl"
    said = []
    for verdict in ("Accepted", "Rejected"):
        file.write_text(PREFIXES + decision(PLACE, verdict=verdict), encoding="utf-8")
        os.utime(file, ns=(1, 1_700_000_000_000_000_000))
        said.append(
            {compact(end(quad.object)) for quad in rules.quads("curation")} & {"Accepted", "Rejected"}
        )
    assert said == [{"Accepted"}, {"Rejected"}]


def test_a_version_counts_what_additions_changed_and_no_detours(corpus: Path) -> None:
    built(corpus, decision(PLACE))
    toy.write(corpus, death="Yue Fei died in 1142.")
    done = built(corpus, decision(PLACE))
    assert done.version is not None
    assert {name.rpartition("/")[2] for name in done.version.changes} == {"death"}


def test_an_addition_that_was_rejected_since_is_not_asserted(corpus: Path) -> None:
    dated = "<http://purl.org/dc/terms/created>"
    built(
        corpus,
        decision(f'{PLACE} ; {dated} "2026-01-01"'),
        decision(f'{PLACE} ; {dated} "2026-01-02"', verdict="Rejected", words="", name="two"),
    )
    assert (curated(corpus, "event"), curated(corpus, "claim")) == ({}, {})


def test_additions_go_when_their_decision_goes(corpus: Path) -> None:
    built(corpus, decision(PLACE))
    built(corpus)
    assert graph(corpus, "curation") == []


def test_an_addition_that_breaks_the_shapes_publishes_nothing(corpus: Path) -> None:
    nobody = "rdf:subject <id/person/nobody> ; rdf:predicate rdf:type ; rdf:object cy:Person"
    with pytest.raises(UnsoundAuthority, match="nothing was published"):
        built(corpus, decision(nobody))
    assert Versions(corpus.parent / "data").current() is None


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ("rdf:subject <id/event/x> ; rdf:predicate cy:place", "not with one rdf:object"),
        (f"{PLACE} , <id/place/kaifeng>", "not with one rdf:object"),
        (f"{PLACE} ; cy:onClaim <id/claim/x>", "not with one name for it alone"),
        (PLACE.replace("<id/event/yue-fei-1140>", "cy:place"), "which is nothing of this graph"),
    ],
)
def test_a_decision_that_spells_no_claim_stops_the_build(corpus: Path, parts: str, fault: str) -> None:
    with pytest.raises(BadDecision, match=fault):
        built(corpus, decision(parts))
