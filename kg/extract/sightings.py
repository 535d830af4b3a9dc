"""Where frames see events: a trigger with its roles filled, before sightings of one event are put together."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.extract import asserted, frame, phrases
from kg.extract.frame import KINDS, Frame, Frames
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.when import When

_PLACES = ("at", "in", "near", "outside", "before", "on", "by")
_MAX_TRIGGER = 9


@dataclass(slots=True, eq=False)
class Sighting:
    """One wording of an event: what was said, where, by which frame."""

    frame: str
    event: str
    kind: str
    outcome: str
    line: Line
    trigger: int
    start: int
    end: int
    roles: dict[str, list[Filler]] = field(default_factory=dict)
    when: When | None = None
    when_span: tuple[int, int] | None = None
    confidence: float = 0.7
    name: str = ""
    mention: tuple[int, int] | None = None
    nominal: bool = False
    definite: bool = False

    def groups(self, *roles: str) -> set[int]:
        """The numbers of the bearers in some roles."""
        return {filler.group.number for role in roles for filler in self.roles.get(role, ())}

    @property
    def everybody(self) -> set[int]:
        """The numbers of all bearers."""
        return self.groups(*self.roles)


def sightings(scene: Scene, line: Line, frames: Frames, rebels: set[int]) -> Iterator[Sighting]:
    """The events that the frames see in one sentence."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if tree.units[place].mention >= 0 or tree.units[place].date >= 0:
            continue
        known = frames.verbs.get(lemma) if is_verbal(tree, place) else frames.nouns.get(lemma)
        if not known or asserted.doubt(tree, place):
            continue
        seen = [each for frame_ in known if (each := _match(scene, line, place, frame_, rebels))]
        if seen:
            yield max(seen, key=_strength)


def is_verbal(tree: Tree, place: int) -> bool:
    """Whether a unit works as a verb, whatever the tagger says: a noun has no subject of its own."""
    return tree.tags[place] in {"VERB", "ADJ"} or (
        tree.tags[place] == "NOUN"
        and any(tree.under(place, "nsubj", "nsubj:pass"))
        and not any(tree.under(place, "cop", "det", "case"))
    )


def _strength(sighting: Sighting) -> tuple[int, float]:
    return len(sighting.everybody), sighting.confidence


def _match(scene: Scene, line: Line, place: int, frame_: Frame, rebels: set[int]) -> Sighting | None:
    tree = line.tree
    slots = phrases.slots(tree, place)
    if not _fits_words(tree, slots, frame_) or not _fits_verb(tree, place, slots, frame_):
        return None
    if frame_.through:
        _add_through(tree, slots, frame_.through)
    filled = _Filled(scene, line, slots)
    if not _fits_needs(filled, frame_):
        return None
    roles = dict(_roles(filled, frame_))
    outcome = frame_.outcome
    if frame_.passive and frame_.outcome == "AttackerVictory" and "defender" in roles and _came(tree, place):
        roles, outcome = swapped(roles), "DefenderVictory"
    elif frame_.event == "Campaign" and tree.lemmas[tree.heads[place]] == "fail":
        outcome = "DefenderVictory"
    if not _fits_bond(scene, line, filled, roles, frame_, rebels):
        return None
    sighting = _sighting(line, place, frame_, roles, filled)
    return sighting and replace(sighting, outcome=outcome)


_MOVES = frozenset("cross march advance attack invade lead move sail push strike ride besiege meet".split())


def _came(tree: Tree, place: int) -> bool:
    """Whether the beaten had come to attack: "crossed the river and was defeated"."""
    return tree.deps[place] == "conj" and tree.lemmas[tree.heads[place]] in _MOVES - {"meet"}


def swapped(roles: dict[str, list[Filler]]) -> dict[str, list[Filler]]:
    """The roles with both sides changed."""
    names = {
        "attacker": "defender",
        "defender": "attacker",
        "attackingCommander": "defendingCommander",
        "defendingCommander": "attackingCommander",
    }
    return {names.get(role, role): fillers for role, fillers in roles.items()}


def _fits_words(tree: Tree, slots: dict[str, list[int]], frame_: Frame) -> bool:
    return all(
        any(phrases.heads(slots.get(slot, ()), tree) & words for slot in names)
        for names, words in frame_.words
    )


def _fits_verb(tree: Tree, place: int, slots: dict[str, list[int]], frame_: Frame) -> bool:
    if frame_.passive and not phrases.is_passive(tree, place):
        return False
    if frame_.verbs and not any(
        _has_particle(slots, verb) for verb in frame_.verbs if verb.split()[0] == tree.lemmas[place]
    ):
        return False
    if (
        frame_.particle
        and f"+{frame_.particle}" not in slots
        and not any(frame_.particle in slot.split() for slot in slots)
    ):
        return False
    return True


