"""Opinions: who judges whom or what, in which words; they are recorded as opinions, never as facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import syntax
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_JUDGES = frozenset(
    """
        condemn praise criticise criticize regard view see consider denounce celebrate blame admire
        call suggest interpret judge portray describe dismiss defend hail vilify label brand argue
        think hold accuse
    """.split()
)
_HOLDERS = frozenset(
    """
        historiography historian scholar tradition critic writer chronicler contemporary opinion
        assessment observer account posterity author source source people other biographer
        commentator poet
    """.split()
)
_WORDS = frozenset(
    """
    cowardice coward cowardly traitor treason treachery hero heroic loyal loyalty betrayal betrayer
    weak weakness brilliant folly wise wisdom incompetent incompetence corrupt tyrant villain
    villainous shameful shame disgrace disgraceful realistic pragmatic pragmatism ambitious nuanced
    divided controversial blunder mistake genius noble ruthless cruel cautious martyr usurper
    patriot opportunist opportunism criminal honourable dishonourable
""".split()
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A judgement with its holder as the text calls him."""

    about: Group
    line: Line
    held_by: Group | str
    words: str
    note: str = ""


def opinions(scene: Scene, line: Line) -> Iterator[Opinion]:
    """The opinions of one sentence about a person."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        found = None
        if lemma in _JUDGES and tree.tags[place] == "VERB":
            found = _of_verb(scene, line, place)
        elif lemma in _VERDICTS and tree.tags[place] == "NOUN":
            found = _of_noun(scene, line, place)
        if found:
            yield found
            return


_VERDICTS = frozenset("assessment judgement judgment opinion verdict reputation".split())


def _of_verb(scene: Scene, line: Line, verb: int) -> Opinion | None:
    tree = line.tree
    subjects = syntax.surface_subjects(tree, verb, 0)
    holders = [place for place in subjects if tree.lemmas[place] in _HOLDERS]
    if not holders or not _is_judged(tree):
        return None
    subject = _about(scene, line, verb)
    if subject is None:
        return None
    about, note = subject
    return Opinion(about, line, _holder(line, holders[0]), _judgement(scene, line, verb), note)


def _of_noun(scene: Scene, line: Line, noun: int) -> Opinion | None:
    tree = line.tree
    if not _is_judged(tree):
        return None
    for child in tree.under(noun, "nmod"):
        for near in tree.subtree(child):
            if (group := scene.bearer(line, near)) and group.kind == "person":
                holder = _holder(line, noun)
                return Opinion(group, line, holder, _judgement(scene, line, tree.heads[noun]))
    return None


def _is_judged(tree: Tree) -> bool:
    """Whether a word stands that judges, as a lemma or as it is written: "remain divided"."""
    return not _WORDS.isdisjoint(tree.lemmas) or any(unit.text.lower() in _WORDS for unit in tree.units)


def _about(scene: Scene, line: Line, verb: int) -> tuple[Group, str] | None:
    """The person judged: the object's owner or the object, else whom a pronoun in the sentence means."""
    for place in sorted(line.tree.subtree(verb)):
        if (group := scene.bearer(line, place)) and group.kind == "person":
            return group, ""
        for each in line.referents.get(place, ()):
            if each.kind == "person":
                return each, f"“{line.tree.units[place].text}” is {each.name}"
    before = scene.previous(line)
    people = {each.number: each for other in (before,) if other for each in _people(scene, other)}
    if len(people) == 1:
        group = next(iter(people.values()))
        return group, f"the sentence before speaks of {group.name}"
    return None


def _people(scene: Scene, line: Line) -> Iterator[Group]:
    for place in range(len(line.tree.units)):
        if (group := scene.bearer(line, place)) and group.kind == "person":
            yield group
        yield from (each for each in line.referents.get(place, ()) if each.kind == "person")


def _holder(line: Line, place: int) -> str:
    tree = line.tree
    parts = sorted([*(each for each in tree.under(place, "amod", "compound", "det") if each < place), place])
    words = [tree.units[each].text for each in parts if tree.units[each].text.lower() != "the"]
    return " ".join(words).lower() if len(words) > 1 or not words[0].isupper() else words[0]


def _judgement(scene: Scene, line: Line, verb: int) -> str:
    """The words from the judging verb to the end of its clause."""
    last = max(line.tree.subtree(verb))
    start, end = line.span(verb, last)
    return scene.document.text[start:end].rstrip(" .,;")
