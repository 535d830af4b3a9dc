"""The roles of an event filled from the slots of its trigger."""

from collections.abc import Iterator, Mapping

from kg.extract import lexicon, masters, phrases, sides, site
from kg.extract.bearers import Group
from kg.extract.frame import KINDS, Frame
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_PLACES = ("at", "in", "near", "outside", "before", "on", "off")
_ENTERED = ("into", "through", "across", "over")


class Filled:
    """The fillers of slots, looked up once."""

    def __init__(
        self,
        scene: Scene,
        line: Line,
        slots: dict[str, list[int]],
        understood: Mapping[str, list[Filler]] | None = None,
    ) -> None:
        self.scene, self.line, self.slots = scene, line, slots
        self._understood = dict(understood or {})
        self._known = dict(self._understood)

    def widened(self) -> "Filled":
        """The same, with slots of its own to which others may be added."""
        slots = {slot: list(places) for slot, places in self.slots.items()}
        return Filled(self.scene, self.line, slots, self._understood)

    def __call__(self, slot: str, kinds: frozenset[str] = frozenset()) -> list[Filler]:
        """The fillers of a slot that are of some kinds, of any when none is given."""
        if slot not in self._known:
            self._known[slot] = list(self._look_up(slot))
        return [each for each in self._known[slot] if not kinds or each.group.kind in kinds]

    def is_of_members(self, slot: str, filler: Filler) -> bool:
        """Whether somebody only owns those who act: "his guards mutiny", "the Yan generals go over".

        "Isaurian soldiers" are nobody's but themselves.
        """
        tree = self.line.tree
        heads = {tree.lemmas[place] for place in self.slots.get(slot, ())}
        return (
            filler.via in {"owner", "reference"}
            and filler.group.kind != "people"
            and filler.place not in self.slots.get(slot, ())
            and bool(heads & _MEMBERS)
        )

    def names_event(self, slot: str) -> bool:
        """Whether a slot holds a named event."""
        return any(self.line.tree.units[place].kind == "event" for place in self.slots.get(slot, ()))

    def _look_up(self, slot: str) -> Iterator[Filler]:
        if slot.startswith("owner"):
            for place in self.slots.get(slot.partition("-")[2] or "object", ()):
                yield from phrases.owners(self.scene, self.line, place)
            return
        if slot == "lord":
            yield from (each for each in self("owner") if each.via == "head")
            return
        for place in self.slots.get(slot, ()):
            found = phrases.fillers(self.scene, self.line, place)
            if not found and self.line.tree.units[place].text.lower() == "it":
                found = list(self._it(place))
            yield from found

    def _it(self, pronoun: int) -> Iterator[Filler]:
        """The town that was named right before: "marched on Rome and burned it"."""
        before = self.scene.previous(self.line)
        towns = _towns(self.scene, self.line, pronoun)[-1:] or (
            _towns(self.scene, before, len(before.tree.units)) if before else []
        )
        town = towns[0] if len({each.number for each in towns}) == 1 else None
        if town is None and not towns:
            town = site.of(self.scene, self.line)
        if town:
            yield Filler(town, pronoun, "reference", f"“it” is {town.name}")


def _towns(scene: Scene, line: Line, end: int) -> list[Group]:
    """The places that a sentence names up to a unit, rivers and mountains left out."""
    groups = [scene.bearer(line, place) for place in range(end)]
    features = lexicon.nouns().geo_after
    return [
        each for each in groups if each and each.kind == "place" and each.name.split()[-1] not in features
    ]


_MEMBERS = frozenset(
    """
        guard officer general soldier man commander retainer noble mercenary governor garrison troop
        bodyguard vassal minister ally
    """.split()
)


_TAKEN = frozenset({"object", "of", "into", "before", "subject", "to", "in"})


def states(filled: Filled, frame_: Frame, slot: str, kinds: frozenset[str]) -> list[Filler]:
    """The states where a town is asked for: one that has its town's name, as "took Athens" has."""
    falls = slot == "subject" and frame_.outcome == "AttackerVictory" and not frame_.passive
    whence = slot == "of" and not frame_.nouns and not frame_.through
    if kinds != KINDS["place"] or frame_.event != "Campaign" or slot not in _TAKEN or falls or whence:
        return []
    return [each for each in filled(slot, KINDS["polity"]) if each.via == "head"]


COMMANDERS = ("commander", *sides.COMMANDER.values())

