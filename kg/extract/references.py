"""Pronouns: who "he", "her" and "their" are, where that is safe."""

from collections.abc import Iterator

from kg.extract import armies, clause_mates, definite, idle, near_realm, presence, pronouns
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.presence import Presence
from kg.extract.scene import Facts, Line, Scene

_HE = frozenset("he him his himself".split())
_THEY = frozenset("they them their theirs themselves".split())
_WEIGHT = {
    "nsubj": 4.0,
    "nsubj:pass": 4.0,
    "obj": 2.0,
    "appos": 2.0,
    "obl": 1.4,
    "nmod": 1.2,
    "conj": 2.0,
    "ROOT": 2.0,
}


_CLAUSES = {"ccomp": 1.3, "acl": 1.3, "advcl": 1.6}
"""How much less present the subject of a clause within another is."""
_OPENING = 2.8
"""How present the subject of a clause is that leads to the main one: "When the king fell, …"."""


def resolve(scene: Scene, named: Facts, told: Facts) -> None:
    """Fill the referents and the facts of every sentence, in the order of the text.

    What the words around its names state (`named`) is known before "his father" is looked for in a sentence,
    what its verbs state (`told`) afterwards.
    """
    present = Presence(women=presence.women(scene))
    block, step = -1, 0
    for line in scene.lines:
        before = present.remembered()
        if line.reading.index != block:
            block = line.reading.index
            present.fade(0.5)
        present.fade()
        present.return_to(idle.named(scene, line))
        line.step = step + 1
        _line(scene, line, present)
        line.facts += named(scene, line)
        present.learn(line.facts)
        definite.note_offices(scene, line, present)
        _again(scene, line, present)
        later = list(told(scene, line))
        present.learn(later)
        line.facts += later
        line.idle = idle.is_idle(line)
        scenery = idle.is_scenery(scene, line)
        if line.idle:
            present.recall(before)
        elif scenery:
            present.recall(before, idle.AGENTS)
        step = line.step = step + (not line.idle and not scenery)


def _line(scene: Scene, line: Line, present: Presence) -> None:
    tree = line.tree
    for place in range(len(tree.units)):
        if group := scene.bearer(line, place):
            present.raise_(group, _weight(tree, place))
            _note_topic(tree, place, group, present)
            continue
        if tree.units[place].text == "who" and (told_of := _told_of(scene, line, place)):
            present.raise_(told_of, _WHO)
        found = _referents(scene, line, place, present)
        if found:
            line.referents[place] = found
            for group in found:
                present.raise_(group, _weight(tree, place) * 0.9)
                _note_topic(tree, place, group, present)
    _note_rebel(scene, line, present)


def _again(scene: Scene, line: Line, present: Presence) -> None:
    """Look once more for those whom phrases mean, now that the names of the sentence are understood."""
    for place in range(len(line.tree.units)):
        if place in line.referents or scene.bearer(line, place) is not None:
            continue
        if found := definite.referents(scene, line, place, present):
            line.referents[place] = found
            for group in found:
                present.raise_(group, _weight(line.tree, place) * 0.9)


def _told_of(scene: Scene, line: Line, place: int) -> Group | None:
    """Of whom a relative clause tells: the person named last before "who"."""
    people = (scene.bearer(line, at) for at in range(place - 1, -1, -1))
    return next((each for each in people if each is not None and each.kind == "person"), None)


def _note_topic(tree: Tree, place: int, group: Group, present: Presence) -> None:
    head = tree.heads[place]
    if group.kind == "person" and tree.deps[place] in {"nsubj", "nsubj:pass"} and tree.deps[head] == "ROOT":
        present.topic = group


def _note_rebel(scene: Scene, line: Line, present: Presence) -> None:
    """Who "the rebels" are from now on."""
    for place, lemma in enumerate(line.tree.lemmas):
        if lemma in {"rebel", "revolt", "rise", "mutiny"}:
            for child in line.tree.under(place, "nsubj", "compound", "nmod"):
                group = clause_mates.of_phrase(scene, line, child)
                if group and group.kind in {"person", "people"}:
                    present.rebel = group


def _opens(tree: Tree, place: int) -> bool:
    """Whether a sentence opens with a name that a phrase describes, where parsers lose the subject."""
    closed = place + 1 < len(tree.units) and tree.units[place + 1].text == ","
    lost = tree.deps[place] == "vocative" or (place == 0 and tree.deps[0] in _LOST)
    return lost and closed and tree.units[place].kind == "person"


