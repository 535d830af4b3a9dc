"""Rulers whom a text calls by a well-known name only, and the list that knows them."""

from pathlib import Path

import pytest

from kg.errors import BadLexicon
from kg.extract import Extractor, known_rulers, lexicon
from kg.identify import claims
from kg.model import Block, Document


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


def test_what_is_known_of_a_ruler_rests_on_the_sentence_that_names_him(extractor: Extractor) -> None:
    text = "In 1346 Edward III left England. He took Caen."
    document = Document("case", text, (Block("paragraph", 0, len(text)),), "Case", sha256="")
    found = next(each for each in claims(extractor.draft(document)) if each.rule == "known-ruler")
    assert [each.exact for each in found.passages] == ["In 1346 Edward III left England."]


def test_a_faulty_reign_names_the_state_and_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "rulers.txt").write_text("Atlantis: Atlas long ago\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    lexicon.lines.cache_clear()
    try:
        with pytest.raises(BadLexicon, match=r"Atlantis: 'Atlas long ago' is no reign\."):
            known_rulers.load.__wrapped__()
    finally:
        lexicon.lines.cache_clear()