def _has_particle(slots: dict[str, list[int]], verb: str) -> bool:
    _, _, particle = verb.partition(" ")
    return (
        not particle
        or f"+{particle}" in slots
        or any(slot.split()[0] == particle and " " in slot for slot in slots)
        or (particle in {"in", "up"} and particle in slots)
    )


def _add_through(tree: Tree, slots: dict[str, list[int]], through: str) -> None:
    for head in list(slots.get(through, ())):
        for slot, places in phrases.slots(tree, head).items():
            if slot not in {"subject", "object"}:
                slots.setdefault(slot, []).extend(places)


class _Filled:
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
    "guard officer general soldier man commander retainer noble mercenary governor garrison troop bodyguard vassal minister ally".split()
)


def _fits_needs(filled: _Filled, frame_: Frame) -> bool:
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


def _roles(filled: _Filled, frame_: Frame) -> Iterator[tuple[str, list[Filler]]]:
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


def _fits_bond(  # noqa: PLR0913, PLR0917  # the guards that look beyond the slots
    scene: Scene, line: Line, filled: _Filled, roles: dict[str, list[Filler]], frame_: Frame, rebels: set[int]
) -> bool:
    subjects = {each.group.number for each in roles.get("betrayer", ())}
    if subjects & {each.group.number for role in ("betrayed", "beneficiary") for each in roles.get(role, ())}:
        return False
    if frame_.rebel:
        return any(each.group.number in rebels for each in roles.get("beneficiary", ()))
    if frame_.personal:
        return all(each.group.kind in {"person", "people"} for each in roles.get("betrayer", ())) and (
            "betrayed" in roles or "place" in roles or _has_too(line)
        )
    if frame_.bond:
        return is_bound(line, filled.slots)
    if frame_.pair:
        return len(roles.get("party", ())) > 1
    if frame_.event == "Campaign":
        sides = [{each.group.number for each in roles.get(role, ())} for role in ("attacker", "defender")]
        return not (sides[0] & sides[1])
    return True


def _has_too(line: Line) -> bool:
    return any(word in {"too", "also", "likewise"} for word in (unit.text for unit in line.tree.units))


_LORDS = frozenset(
    """lord master father brother uncle nephew cousin king emperor sovereign ally superior patron benefactor host son mother
    commander overlord suzerain prince half-brother wife husband stepfather guest eunuch officer bodyguard guard lieutenant general""".split()
)


def is_bound(line: Line, slots: dict[str, list[int]]) -> bool:
    """Whether a subject and an object are called each other's kin, lord or man: "his own son, Shi Chaoyi"."""
    tree = line.tree
    for slot in ("subject", "object", "agent"):
        for place in slots.get(slot, ()):
            if _called_before(line, place):
                return True
            near = [place, *tree.under(place, "appos", "compound", "nmod", "conj")]
            if any(tree.lemmas[each] in _LORDS and _is_owned(tree, each) for each in near):
                return True
    return False


def _called_before(line: Line, place: int) -> bool:
    """ "his eunuch Li Zhu'er": the words right before a name, which the tree leaves out."""
    first = line.tree.units[place].first
    words = [line.reading.before(first, distance).lower() for distance in range(1, 5)]
    return any(word in _LORDS for word in words[:2]) and any(
        word in {"his", "her", "their", "own", "'s", "’s"} for word in words
    )


def _is_owned(tree: Tree, place: int) -> bool:
    return any(
        tree.tags[child] == "PRON"
        or any(tree.units[each].text in {"’s", "'s"} for each in tree.under(child, "case"))
        for child in tree.under(place, "nmod", "det")
    )


def _sighting(
    line: Line, place: int, frame_: Frame, roles: dict[str, list[Filler]], filled: _Filled
) -> Sighting | None:
    nominal = bool(frame_.nouns) and not frame_.verbs
    if not roles:
        return None
    start, end = _trigger(line, place, roles)
    definite = any(
        line.tree.lemmas[child] in {"the", "his", "this", "their", "her", "its"}
        for child in line.tree.under(place, "det", "nmod")
    )
    return Sighting(
        frame_.name, frame_.event, frame_.kind, frame_.outcome, line, place, start, end, roles,
        confidence=frame_.confidence, nominal=nominal, definite=definite or "poss" in filled.slots,
    )  # fmt: skip


def _trigger(line: Line, place: int, roles: dict[str, list[Filler]]) -> tuple[int, int]:
    """The words from the trigger to the last name behind it that fills a role."""
    behind = [
        each.place
        for fillers in roles.values()
        for each in fillers
        if place < each.place <= place + _MAX_TRIGGER
    ]
    return line.span(place, max(behind, default=place))


def load() -> Frames:
    """The frames that are looked for."""
    return frame.load()
