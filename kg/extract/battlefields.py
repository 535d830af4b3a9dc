"""Battles told by what happens in them, where the sentence is set: "At Chaldiran, on 23 August, …"."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract import asserted, phrases, syntax, voice
from kg.extract.bearers import Group
from kg.extract.frame import KINDS
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

FRAME: Final = "set-at-battlefield"
_CASES: Final = frozenset({"at", "near", "off", "outside", "before"})
_DONE: Final = frozenset(
    """
    attack charge fight rout flee fall kill slay shoot fire storm break beat defeat retreat slaughter massacre
    undo overrun repulse crush surround outflank ambush wheel scatter annihilate cut pursue surrender collapse
    """.split()
)
_WITH: Final = frozenset(
    """
    army cavalry infantry horseman horse troop wing rearguard vanguard gun cannon artillery archer musket
    regiment squadron legion phalanx battalion knight lancer lance pikeman ranks flank battle fleet
    galley warship battlefield garrison charge assault enemy column host foot spearman elephant line
    """.split()
)
_CHARGES: Final = frozenset({"attack", "charge", "storm"})
_CONFIDENCE: Final = 0.55


def sightings(scene: Scene, line: Line, seen: Sequence[Sighting]) -> Iterator[Sighting]:
    """The battle of a sentence that is set at a place and a date, where nothing else in it tells of one."""
    if any(each.event == "Campaign" for each in seen if each.line is line):
        return
    places = list(_set_at(scene, line))
    if len(places) == 1 and _is_dated(line) and _is_fighting(line.tree):
        place, group = places[0]
        start, end = line.span(place, place)
        yield Sighting(
            FRAME, "Campaign", "", "", line, place, start, end,
            {"place": [Filler(group, place)]} | _attackers(scene, line), confidence=_CONFIDENCE,
        )  # fmt: skip


def _attackers(scene: Scene, line: Line) -> dict[str, list[Filler]]:
    """Whose men charge there."""
    for verb in asserted.verbs(line.tree, _CHARGES):
        if not voice.is_passive(line.tree, verb):
            subjects = syntax.slots(line.tree, verb).get("subject", ())
            found = [each for place in subjects for each in phrases.fillers(scene, line, place)]
            agents = [each for each in found if each.group.kind in KINDS["agent"]]
            return {"attacker": agents} if agents else {}
    return {}


def _set_at(scene: Scene, line: Line) -> Iterator[tuple[int, Group]]:
    """The places set apart by commas: "At Mohács, five years later, …", "Eleven days later, at Barnet, …"."""
    tree = line.tree
    for place in range(len(tree.units)):
        group = scene.bearer(line, place)
        if group is None or group.kind != "place" or tree.case(place) not in _CASES:
            continue
        first = min(each for each in tree.subtree(place) if tree.deps[each] != "punct")
        opens = first == 0 or tree.units[first - 1].text in {",", ";", "–", ":"}
        if opens and place + 1 < len(tree.units) and tree.units[place + 1].text == ",":
            yield place, group


def _is_dated(line: Line) -> bool:
    return any(line.date(place) for place in range(len(line.tree.units)))


def _is_fighting(tree: Tree) -> bool:
    """Whether somebody fights there, and with what armies do."""
    done = any(True for _ in asserted.verbs(tree, _DONE))
    used = any(lemma in _WITH and tree.tags[place] == "NOUN" for place, lemma in enumerate(tree.lemmas))
    return done and used
