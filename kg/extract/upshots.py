"""How a campaign ended, as the words behind its telling say of a side: "he gave up", "the walls held"."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, Literal, NamedTuple

from kg.extract import asserted, phrases, syntax, voice
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

Side = Literal["attacker", "defender", ""]
_VICTORY: Final = {"attacker": "AttackerVictory", "defender": "DefenderVictory"}
_LOSS: Final = {"attacker": "DefenderVictory", "defender": "AttackerVictory"}

_FAILS: Final = frozenset({"fail", "falter"})
_GIVES_UP: Final = frozenset({"give", "turn", "pull", "fall", "break", "back", "draw"})
_BACK: Final = frozenset({"up", "back", "off", "away", "home", "homeward", "homewards", "empty-handed"})
_GOES: Final = frozenset("go march sail come return ride turn get limp creep steal drift".split())
_HOME: Final = frozenset({"home", "away", "homeward", "homewards", "empty-handed"})
_LOST: Final = frozenset("army fleet force battle day field war fight host navy half third quarter".split())
_WON: Final = frozenset("battle day field war fight victory".split())
_HOLDS: Final = frozenset({"hold", "stand"})
_YIELDS: Final = frozenset("fall surrender capitulate yield submit".split())
_TAKEN: Final = frozenset("take capture storm reduce breach".split())

_BESIEGERS: Final = frozenset("besieger attacker invader raider assailant".split())
_BESIEGED: Final = frozenset("defender garrison besieged townsman townspeople citizen inhabitant".split())
_TOWN: Final = frozenset("city town fortress castle citadel wall fort stronghold place capital".split())
_VENTURE: Final = frozenset(
    """
    it this that siege attack assault campaign expedition invasion venture attempt raid offensive enterprise
    adventure war blockade crusade
    """.split()
)
_FIGHT: Final = frozenset("battle fight fighting engagement clash encounter".split())
"""What is nobody's, so that a disaster in it is not told of either side."""
_DISASTER: Final = frozenset("disaster failure fiasco catastrophe debacle rout humiliation".split())
_SUCCESS: Final = frozenset({"success", "triumph"})
_EVEN: Final = frozenset("draw stalemate deadlock".split())
_UNDECIDED: Final = frozenset("undecided indecisive inconclusive drawn".split())


class Sides(NamedTuple):
    """Who stands on which side of a campaign, and the place that it was for."""

    attackers: AbstractSet[int]
    defenders: AbstractSet[int]
    towns: AbstractSet[int]


def outcome(scene: Scene, line: Line, start: int, sides: Sides) -> str:
    """What the words of a sentence from a place on say of how it ended, empty when they do not."""
    return next(filter(None, _outcomes(scene, line, start, sides)), "")


def of_battle(tree: Tree, noun: int) -> str:
    """As in "an undecided battle"."""
    nouns = (noun, *tree.under(noun, "obj", "nsubj", "nsubj:pass"))
    said = {tree.units[each].text.lower() for at in nouns for each in tree.under(at, "amod", "compound")}
    return "Inconclusive" if said & _UNDECIDED else ""


def _outcomes(scene: Scene, line: Line, start: int, sides: Sides) -> Iterator[str]:
    tree = line.tree
    for place in range(start, len(tree.units)):
        if tree.tags[place] in {"VERB", "ADJ", "NOUN", "AUX"}:
            yield _of_venture(tree, place)
        if tree.tags[place] in {"VERB", "ADJ"}:
            side = _side(scene, line, _subjects(tree, place), sides)
            yield _denied(tree, place, side, sides)
            if side and not asserted.doubt(tree, place):
                yield _by_verb(tree, place, side)
    yield _of_neither(tree, start)


def _subjects(tree: Tree, verb: int) -> list[int]:
    found = syntax.surface_subjects(tree, verb, 0)
    above = tree.heads[verb]
    return found or (syntax.surface_subjects(tree, above, 0) if tree.deps[verb] == "xcomp" else [])


def _side(scene: Scene, line: Line, subjects: list[int], sides: Sides) -> Side:
    """Which side those are of whom a verb is said."""
    tree = line.tree
    lemmas = {tree.lemmas[place] for place in subjects}
    who = {each.group.number for place in subjects for each in phrases.fillers(scene, line, place)}
    if who & sides.attackers or (lemmas & _BESIEGERS and not who):
        return "attacker"
    if who & (sides.defenders | sides.towns) or (lemmas & (_BESIEGED | _TOWN) and not who):
        return "defender"
    return ""


