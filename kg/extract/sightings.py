"""Where frames see events: a trigger with its roles filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract import asserted, elided, failed, frame, guards, passing, site, syntax, voice
from kg.extract.bonded import Bond
from kg.extract.fealties import Fealties
from kg.extract.filled import COMMANDERS, Filled, Roles
from kg.extract.filled import roles as filled_roles
from kg.extract.frame import Frame, Frames
from kg.extract.needs import fits_needs
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.when import When

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
    roles: Roles = field(default_factory=dict)
    when: When | None = None
    when_span: tuple[int, int] | None = None
    confidence: float = 0.7
    name: str = ""
    mention: tuple[int, int] | None = None
    nominal: bool = False
    needs_date: bool = False
    leaving: bool = False
    """Whether it counts only where somebody is betrayed by it in the end."""
    faint: bool = False
    """Whether nobody who takes part is named."""
    strangers: frozenset[str] = frozenset()
    """Names in its slots of which nothing is known."""

    def groups(self, *roles: str) -> set[int]:
        """The numbers of the bearers in some roles."""
        return {filler.group.number for role in roles for filler in self.roles.get(role, ())}

    @property
    def everybody(self) -> set[int]:
        """The numbers of all bearers."""
        return self.groups(*self.roles)


def sightings(scene: Scene, line: Line, frames: Frames, past: Fealties) -> Iterator[Sighting]:
    """The events that the frames see in one sentence."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if tree.units[place].mention >= 0 or tree.units[place].date >= 0:
            continue
        known = frames.verbs.get(lemma) if is_verbal(tree, place) else frames.nouns.get(lemma)
        if not known:
            continue
        if is_failed := failed.is_told(tree, place):
            known = tuple(each for each in known if failed.is_of(each, lemma))
        elif doubt := asserted.doubt(tree, place):
            passing.over(line, place, known[0].name, doubt)
            continue
        filled = _filled(scene, line, place)
        seen = [each for frame_ in known if (each := _match(filled, place, frame_, past))]
        yield from _strongest(
            [replace(each, outcome="DefenderVictory") for each in seen] if is_failed else seen
        )


def _strongest(seen: Sequence[Sighting]) -> Iterator[Sighting]:
    """The best of each class; whoever sells a town to the enemy makes no treaty."""
    surrenders = any(each.kind == "Surrender" for each in seen)
    for class_ in dict.fromkeys(each.event for each in seen):
        if not surrenders or class_ != "Treaty":
            yield max((each for each in seen if each.event == class_), key=_strength)


def is_verbal(tree: Tree, place: int) -> bool:
    """Whether a unit works as a verb, whatever the tagger says: a noun has no subject of its own."""
    if _is_noun_taken_for_verb(tree, place):
        return False
    return tree.tags[place] in {"VERB", "ADJ"} or (
        tree.tags[place] == "NOUN"
        and tree.has(place, "nsubj", "nsubj:pass")
        and not tree.has(place, "cop", "det", "case")
    )


def _is_noun_taken_for_verb(tree: Tree, place: int) -> bool:
    """As in "with one ugly draw at Cassel": a bare form with what only nouns have."""
    bare = tree.tags[place] == "VERB" and tree.units[place].text == tree.lemmas[place]
    if not bare or tree.has(place, "nsubj", "nsubj:pass", "obj", "aux", "mark", "xcomp", "ccomp"):
        return False
    return tree.has(place, "det", "amod", "nummod", "case")


def _strength(sighting: Sighting) -> tuple[int, float]:
    return len(sighting.everybody), sighting.confidence


def _match(plain: Filled, place: int, frame_: Frame, past: Fealties) -> Sighting | None:
    line, tree = plain.line, plain.line.tree
    filled = plain.widened() if frame_.through else plain
    if misfit := _misfit(filled, place, frame_):
        passing.over(line, place, frame_.name, misfit)
        return None
    roles = filled_roles(filled, frame_)
    if not roles.keys() & {"place", "target"} and (town := site.there(filled.scene, line, place)):
        roles["place"] = town
    outcome = frame_.outcome
    if frame_.passive and frame_.outcome == "AttackerVictory" and "defender" in roles and _came(tree, place):
        roles, outcome = swapped(roles), "DefenderVictory"
    bond = Bond(past, (line.number, place), filled, roles)
    if unbound := guards.against(filled, roles, frame_, bond):
        passing.over(line, place, frame_.name, unbound)
        return None
    if (lord := bond.lord_left(frame_)) is not None:
        group = plain.scene.register.groups[lord].final()
        note = f"the text has told before what binds them to {group.name}"
        roles["betrayed"] = [Filler(group, place, "inferred", note)]
    sighting = _sighting(line, place, frame_, roles)
    kind = frame_.kind or (bond.kind_of_breach if frame_.owed else "")
    return sighting and replace(sighting, outcome=outcome, kind=kind, strangers=_strangers(filled))