Roles = dict[str, list[Filler]]


def roles(filled: Filled, frame_: Frame) -> Roles:
    """Who or what fills each role of an event."""
    found = _stated(filled, frame_)
    if _names_betrayed(filled, frame_):
        found.pop("lord", None)
    found = {"betrayed" if role == "lord" else role: fillers for role, fillers in found.items()}
    if frame_.event != "Campaign":
        found = {role: fillers for role, fillers in found.items() if role not in COMMANDERS}
    elif led := _led(filled, frame_):
        found.setdefault("attackingCommander", []).extend(led)
    if frame_.event == "Betrayal" and "betrayer" in found and "betrayed" not in found:
        found |= {"betrayed": lords} if (lords := masters.of(filled, found["betrayer"])) else {}
    sides.divide(found, filled.line.tree, filled.slots.get("between", ()))
    if "place" not in dict(frame_.roles) and (places := _places(filled, frame_)):
        found["place"] = places
    if (
        frame_.event != "Treaty"
        and "place" not in found
        and (frame_.event == "Betrayal" or "target" not in found)
        and not _aims_elsewhere(filled, frame_)
    ):
        found["place"] = _scene_of_it(filled, frame_)
    sides.part(found)
    found = {role: _others(found, role) for role in found}
    found = {role: fillers for role, fillers in found.items() if fillers}
    return {
        role: list({each.group.number: each for each in fillers}.values()) for role, fillers in found.items()
    }


def _aims_elsewhere(filled: Filled, frame_: Frame) -> bool:
    """Whether something of unknown name may be what was aimed at: "seized Wareham and beat him at Bath"."""
    tree = filled.line.tree
    return any(
        tree.units[place].mention >= 0 and not filled(slot.name)
        for role, slots in frame_.roles
        if role == "target"
        for slot in slots
        for place in filled.slots.get(slot.name, ())
    )


def _stated(filled: Filled, frame_: Frame) -> Roles:
    found: Roles = {}
    for role, slots in frame_.roles:
        for slot in slots:
            for filler in filled(slot.name, slot.kinds):
                found.setdefault(_role(filled, role, slot.name, filler), []).append(filler)
            if role == "target" and (reigned := states(filled, frame_, slot.name, slot.kinds)):
                found.setdefault("defender", []).extend(reigned)
    return found


_OPPOSED = {"betrayed": "betrayer", "betrayer": "betrayed", "defender": "attacker"}


def _others(found: Roles, role: str) -> list[Filler]:
    """Not those who act, where only what is theirs is acted on: "Sun stabbed his ally"."""
    acting = {each.group.number for each in found.get(_OPPOSED.get(role, ""), ())}
    return [
        each
        for each in found[role]
        if each.group.number not in acting or not each.note.startswith(("“his”", "“her”", "“their”"))
    ]


def _role(filled: Filled, role: str, slot: str, filler: Filler) -> str:
    """A leader commands, or rebels with those he leads; whose guards mutiny is betrayed."""
    if filler.via == "leader" and role != "betrayer":
        return sides.COMMANDER.get(role, "commander")
    return "lord" if role == "betrayer" and filled.is_of_members(slot, filler) else role


def _names_betrayed(filled: Filled, frame_: Frame) -> bool:
    slots = dict(frame_.roles).get("betrayed", ())
    return any(filled(slot.name, slot.kinds) for slot in slots)


def _led(filled: Filled, frame_: Frame) -> list[Filler]:
    under = filled("under", KINDS["person"]) if frame_.nouns else []
    return [*filled("led", KINDS["person"]), *under]


def _scene_of_it(filled: Filled, frame_: Frame) -> list[Filler]:
    """The place at which the sentence is set, or else where those lie who rise."""
    risen = filled.slots.get("subject", ()) if frame_.kind == "Rebellion" else ()
    return site.only_place(filled.scene, filled.line, frame_.event) or list(
        site.of_those(filled.scene, filled.line, risen)
    )


def _places(filled: Filled, frame_: Frame) -> list[Filler]:
    """Where it happened: what was attacked is a place of the fighting too."""
    aimed = ("object", "subject", "of", *_ENTERED) if frame_.event == "Campaign" else ()
    found = [each for slot in (*aimed, *_PLACES) for each in filled(slot, KINDS["place"])]
    return (
        found if found or frame_.event != "Treaty" else site.made_at(filled.scene, filled.line, filled.slots)
    )