def _by_verb(tree: Tree, verb: int, side: Side) -> str:
    if voice.is_passive(tree, verb) or tree.units[verb].text.endswith("ing"):
        return ""
    lemma, words = tree.lemmas[verb], _near(tree, verb)
    objects = {tree.lemmas[each] for each in tree.under(verb, "obj")}
    if lemma == "lose" and (objects & _LOST or not objects):
        return _LOSS[side]
    if lemma == "win" and (objects & _WON or not objects) and not tree.has(verb, "xcomp"):
        return _VICTORY[side]
    if lemma in _FAILS and not tree.has(verb, "xcomp", "obj"):
        return _LOSS[side]
    left = side == "attacker" and _leaves(lemma, words, objects)
    held = side == "defender" and lemma in _HOLDS and not objects and _holds(tree, verb)
    return "DefenderVictory" if left or held else ""


def _holds(tree: Tree, verb: int) -> bool:
    """As in "the walls held", "the garrison stood firm", but not "held out until the winter"."""
    if _until(tree, verb):
        return False
    firm = _near(tree, verb) & {"firm", "fast", "out", "good"}
    alone = tree.lemmas[verb] == "hold" and not tree.has(verb, "obl", "xcomp", "advmod", "advcl")
    return alone or (bool(firm) and (tree.lemmas[verb] == "hold" or "firm" in firm or "fast" in firm))


def _leaves(lemma: str, words: AbstractSet[str], objects: AbstractSet[str]) -> bool:
    """Whether somebody gives it up: "turned back", "gave up the siege", "sailed home"."""
    if lemma in _GIVES_UP and words & _BACK:
        return not objects or bool(objects & (_VENTURE | {"idea"}))
    return lemma in _GOES and bool(words & _HOME) and not objects


def _near(tree: Tree, verb: int) -> frozenset[str]:
    return frozenset(unit.text.lower() for unit in tree.units[verb + 1 : verb + 3])


def _until(tree: Tree, verb: int) -> bool:
    """Whether it lasted only so long: "held out until the winter", "for ten weeks"."""
    return any(
        tree.case(each) in {"until", "till", "for"} or tree.has(each, "mark")
        for each in tree.under(verb, "obl", "advcl")
    )


def _denied(tree: Tree, verb: int, side: Side, sides: Sides) -> str:
    """As in "the city did not fall", "it could not be taken", "the town did not open its gates"."""
    lemma = tree.lemmas[verb]
    opens = lemma == "open" and any(tree.lemmas[each] == "gate" for each in tree.under(verb, "obj"))
    falls = lemma in _YIELDS or opens or (lemma in _TAKEN and voice.is_passive(tree, verb))
    if not falls or asserted.doubt(tree, verb) != "negated":
        return ""
    it = any(tree.units[each].text.lower() in {"it", "which"} for each in _subjects(tree, verb))
    return "DefenderVictory" if side == "defender" or (it and sides.towns) else ""


def _of_venture(tree: Tree, place: int) -> str:
    """As in "It ended in disaster", "the attack was a failure", "the siege ended in a draw"."""
    said = {tree.lemmas[place]} if tree.has(place, "cop") else set()
    subjects = tree.under(place, "nsubj")
    if tree.lemmas[place] in {"end", "prove", "result"} and tree.tags[place] == "VERB":
        said = {tree.lemmas[each] for each in tree.under(place, "obl", "obj", "xcomp")}
    told = {tree.lemmas[each] for each in subjects if not tree.has(each, "nmod")}
    if not said or not told & (_VENTURE | _FIGHT) or asserted.doubt(tree, place):
        return ""
    if said & (_EVEN | _UNDECIDED):
        return "Inconclusive"
    if not told & _VENTURE:
        return ""
    return "DefenderVictory" if said & _DISASTER else "AttackerVictory" if said & _SUCCESS else ""


def _of_neither(tree: Tree, start: int) -> str:
    """As in "Neither side won", "both sides claimed the victory"."""
    words = [unit.text.lower() for unit in tree.units[start:]]
    sides = [at for at, word in enumerate(words) if word in {"neither", "both"}]
    for at in sides:
        behind = set(words[at + 1 : at + 7])
        won = {"won", "win", "wins", "prevailed", "gained", "victory", "victor"} & behind
        if {"side", "sides"} & behind and won and (words[at] == "neither" or "claimed" in behind):
            return "Inconclusive"
    return ""
