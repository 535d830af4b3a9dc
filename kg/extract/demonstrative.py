"""Whom "this man", "the latter" and "the same general" mean: somebody named shortly before."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_THIS = frozenset({"this", "that"})
_MEN = frozenset({"man", "woman", "prince", "warlord"})


def is_one(tree: Tree, place: int) -> bool:
    """Whether a noun points back with "this" or "the same", or is "the latter", "the former"."""
    before = {tree.units[each].text.lower() for each in tree.children[place] if each < place}
    if tree.units[place].text in {"latter", "former"}:
        return "the" in before and tree.deps[place] not in {"amod", "compound"}
    people = lexicon.nouns().offices | lexicon.nouns().ranks | _MEN
    points = bool(before & _THIS) or before == {"the", "same"}
    behind = any(tree.deps[each] in {"acl", "appos"} for each in tree.children[place])
    return points and not behind and tree.units[place].text in people


def referents(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    """The one named last, of "the former" the first of the last two."""
    named = list(_named(scene, line, place))
    if line.tree.units[place].text in {"latter", "former"}:
        two = list(dict.fromkeys(named))[:2]
        last = line.tree.units[place].text == "latter"
        return (two[0 if last else 1],) if len(two) == 2 and two[0].kind == two[1].kind else ()
    people = [each for each in named if each.kind == "person"]
    return (people[0],) if people else ()


def _named(scene: Scene, line: Line, end: int) -> Iterator[Group]:
    """Who is named before a unit, in its sentence and in the one before, the last one first."""
    for near, last in ((line, end), (scene.previous(line), -1)):
        if near is None:
            return
        for at in range((last if last >= 0 else len(near.tree.units)) - 1, -1, -1):
            group = scene.bearer(near, at)
            if group is not None and group.kind in {"person", "polity", "people"}:
                yield group
