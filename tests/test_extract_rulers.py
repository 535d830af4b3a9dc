"""Rulers whom a text calls by a well-known name only, and the list that knows them."""

import pytest

from kg.extract import Extractor, known_rulers, lexicon
from kg.identify import claims
from kg.model import Block, Document, Value


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """What reads the texts, loaded once."""
    return Extractor.load()


def ruled(extractor: Extractor, text: str) -> list[str]:
    """Who rules what, and why the extractor thinks so."""
    found = claims(
        extractor.draft(Document("case", text, (Block("paragraph", 0, len(text)),), "Case", sha256=""))
    )
    return [each.resolution for each in found if each.rule == "known-ruler"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("In 1346 Edward III left England and took Caen.", ["Edward III is known as ruler of England"]),
        ("In 1519 Charles V was in Spain.", ["Charles V is known as ruler of Spain"]),
        ("In 1369 Charles V of France broke the treaty.", []),
        ("In 1519 the envoys of the Holy Roman Empire met Charles V in Spain.", []),
        ("In 1415 Henry V landed in France.", []),
        ("In 1815 Henry V was long dead in England.", []),
        (
            "King John lost Normandy in 1204, and with it half of what England had.",
            ["King John is known as ruler of England"],
        ),
        ("John lost Normandy in 1204, and with it half of what England had.", []),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_known_ruler_rules_the_one_state_that_fits_and_is_named(
    extractor: Extractor, text: str, notes: list[str]
) -> None:
    assert ruled(extractor, text) == notes


def test_every_state_of_the_list_is_a_known_state() -> None:
    states = {known.name for _, known in lexicon.known_names() if known.kind == "polity"}
    named = {reign.state for reigns in known_rulers.load().values() for reign in reigns}
    assert sorted(named - states) == []


def test_no_reign_ends_before_it_begins() -> None:
    assert [
        (name, reign)
        for name, reigns in known_rulers.load().items()
        for reign in reigns
        if reign.last < reign.first
    ] == []


def test_the_reasons_are_claims_with_words(extractor: Extractor) -> None:
    text = "In 1346 Edward III left England. He took Caen."
    document = Document("case", text, (Block("paragraph", 0, len(text)),), "Case", sha256="")
    claim = next(each for each in claims(extractor.draft(document)) if each.rule == "known-ruler")
    assert ([each.exact for each in claim.passages], claim.object.kind) == (
        ["In 1346 Edward III left England."],
        "polity",
    )  # type: ignore[union-attr]  # rulerOf has a thing as object
    assert not isinstance(claim.object, Value)
