"""Whom "they", "both", "the two" and "the pair" mean: states, peoples, and people who act together."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.extract import clause_mates, history, lexicon, syntax
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_BACK: Final = (1.0, 1.0, 0.2)
"""For the sentence in which they were spoken of: this one, the one before, the one before that."""
_APART: Final = -1.0
"""For another paragraph."""
_ROLES: Final = {"main": 0.8, "aside": 0.6, "object": 0.4, "agent": 0.3, "said": 0.2, "owner": -0.2}
_LAST: Final = 0.3
"""For those spoken of last."""
_JOINED: Final = 0.3
"""For people whom "and" joins."""
_MET: Final = -0.8
"""For the only two people of a sentence who are not joined, where more than two may be meant."""
_OF_ONE: Final = -1.2
"""For a state that only tells whose somebody is: "the Mamluk sultan"."""
_DOING: Final = 0.8
"""For those who act in the clause of "their"."""
_UNNAMED: Final = -0.2
"""For several without a name."""
_AHEAD: Final = 0.4
"""By how much those who are meant must outweigh others."""
_AGENTS: Final = frozenset({"person", "polity", "people"})
_STATES: Final = frozenset({"polity", "people"})
_AND: Final = frozenset({"and", "&", "+"})
_BETWEEN: Final = 5
_MEN: Final = frozenset("man men monarch lord leader rival ally friend sovereign prince".split())


class Crowd(NamedTuple):
    """Several, with the unit that speaks of them first, and their role; no `groups` where none is named."""

    groups: tuple[Group, ...]
    line: Line
    place: int
    role: str
    weight: float = 0.0


def they(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    """Who "they", "them" and "their" are."""
    tree = line.tree
    word = tree.units[place].text.lower()
    if place > 1 and tree.units[place - 1].text == "of" and tree.lemmas[place - 2] in {"pair", "two", "both"}:
        return line.referents.get(place - 2) or two(scene, line, place - 2)
    subject = clause_mates.subject(scene, line, place)
    verb = next((each for each in tree.ancestors(place) if tree.tags[each] == "VERB"), -1)
    acting = syntax.surface_subjects(tree, verb, 0) if verb >= 0 else []
    found = []
    for crowd in _recent(scene, line, place):
        doing = crowd.line is line and crowd.place in acting
        if word == "them" and (doing or (subject is not None and subject in crowd.groups)):
            continue
        found.append(crowd._replace(weight=crowd.weight + _DOING * (doing and word == "their")))
    return _outstanding(found)


def two(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    """Who "both", "the two" or "the pair" are."""
    pairs = [each for each in _recent(scene, line, place) if len(each.groups) == 2]
    return _outstanding([each._replace(weight=max(each.weight, 0.0)) for each in pairs])


def are_two(tree: Tree, place: int) -> bool:
    """Whether a phrase is of two people: "the two", "both", "the two kings", "the pair"."""
    lemma, word = tree.lemmas[place], tree.units[place].text.lower()
    before = {tree.units[each].text.lower() for each in tree.children[place] if each < place}
    if word == "both":
        return tree.deps[place] in {"nsubj", "nsubj:pass", "obj", "obl"}
    if word == "two" or lemma == "pair":
        return bool(before & {"the", "these"}) and tree.deps[place] in {"nsubj", "nsubj:pass", "obj", "obl"}
    nouns = lexicon.nouns()
    people = nouns.rulers | nouns.offices | nouns.ranks | nouns.servants | nouns.kin_sibling | _MEN
    counted = before in ({"the", "two"}, {"these", "two"}, {"both"})
    return counted and lemma in people and word != lemma


def _recent(scene: Scene, line: Line, end: int) -> Iterator[Crowd]:
    for back in range(len(_BACK)):
        if line.number < back:
            return
        near = scene.lines[line.number - back]
        apart = _APART * (near.reading.index != line.reading.index)
        for crowd in _crowds(scene, near, end if back == 0 else len(near.tree.units)):
            yield crowd._replace(weight=crowd.weight + _BACK[back] + apart + _ROLES.get(crowd.role, 0.0))


def _outstanding(found: list[Crowd]) -> tuple[Group, ...]:
    last = max(found, key=lambda each: (each.line.number, each.place), default=None)
    weights: dict[tuple[int, ...], tuple[float, Crowd]] = {}
    for crowd in found:
        weight = crowd.weight + _LAST * (crowd is last)
        known = tuple(sorted(each.number for each in crowd.groups)) or (-crowd.place, crowd.line.number)
        if known not in weights or weights[known][0] < weight:
            weights[known] = weight, crowd
    ranked = sorted(weights.values(), key=lambda each: each[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return ()
    return ranked[0][1].groups


def _crowds(scene: Scene, line: Line, end: int) -> Iterator[Crowd]:
    tree, at = line.tree, 0
    people = dict[int, Group]()
    joined = False
    while at < end:
        groups, behind = _list(scene, line, at, end)
        people |= {each.number: each for each in groups if each.kind == "person"}
        if len(groups) > 1:
            joined = True
            yield Crowd(groups, line, at, history.role(tree, at), _JOINED)
        elif groups and groups[0].kind in _STATES:
            title = tree.deps[at] in {"amod", "compound"} and not _is_plural_word(tree, tree.heads[at])
            yield Crowd(groups, line, at, history.role(tree, _whose(tree, at)), _OF_ONE * title)
        elif not groups and _is_plural(scene, line, at):
            yield Crowd((), line, at, history.role(tree, at), _UNNAMED)
        at = max(behind, at + 1)
    if len(people) == 2 and not joined:
        yield Crowd(tuple(people.values()), line, end - 1, "", _MET)


def _whose(tree: Tree, place: int) -> int:
    """In "the Song troops", the troops: they are who acts."""
    return tree.heads[place] if tree.deps[place] in {"amod", "compound"} else place


def _list(scene: Scene, line: Line, first: int, end: int) -> tuple[tuple[Group, ...], int]:
    """The names from a place on that commas and "and" join, and the place behind them."""
    found = _groups(scene, line, first)
    if not found or found[0].kind not in _AGENTS:
        return (), first
    at, listed = first + 1, list(found)
    pending: list[Group] = []
    while at < end:
        text = line.tree.units[at].text
        following = _next(scene, line, at + 1, end) if text in _AND or text == "," else -1
        if following < 0:
            break
        more = _groups(scene, line, following)
        if (more[0].kind == "person") != (found[0].kind == "person"):
            break
        pending += more
        at = following + 1
        if text in _AND or line.tree.units[following - 1].text in _AND:
            return tuple({each.number: each for each in [*listed, *pending]}.values()), at
    return found, first + 1


def _next(scene: Scene, line: Line, first: int, end: int) -> int:
    """The place of the next name behind "and", over "her son, Emperor"."""
    tree = line.tree
    for at in range(first, min(first + _BETWEEN, end)):
        if found := _groups(scene, line, at):
            owner = tree.tags[at] == "PRON" and tree.units[at].text.lower() in {"his", "her", "their"}
            if not owner and found[0].kind in _AGENTS:
                return at
        elif tree.tags[at] not in {"DET", "ADJ", "NOUN", "PRON"} and tree.units[at].text not in _AND | {","}:
            return -1
    return -1


def _groups(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    named = scene.bearer(line, place)
    return (named,) if named else line.referents.get(place, ())


def _is_plural(scene: Scene, line: Line, place: int) -> bool:
    """Several people or things without a name: "the ships", "his men", "the citizens"."""
    tree, unit = line.tree, line.tree.units[place]
    if unit.mention >= 0 or unit.date >= 0 or tree.tags[place] != "NOUN":
        return False
    owners = [scene.bearer(line, each) for each in tree.children[place]]
    owned = any(each is not None and each.kind in _STATES for each in owners)
    return _is_plural_word(tree, place) and not owned and tree.deps[place] != "appos"


def _is_plural_word(tree: Tree, place: int) -> bool:
    unit = tree.units[place]
    several = unit.text.lower() != tree.lemmas[place] or tree.lemmas[place] in lexicon.nouns().army
    return several and unit.mention < 0
