"""What "was" says: "Ögedei was the third son of Genghis Khan", "his successor was Hadrian"."""

from collections.abc import Iterator

from kg.extract import asserted, descriptions, lexicon, phrases, relations
from kg.extract.bearers import Group
from kg.extract.description import Phrase, end_of
from kg.extract.fact import Fact
from kg.extract.modifiers import singular
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The facts of every copula of a sentence."""
    tree = line.tree
    for place in range(len(tree.units)):
        copulas = [each for each in tree.under(place, "cop") if tree.lemmas[each] == "be"]
        if not copulas or asserted.doubt(tree, place):
            continue
        named = scene.bearer(line, place)
        if named is not None and named.kind == "people":
            yield from _one_of(scene, line, place, named)
        elif named is not None and not _is_owner(line, place):
            yield from _inverse(scene, line, place, copulas[-1], named)
        else:
            for child in tree.under(place, "appos", "flat") if not _is_heir(line, place) else ():
                if (kin := scene.bearer(line, child)) is not None and tree.lemmas[
                    place
                ] in lexicon.nouns().kin:
                    yield from _inverse(scene, line, place, copulas[-1], kin)
            for holder in _subjects(scene, line, place):
                yield from said_of(scene, line, holder, tree.units[copulas[-1]].last, "copula")


def _one_of(scene: Scene, line: Line, place: int, people: Group) -> Iterator[Fact]:
    """As in "Stilicho was a Vandal"."""
    if line.reading.before(line.tree.units[place].first) in {"a", "an"}:
        for holder in _subjects(scene, line, place):
            if holder.group.kind == "person":
                yield Fact(holder.group, "memberOfPeople", people, line, "copula", 0.8, holder.note)


def said_of(scene: Scene, line: Line, holder: Filler, first: int, rule: str) -> Iterator[Fact]:
    """What the phrase that begins at a token says of somebody."""
    phrase = Phrase(scene, line, holder.group, first, end_of(line, first), rule, holder.note)
    yield from descriptions.facts(phrase)


def _is_owner(line: Line, place: int) -> bool:
    """Whether a name that the parser took for what is said belongs to a noun: "was Akbar's general"."""
    behind = line.reading.after(line.tree.units[place].last)
    return behind in {"'s", "’s"} or singular(behind) in relations.nouns()


def _subjects(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    for child in line.tree.under(place, "nsubj"):
        for each in phrases.fillers(scene, line, child):
            if each.is_mere:
                yield each


def _is_heir(line: Line, place: int) -> bool:
    """As in "His heir was his brother Sigismund", who is no son."""
    return any(line.tree.lemmas[each] == "heir" for each in line.tree.under(place, "nsubj"))


def _inverse(scene: Scene, line: Line, place: int, copula: int, group: Group) -> Iterator[Fact]:
    """As in "The Song envoy was Cao Liyong", "His successor was his son Tupac": the subject says who."""
    tree = line.tree
    for child in tree.under(place, "nsubj"):
        noun = singular(tree.units[child].text)
        if noun not in relations.nouns() or tree.units[child].mention >= 0:
            continue
        first = min(tree.units[each].first for each in tree.subtree(child))
        last = tree.units[copula].first
        yield from descriptions.facts(Phrase(scene, line, group, first, last, "inverse-copula"))
