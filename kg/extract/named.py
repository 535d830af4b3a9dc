"""Events that have a name: "Treaty of X", "Battle of Y", those of the authority file."""

from collections.abc import Iterator

from kg.extract import asserted, lexicon, phrases, syntax
from kg.extract.bearers import Group
from kg.extract.frame import KINDS
from kg.extract.mentions import Mention
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting
from kg.extract.tokens import tokens

_CLASSES = {
    "Treaty": ("Treaty", ""),
    "Alliance": ("Treaty", ""),
    "Truce": ("Treaty", ""),
    "Campaign": ("Campaign", ""),
    "Battle": ("Campaign", ""),
    "Siege": ("Campaign", ""),
    "Rebellion": ("Betrayal", "Rebellion"),
    "Betrayal": ("Betrayal", "OtherBetrayal"),
    "Surrender": ("Betrayal", "Surrender"),
    "Defection": ("Betrayal", "Defection"),
}


def class_of(mention: Mention) -> tuple[str, str]:
    """The class and kind of a named event, empty when it is none that is told as an event."""
    if mention.entry and mention.entry.candidates:
        for candidate in mention.entry.candidates:
            if candidate.ref.kind == "event":
                return _CLASSES.get(candidate.type, ("", ""))
    return _by_noun(mention.name) if _is_proper(mention.name) else ("", "")


def _is_proper(name: str) -> bool:
    """Whether a name has more than ordinary words: no "Fragile Peace"."""
    nouns = lexicon.nouns()
    if name.rpartition(" of ")[2] in lexicon.lines("places"):
        return True
    return any(
        word[:1].isupper()
        and word not in nouns.events
        and (not lexicon.is_common(word) or word in nouns.event_attributes)
        for word in name.replace("-", " ").split()
    )


def _by_noun(name: str) -> tuple[str, str]:
    nouns = lexicon.nouns()
    words = name.split()
    for word in (words[0], words[-1], *words):
        if name.startswith("League of") or (
            word.istitle()
            and word in nouns.treaty
            and word not in {"League", "Union", "Settlement", "Agreement", "Entente"}
        ):
            return "Treaty", ""
        if word in nouns.battle or word in {"Expedition", "Campaign", "Offensive", "Crusade"}:
            return "Campaign", ""
        if word in nouns.betrayal:
            return "Betrayal", "Rebellion"
    return "", ""


def sightings(scene: Scene, line: Line) -> Iterator[Sighting]:
    """The named events of one sentence."""
    for place, unit in enumerate(line.tree.units):
        mention = line.mention(place)
        if mention is None or unit.kind != "event":
            continue
        event, kind = class_of(mention)
        if event and not asserted.doubt(line.tree, place):
            yield _sighting(scene, line, place, mention, (event, kind))


def _sighting(scene: Scene, line: Line, place: int, mention: Mention, class_: tuple[str, str]) -> Sighting:
    inside = list(_inside(scene, mention, place))
    roles = _roles(scene, line, place, inside, class_[0])
    span = line.reading.tokens[mention.first].start, line.reading.tokens[mention.last - 1].end
    return Sighting(
        "named-event",
        class_[0],
        class_[1],
        "",
        line,
        place,
        *span,
        roles,
        confidence=0.85,
        name=mention.name,
        mention=(mention.block, line.tree.units[place].mention),
        nominal=True,
    )


def _inside(scene: Scene, mention: Mention, place: int) -> Iterator[Filler]:
    """The bearers of names within the name: both states of the "Song-Jin Alliance", the place of a battle."""
    words = [each.text for each in tokens(mention.name, 0, len(mention.name))]
    size = len(words)
    taken: set[int] = set()
    for length in range(min(4, size - 1), 0, -1):
        for first in range(size - length + 1):
            if taken & set(range(first, first + length)):
                continue
            name = " ".join(words[first : first + length])
            if group := _anybody(scene, name):
                taken |= set(range(first, first + length))
                yield Filler(group, place)


def _anybody(scene: Scene, name: str) -> Group | None:
    for kind in ("person", "polity", "people", "place"):
        if group := scene.register.find(kind, name):
            return group
    return None


_MAKES = frozenset("sign conclude make negotiate agree swear ratify fight wage".split())
_AROUND = ("between", "with", "against", "by", "poss", "modifier", "under", "led", "of", "at", "in")


def _roles(scene: Scene, line: Line, place: int, inside: list[Filler], event: str) -> dict[str, list[Filler]]:
    slots = _slots(line, place)
    around = {
        slot: [each for at in slots.get(slot, ()) for each in phrases.fillers(scene, line, at)]
        for slot in _AROUND
    }

    def of(*names: str) -> list[Filler]:
        return [*inside, *(each for slot in names for each in around[slot])]

    roles: dict[str, list[Filler]] = {}
    if event == "Treaty":
        _put(roles, "party", of("between", "with", "poss", "modifier"))
        _put(roles, "against", around["against"])
        _put(
            roles,
            "place",
            [*(inside if " of " in line.tree.units[place].text else ()), *around["at"]],
            {"place"},
        )
    elif event == "Betrayal":
        _put(roles, "betrayer", of("poss", "by", "of"))
        _put(roles, "betrayed", around["against"])
    else:
        sides = around["between"]
        aimed = _is_aimed(line.tree.units[place].text)
        states = inside if aimed and any(each.group.kind == "polity" for each in inside) else []
        attackers = around["by"] if states else of("poss", "modifier")
        _put(roles, "attacker", [*attackers, *sides[:1]])
        _put(roles, "attackingCommander", [*around["under"], *around["led"], *around["by"]], {"person"})
        _put(roles, "defender", [*around["against"], *sides[1:], *(states if around["by"] else ())])
        _put(roles, "place", of("at"), {"place"})
        _put(roles, "target", inside if aimed else [], {"place"})
    return roles


def _slots(line: Line, place: int) -> dict[str, list[int]]:
    """What complements the name or its verb: "signed between France and Spain"."""
    slots = syntax.slots(line.tree, place)
    for verb in (*line.tree.under(place, "acl"), line.tree.heads[place]):
        if verb != place and line.tree.lemmas[verb] in _MAKES:
            for slot, found in syntax.slots(line.tree, verb).items():
                if slot not in {"subject", "object"}:
                    slots.setdefault(slot, []).extend(found)
    return slots


def _is_aimed(name: str) -> bool:
    return name.split(maxsplit=1)[0] in {"Siege", "Fall", "Capture", "Sack", "Relief", "Storming"}


def _put(
    roles: dict[str, list[Filler]], role: str, fillers: list[Filler], kinds: set[str] | None = None
) -> None:
    wanted = kinds or KINDS["agent"]
    kept = {each.group.number: each for each in fillers if each.group.kind in wanted}
    if kept:
        roles[role] = list(kept.values())
