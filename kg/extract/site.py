"""The town that a text, or a stretch of it, is about: what "it" is, or who is left out, in its history."""

from collections.abc import Iterable, Iterator

from kg.extract import lexicon, stray_places
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_BACK = 3
"""Sentences back in which the town may have been named last."""
_BESIDE = frozenset({"near", "modern", "today", "from", "towards", "beyond"})


def of_those(scene: Scene, line: Line, people: Iterable[int]) -> Iterator[Filler]:
    """Where those are who do something: "the garrison of Weizhou mutinied"."""
    nouns = lexicon.nouns()
    titles = nouns.offices | nouns.rulers | nouns.kin | nouns.ranks
    for place in people:
        if line.tree.lemmas[place] in titles:
            continue
        for child in line.tree.under(place, "nmod"):
            group = scene.bearer(line, child) if line.tree.case(child) in {"of", "in", "at"} else None
            if group and group.kind == "place" and line.tree.units[place].mention < 0:
                yield Filler(group, child)


def of(scene: Scene, line: Line) -> Group | None:
    """The town that the sentences before speak of, else the one that stands in the text's title."""
    other: Line | None = line
    for _ in range(_BACK):
        other = scene.previous(other) if other else None
        if other is None:
            break
        towns = _towns(scene, other)
        if towns:
            return next(iter(towns.values())) if len(towns) == 1 else None
    return of_title(scene)


def of_title(scene: Scene) -> Group | None:
    """The town that alone stands in the title of a text, whose history it then is."""
    titles = [line for line in scene.lines[:1] if "VERB" not in line.tree.tags]
    towns = {number: each for line in titles for number, each in _towns(scene, line).items()}
    return next(iter(towns.values())) if len(towns) == 1 else None


def _towns(scene: Scene, line: Line) -> dict[int, Group]:
    found = {}
    for place in range(len(line.tree.units)):
        group = scene.bearer(line, place)
        before = line.tree.units[place - 1].text.lower() if place else ""
        if group is not None and group.kind == "place" and before not in _BESIDE:
            found[group.number] = group
    return found


_SET_AT = frozenset({"at", "near", "outside", "off"})


def only_place(scene: Scene, line: Line, event: str) -> list[Filler]:
    """The place at which the sentence is set: "At Dover, on 3 May, the fleet was beaten"."""
    tree = line.tree
    cases = _SET_AT | {"in", "on"} if event == "Betrayal" else _SET_AT
    found = [
        Filler(group, place, "reference", f"the sentence is set at {group.name}")
        for place in range(len(tree.units))
        if tree.case(place) in cases
        and not _is_gone_to(tree, place)
        and (group := scene.bearer(line, place))
        and group.kind == "place"
    ]
    found = [each for each in found if tree.case(each.place) == "at"] or found
    return found if len(found) == 1 and not _is_past_by_then(tree, found[0].place) else []


def _is_gone_to(tree: Tree, place: int) -> bool:
    """As in "marched on Luoyang"."""
    return tree.case(place) == "on" and tree.lemmas[tree.heads[place]] in {
        "march",
        "advance",
        "move",
        "descend",
    }


def _is_past_by_then(tree: Tree, place: int) -> bool:
    """As in "after the defeat at Gaugamela", "having lost at Gaugamela": other things happened there."""
    return any(
        tree.case(above) in {"after", "since", "before", "despite"}
        or (tree.deps[above] in {"advcl", "acl"} and tree.tags[above] == "VERB")
        for above in tree.ancestors(place)
    )


def there(scene: Scene, line: Line, verb: int) -> list[Filler]:
    """The place named last before a "there" that stands by a verb: "marched to Turin. There he beat them"."""
    tree = line.tree
    for at in tree.under(verb, "advmod"):
        if tree.units[at].text.lower() == "there":
            before = scene.previous(line)
            town = _last(scene, line, at) or (
                _last(scene, before, len(before.tree.units)) if before else None
            )
            return [Filler(town, at, "reference", f"“there” is {town.name}")] if town else []
    return []


def _last(scene: Scene, line: Line, end: int) -> Group | None:
    groups = [group for at in range(end) if (group := scene.bearer(line, at)) and group.kind == "place"]
    return groups[-1] if groups else None


def made_at(scene: Scene, line: Line, slots: dict[str, list[int]]) -> list[Filler]:
    """Where a treaty was made, which the parser hung on a party."""
    places = stray_places.beside_parties(line.tree, slots)
    near = [(place, scene.bearer(line, place)) for place in places]
    return [Filler(group, place) for place, group in near if group and group.kind == "place"]
