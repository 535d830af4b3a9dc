"""The facts that verbs and nouns state in one of the known wordings."""

from collections.abc import Iterator

from kg.extract import asserted, killings, phrases, voice, wording
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.wording import End, Wording


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """What the verbs and nouns of one sentence state."""
    tree, verbs, nouns = line.tree, wording.load(), wording.of_nouns()
    for place, lemma in enumerate(tree.lemmas):
        known = verbs if tree.tags[place] in _VERBAL else nouns if tree.tags[place] == "NOUN" else {}
        if lemma not in known or asserted.doubt(tree, place):
            continue
        clause = Clause(scene, line, place)
        for each in known[lemma]:
            if _is_worded(clause, each):
                yield from _facts(clause, each)


_VERBAL = frozenset({"VERB", "ADJ", "AUX"})


def _is_worded(clause: Clause, worded: Wording) -> bool:
    tree = clause.tree
    if worded.passive and not voice.is_passive(tree, clause.verb):
        return False
    if worded.near and not worded.near & {tree.lemmas[each] for each in tree.subtree(clause.verb)}:
        return False
    return all(any(clause.heads(slot) & heads for slot in slots) for slots, heads in worded.words)


def _facts(clause: Clause, worded: Wording) -> Iterator[Fact]:
    subjects = _first(clause, worded.subject, worded)
    for other in _first(clause, worded.object, worded) if subjects else ():
        for subject in subjects:
            reflexive = (
                clause.tree.units[subject.place].text.endswith("self") and worded.states == "capturedBy"
            )
            if subject.group is not other.group and not reflexive:
                yield clause.fact(subject, worded.states, other, worded.name, worded.confidence)


def _first(clause: Clause, ends: tuple[End, ...], worded: Wording) -> list[Filler]:
    """Who stands at the first end of a fact that is filled."""
    found = ([each for each in _fillers(clause, end, worded) if each.group.kind in end.kinds] for end in ends)
    return next((each for each in found if each), [])


def _acts_for(clause: Clause, end: End, filler: Filler, worded: Wording) -> bool:
    """As in "Atahualpa's men caught his brother": whose men did it is told to have done it."""
    done = worded.states in {"capturedBy", "killedBy"} and end in worded.object and end.slot == "subject"
    return done and killings.kills_for(clause, filler)


def _fillers(clause: Clause, end: End, worded: Wording) -> Iterator[Filler]:
    heads = {slot: lemmas for slots, lemmas in worded.words for slot in slots}
    for place in clause.slots.get(end.slot, ()):
        if not end.owner:
            found = phrases.fillers(clause.scene, clause.line, place)
            yield from (each for each in found if each.is_mere or _acts_for(clause, end, each, worded))
        elif end.slot not in heads or clause.tree.lemmas[place] in heads[end.slot]:
            yield from phrases.owners(clause.scene, clause.line, place)
