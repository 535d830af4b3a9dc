"""Outcomes that the words behind a battle or a siege tell, and battles that are only named."""

from pathlib import Path

import pytest

from kg.errors import BadLexicon
from kg.extract import Extractor, known_battles, lexicon
from kg.extract.when import of_year
from kg.identify import claims
from kg.model import Block, Claim, Document, Ref


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """What reads the texts, loaded once."""
    return Extractor.load()


def read(extractor: Extractor, text: str) -> tuple[Claim, ...]:
    """The claims of a paragraph."""
    return claims(
        extractor.draft(Document("case", text, (Block("paragraph", 0, len(text)),), "Case", sha256=""))
    )


def said(extractor: Extractor, text: str, predicate: str) -> set[str]:
    """The objects that a paragraph states of its events by one predicate."""
    found = (each.object for each in read(extractor, text) if each.predicate == predicate)
    return {each.slug if isinstance(each, Ref) else str(each).removeprefix("cy:") for each in found}


BESIEGED = "In 1529 Suleiman the Magnificent besieged Vienna."
FOUGHT = "In 1448 Hunyadi fought Murad on the plain of Kosovo."


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"{BESIEGED} The walls held.", "DefenderVictory"),
        (f"{BESIEGED} The walls held for a month.", ""),
        (f"{BESIEGED} The garrison stood firm.", "DefenderVictory"),
        (f"{BESIEGED} He gave up after three weeks.", "DefenderVictory"),
        (f"{BESIEGED} He did not give up.", ""),
        (f"{BESIEGED} He sailed home in October.", "DefenderVictory"),
        (f"{BESIEGED} It ended in failure.", "DefenderVictory"),
        (f"{BESIEGED} The siege was a success.", "AttackerVictory"),
        (f"{BESIEGED} The dinner was a success.", ""),
        (f"{BESIEGED} The city did not fall.", "DefenderVictory"),
        (f"{BESIEGED} The city did not open its gates.", "DefenderVictory"),
        (f"{FOUGHT} He lost the battle.", "DefenderVictory"),
        (f"{FOUGHT} He was losing the battle.", ""),
        (f"{FOUGHT} He lost his hat.", ""),
        (f"{FOUGHT} Murad won.", "DefenderVictory"),
        (f"{FOUGHT} Neither side won.", "Inconclusive"),
        (f"{FOUGHT} Both sides claimed the victory.", "Inconclusive"),
        (f"{FOUGHT} The battle ended in a draw.", "Inconclusive"),
        ("An indecisive battle was fought at Kosovo in 1448.", "Inconclusive"),
    ],
)
def test_what_is_told_behind_a_fight_tells_its_outcome(extractor: Extractor, text: str, outcome: str) -> None:
    assert said(extractor, text, "cy:outcome") == ({outcome} if outcome else set())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In 1813 it's Leipzig, and Napoleon loses half his army.", "leipzig"),
        ("In 1813 it's Leipzig, and Napoleon has dinner.", "leipzig"),
        ("In 1811 it's Leipzig, and Napoleon has dinner.", ""),
        ("Then Bosworth, 22 August 1485.", "bosworth"),
        ("They still spoke of Cannae (216 BC).", ""),
        ("After Cannae (216 BC) nobody laughed.", "cannae"),
        ("After Cannae (215 BC) nobody laughed.", ""),
        ("He had won three battles: Ravna (1301), Lipa (1302) and Brod (1305).", ""),
        ("Napoleon spent the summer of 1813 in Leipzig.", ""),
        ("1648: Osnabrück.", ""),
    ],
)
def test_a_battle_may_be_named_by_place_and_date_alone(extractor: Extractor, text: str, place: str) -> None:
    assert said(extractor, text, "cy:place") == ({place} if place else set())


def test_the_place_within_the_name_of_a_battle_is_where_it_was(extractor: Extractor) -> None:
    text = "The Battle of Lützen was fought on 16 November 1632 between the Swedes and Wallenstein's army."
    assert said(extractor, text, "cy:place") == {"lutzen"}


def test_a_treaty_named_after_a_person_has_no_place(extractor: Extractor) -> None:
    text = "The Peace of Nicias was made in 421 BC between Athens and Sparta."
    assert said(extractor, text, "cy:place") == set()


@pytest.mark.parametrize(
    ("place", "year", "fought"),
    [("Adrianople", 378, True), ("Adrianople", 379, False), ("Cannae", -215, True), ("Nowhere", 378, False)],
)
def test_a_battle_is_known_by_its_place_and_its_year(place: str, year: int, *, fought: bool) -> None:
    assert known_battles.was_fought(place, of_year(year)) is fought


def test_a_year_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "battles.txt").write_text("Cannae: 216 v. Chr.\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    lexicon.lines.cache_clear()
    known_battles.load.cache_clear()
    try:
        with pytest.raises(BadLexicon) as fault:
            known_battles.load()
    finally:
        lexicon.lines.cache_clear()
        known_battles.load.cache_clear()
    assert str(fault.value) == (
        "words/battles.txt, Cannae: '216 v. Chr.' is no year. Write '1813' or '405 BC'; several years "
        "are joined by '; '."
    )