def _is_told_who(tree: Tree, place: int) -> bool:
    """As in "the man who buried it was Zhu Wen", "the first was one of his officers, Zhu Wen"."""
    said = tree.heads[place] if tree.deps[place] == "appos" else place
    if tree.deps[said] != "ROOT" or not any(tree.lemmas[each] == "be" for each in tree.under(said, "cop")):
        return False
    return any(
        tree.units[each].mention < 0 and (tree.lemmas[each] in _NEXT or not _is_his(tree, each))
        for each in tree.under(said, "nsubj")
    )


_NEXT = frozenset({"successor", "heir", "replacement", "opponent", "enemy"})


def _is_his(tree: Tree, noun: int) -> bool:
    """As in "His patron was Talan", after which the text goes on about him, not the patron."""
    return any(tree.units[each].text.lower() in {"his", "her"} for each in tree.under(noun, "nmod", "det"))


_WHO = 2.4
"""How present somebody is of whom a relative clause tells."""
_LOST = frozenset({"vocative", "dep", "parataxis", "nmod", "ROOT", "obl", "appos"})
_OF_SEVERAL = 0.5
"""How present one of several people is, who would rather be "they"."""


def _is_of_several(tree: Tree, place: int) -> bool:
    several = [*tree.under(place, "conj"), *([tree.heads[place]] if tree.deps[place] == "conj" else [])]
    return any(tree.units[each].kind == "person" for each in several)


def _weight(tree: Tree, place: int) -> float:
    if _opens(tree, place) or _is_told_who(tree, place):
        return _WEIGHT["nsubj"]
    if tree.deps[place] == "appos" and tree.deps[tree.heads[place]] != "appos":
        return _weight(tree, tree.heads[place])
    weight = _WEIGHT.get(tree.deps[place], 1.0) * (_OF_SEVERAL if _is_of_several(tree, place) else 1.0)
    if weight == _WEIGHT["nsubj"]:
        clause = tree.heads[place]
        opening = tree.deps[clause] == "advcl" and tree.heads[clause] > clause
        weight = _OPENING if opening else _CLAUSES.get(tree.deps[clause], weight)
    return weight if tree.units[place].kind != "people" else weight * 0.8


def _referents(scene: Scene, line: Line, place: int, present: Presence) -> tuple[Group, ...]:
    word = line.tree.units[place].text.lower()
    if word in _HE or word in pronouns.SHE:
        return pronouns.person(scene, line, place, present)
    if word in _THEY or word in {"its", "it"}:
        return _many(scene, line, place, present)
    return definite.referents(scene, line, place, present)


def _many(scene: Scene, line: Line, place: int, present: Presence) -> tuple[Group, ...]:
    word = line.tree.units[place].text.lower()
    kinds = frozenset({"polity", "people"})
    if word in pronouns.REFLEXIVE:
        subject = clause_mates.subject(scene, line, place)
        return (subject,) if subject and subject.kind in kinds else ()
    if word == "it":
        return armies.of_it(scene, line, place)
    if word == "its" and (town := near_realm.of(scene, line, place)):
        return (town,)
    if word == "their" and _is_of_anybody(line.tree, place):
        return ()
    subject = clause_mates.subject(scene, line, place)
    own = frozenset({subject.number}) if subject and word == "them" else frozenset()
    found = present.best(kinds, but=own)
    return (found,) if found else ()


def _is_of_anybody(tree: Tree, place: int) -> bool:
    """As in "Shepherds keep their sheep in the hills": it is that of people of whom nothing else is told."""
    verb = next((each for each in tree.ancestors(place) if tree.tags[each] == "VERB"), place)
    return any(
        tree.tags[each] == "NOUN"
        and tree.units[each].mention < 0
        and tree.units[each].text.lower() != tree.lemmas[each]
        and not tree.children[each]
        for each in tree.under(verb, "nsubj")
    )


def notes(line: Line, places: Iterator[int]) -> Iterator[str]:
    """How the references at some places were understood."""
    for place in places:
        for group in line.referents.get(place, ()):
            yield f"“{line.tree.units[place].text}” is {group.name}"
