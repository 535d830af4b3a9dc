"""The roles of an event filled from the slots of its trigger."""

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.frame import KINDS, Frame
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_PLACES = ("at", "in", "near", "outside", "before", "on", "by")


class Filled:
    """The fillers of slots, looked up once."""

    def __init__(self, scene: Scene, line: Line, slots: dict[str, list[int]]) -> None:
        self._scene, self._line, self.slots = scene, line, slots
        self._known: dict[str, list[Filler]] = {}

    def __call__(self, slot: str, kinds: frozenset[str] = frozenset()) -> list[Filler]:
        if slot not in self._known:
            self._known[slot] = list(self._look_up(slot))
        return [each for each in self._known[slot] if not kinds or each.group.kind in kinds]

    def is_of_members(self, slot: str, filler: Filler) -> bool:
        """Whether somebody only owns those who act: "his guards mutiny", "the Yan generals go over"."""
        tree = self._line.tree
        heads = {tree.lemmas[place] for place in self.slots.get(slot, ())}
        return (
            filler.via in {"owner", "reference"}
            and filler.place not in self.slots.get(slot, ())
            and bool(heads & _MEMBERS)
        )

    def names_event(self, slot: str) -> bool:
        """Whether a slot holds a named event."""
        return any(self._line.tree.units[place].kind == "event" for place in self.slots.get(slot, ()))

    def _look_up(self, slot: str) -> Iterator[Filler]:
        if slot == "owner":
            for place in self.slots.get("object", ()):
                yield from phrases.owners(self._scene, self._line, place)
            return
        for place in self.slots.get(slot, ()):
            yield from phrases.fillers(self._scene, self._line, place)


_MEMBERS = frozenset(
    """
        guard officer general soldier man commander retainer noble mercenary governor garrison troop
        bodyguard vassal minister ally
    """.split()
)


def fits_needs(filled: Filled, frame_: Frame) -> bool:
    for slots, kinds in frame_.needs:
        if kinds == KINDS["event"]:
            if not any(filled.names_event(slot) for slot in slots):
                return False
        elif not any(filled(slot, kinds) for slot in slots) and not (
            "force" in kinds and any(_is_army(each) for slot in slots for each in filled(slot))
        ):
            return False
    for slot in frame_.lacks:
        name, _, kind = slot.partition("-")
        if filled(name, KINDS.get(kind, frozenset())) if kind else filled.slots.get(slot):
            return False
    return True


def _is_army(filler: Filler) -> bool:
    return filler.via in {"owner", "leader"}


_COMMANDER = {"attacker": "attackingCommander", "defender": "defendingCommander"}


COMMANDERS = ("commander", "attackingCommander", "defendingCommander")


def roles(filled: Filled, frame_: Frame) -> Iterator[tuple[str, list[Filler]]]:
    leaders: dict[str, list[Filler]] = {}
    lords: list[Filler] = []
    for role, slots in frame_.roles:
        found: dict[int, Filler] = {}
        for slot in slots:
            for filler in filled(slot.name, slot.kinds) if slot.name else ():
                if filler.via == "leader":
                    leaders.setdefault(_COMMANDER.get(role, "commander"), []).append(filler)
                elif role == "betrayer" and filled.is_of_members(slot.name, filler):
                    lords.append(filler)
                else:
                    found.setdefault(filler.group.number, filler)
        if found:
            yield role, list(found.values())
    if lords and not any(
        role == "betrayed" and any(filled(slot.name, slot.kinds) for slot in slots)
        for role, slots in frame_.roles
    ):
        yield "betrayed", lords
    if frame_.event == "Campaign":
        leaders.setdefault("attackingCommander", []).extend(
            each
            for each in filled("led") + (filled("under") if frame_.nouns else [])
            if each.group.kind == "person"
        )
        for role, led in leaders.items():
            if led:
                yield role, list({each.group.number: each for each in led}.values())
    aimed = (
        [each for slot in ("object", "subject", "of") for each in filled(slot, KINDS["place"])]
        if frame_.event == "Campaign"
        else []
    )
    if all(role != "place" for role, _ in frame_.roles):
        places = aimed + [each for slot in _PLACES for each in filled(slot, KINDS["place"])]
        if places:
            yield "place", list({each.group.number: each for each in places}.values())