def _filled(scene: Scene, line: Line, place: int) -> Filled:
    slots = syntax.slots(line.tree, place)
    if voice.is_passive(line.tree, place):
        sufferers = [] if slots.get("object") else elided.sufferers(scene, line, place)
        return Filled(scene, line, slots, {"object": sufferers} if sufferers else None)
    left_out = [] if slots.get("subject") else elided.subjects(scene, line, place)
    return Filled(scene, line, slots, {"subject": left_out} if left_out else None)


def _has_company(filled: Filled, frame_: Frame) -> bool:
    """Whether one of the words that a frame asks for stands in the sentence, or beside it."""
    scene, line = filled.scene, filled.line
    lines = [*scene.back(line, frame_.behind), *(scene.ahead(line, 1) if frame_.ahead else ())]
    return any(not frame_.company.isdisjoint(line.tree.lemmas) for line in lines)


_SIDES_AND_AIMS = ("subject", "object", "agent", "on", "against", "to", "into", "at", "of", "near")


def _strangers(filled: Filled) -> frozenset[str]:
    return frozenset(
        filled.line.tree.units[place].text
        for slot in _SIDES_AND_AIMS
        for place in filled.slots.get(slot, ())
        if filled.line.tree.units[place].mention >= 0 and not filled(slot)
    )


def _misfit(filled: Filled, place: int, frame_: Frame) -> str:
    """What in the syntax is not as a frame wants it, empty where all is; its slots are then complete."""
    tree, slots = filled.line.tree, filled.slots
    if frame_.company and not _has_company(filled, frame_):
        return "company"
    if not _fits_verb(tree, place, slots, frame_):
        return "verb"
    for through in frame_.through.split():
        _add_through(tree, slots, through)
    if not _fits_words(tree, slots, frame_):
        return "words"
    return "" if fits_needs(filled, frame_) else "needs"


_MOVES = frozenset("cross march advance attack invade lead move sail push strike ride besiege meet".split())


def _came(tree: Tree, place: int) -> bool:
    """Whether the beaten had come to attack: "crossed the river and was defeated"."""
    return tree.deps[place] == "conj" and tree.lemmas[tree.heads[place]] in _MOVES - {"meet"}


OTHER_SIDE = {
    "attacker": "defender",
    "defender": "attacker",
    "attackingCommander": "defendingCommander",
    "defendingCommander": "attackingCommander",
}


def swapped(roles: Roles) -> Roles:
    """The roles with both sides changed."""
    return {OTHER_SIDE.get(role, role): fillers for role, fillers in roles.items()}


def _fits_words(tree: Tree, slots: dict[str, list[int]], frame_: Frame) -> bool:
    return all(
        any(syntax.heads(slots.get(slot, ()), tree) & words for slot in names)
        for names, words in frame_.words
    )


def _fits_verb(tree: Tree, place: int, slots: dict[str, list[int]], frame_: Frame) -> bool:
    if frame_.passive and not voice.is_passive(tree, place):
        return False
    if frame_.verbs and not any(
        _has_particle(slots, verb) for verb in frame_.verbs if verb.split()[0] == tree.lemmas[place]
    ):
        return False
    particle = frame_.particle
    return not particle or f"+{particle}" in slots or any(particle in slot.split() for slot in slots)


def _has_particle(slots: dict[str, list[int]], verb: str) -> bool:
    _, _, particle = verb.partition(" ")
    return (
        not particle
        or f"+{particle}" in slots
        or any(slot.split()[0] == particle and " " in slot for slot in slots)
        or (particle in {"in", "up"} and particle in slots)
    )


def _add_through(tree: Tree, slots: dict[str, list[int]], through: str) -> None:
    own = {"subject"} if through == "xcomp" else {"subject", "object"}
    for head in list(slots.get(through, ())):
        for slot, places in syntax.slots(tree, head).items():
            if slot not in own:
                slots.setdefault(slot, []).extend(places)


_CORE = {
    "Treaty": frozenset({"party", "against", "ceded"}) | {"place"},
    "Campaign": frozenset({"attacker", "defender", "target", "place", *COMMANDERS}),
    "Betrayal": frozenset({"betrayer", "betrayed", "beneficiary", "breaks"}),
}
"""The roles of which one must be filled by a name."""


def _sighting(line: Line, place: int, frame_: Frame, roles: Roles) -> Sighting | None:
    nominal = bool(frame_.nouns) and not frame_.verbs
    by_town = any(slot.name == "subject" for slot in dict(frame_.roles).get("place", ()))
    faint = not set(roles) & (_CORE[frame_.event] | ({"place"} if by_town else set()))
    dateable = frame_.event == "Betrayal" or any(not kinds for _, kinds in frame_.needs)
    if faint and (frame_.event == "Campaign" or (nominal and not dateable)):
        return None
    start, end = _trigger(line, place, roles)
    return Sighting(
        frame_.name, frame_.event, frame_.kind, frame_.outcome, line, place, start, end, roles,
        confidence=frame_.confidence, nominal=nominal, needs_date=frame_.dated, faint=faint,
        leaving=frame_.leaving,
    )  # fmt: skip


def _trigger(line: Line, place: int, roles: Roles) -> tuple[int, int]:
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
