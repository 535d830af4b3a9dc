"""Whatever a document holds, extraction ends, cites what stands there, and reads each part for itself."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.identify import claims
from kg.model import Block, Claim, Document

pytestmark = pytest.mark.slow

QUICKLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = """
    Li Zicheng Wu Sangui the The of Song Liao Emperor King Battle Treaty in 1123 May besieged rebelled against
    treaty peace with , . ; : ( ) “ ” — - 's he his and was by 北宋 Paris French general dynasty not if would
    12 BC
""".split()


def document(*paragraphs: str, name: str = "x") -> Document:
    text = "\n".join(paragraphs)
    starts = [0]
    for each in paragraphs:
        starts.append(starts[-1] + len(each) + 1)
    blocks = tuple(Block("paragraph", start, end - 1) for start, end in pairwise(starts))
    return Document(name, text, blocks, name, "")


def found(*paragraphs: str, nlp: str = "") -> tuple[Claim, ...]:
    return claims(Extractor.load(nlp).draft(document(*paragraphs)))


def stated(found_: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(str(claim.subject), claim.predicate, str(claim.object)) for claim in found_}


@QUICKLY
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_every_passage_is_what_stands_at_its_place(text: str) -> None:
    passages = [passage for claim in found(text) for passage in claim.passages]
    assert [each.exact for each in passages] == [text[each.start : each.end] for each in passages]


@QUICKLY
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    assert all(claim.passages for claim in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "😀👍🏽 " * 500,
        "שלום עולם " * 500,
        "a" * 1_000_000,
        "(" * 5_000,
        "A-" * 5_000,
        "Battle of " * 3_000,
        "1123 " * 3_000,
    ],
    ids=["emoji", "right-to-left", "one long word", "brackets", "hyphens", "battles of nothing", "years"],
)
def test_strange_text_yields_next_to_nothing(text: str) -> None:
    assert len(found(text)) < 20


REBELLION = "In 982 Li Jiqian rebelled against the Song."


def test_an_unrelated_paragraph_changes_no_other_claim() -> None:
    alone = stated(found(REBELLION))
    assert alone <= stated(found(REBELLION, "Tea was dear in Genoa."))


def test_the_same_document_yields_the_same_claims_in_the_same_order() -> None:
    assert found(REBELLION) == found(REBELLION)


def test_without_a_model_the_nearest_names_fill_the_roles() -> None:
    said = stated(found(REBELLION, nlp="none"))
    assert {(predicate, object_) for _, predicate, object_ in said} >= {
        ("cy:betrayer", "person/li-jiqian"),
        ("cy:betrayed", "polity/song"),
    }
