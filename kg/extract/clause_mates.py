"""Who else takes part in the clause of a pronoun."""

from kg.extract.bearers import Group
from kg.extract.scene import Line, Scene

_SHARING = frozenset({"conj", "xcomp", "parataxis", "advcl"})


def owner_of_subject(scene: Scene, line: Line, place: int) -> Group | None:
    """As in "Li's own son poisoned him": the one whose man acts."""
    tree = line.tree
    for subject in tree.under(tree.heads[place], "nsubj"):
        if tree.tags[subject] != "NOUN" or tree.has(subject, "appos"):
            continue
        for child in tree.under(subject, "nmod"):
            group = scene.bearer(line, child)
            genitive = tree.is_genitive(child)
            if group and group.kind == "person" and genitive:
                return group
    return None


def beside(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """Who else takes part in a pronoun's clause, and so is somebody else: "Charles had him beheaded"."""
    tree, found = line.tree, set[int]()
    for above in tree.ancestors(place):
        if tree.tags[above] != "VERB":
            continue
        around = tree.under(above, "nsubj", "nsubj:pass", "obl", "obl:agent", "iobj")
        for child in around:
            if child != place and (group := of_phrase(scene, line, child)):
                found.add(group.number)
        shared = tree.deps[above] in _SHARING and not tree.has(above, "nsubj", "nsubj:pass")
        if not shared and tree.lemmas[tree.heads[above]] != "have":
            break
    return frozenset(found)


def object_before(scene: Scene, line: Line, place: int) -> Group | None:
    """As in "captured Nayan and had him executed": the object of the verb that goes on."""
    tree = line.tree
    for above in tree.ancestors(place):
        if tree.tags[above] != "VERB" or above > place:
            continue
        for child in tree.under(above, "obj"):
            group = of_phrase(scene, line, child) if child < place else None
            if group is not None and group.kind == "person":
                return group
        if tree.deps[above] not in _SHARING | {"ccomp"}:
            break
    return None


def subject(scene: Scene, line: Line, place: int) -> Group | None:
    """Who acts in the clause in which a pronoun stands."""
    tree = line.tree
    for above in tree.ancestors(place):
        if tree.tags[above] == "VERB":
            for child in tree.under(above, "nsubj", "nsubj:pass"):
                if child != place:
                    return of_phrase(scene, line, child)
            if tree.deps[above] not in {"conj", "xcomp"}:
                return None
    return None


_RELATIVES = frozenset({"who", "whom", "which", "that"})


def of_phrase(scene: Scene, line: Line, place: int) -> Group | None:
    """Whom a phrase names or means, by itself, in apposition or as "who" behind a name."""
    if line.tree.units[place].text in _RELATIVES:
        clause = next((each for each in line.tree.ancestors(place) if line.tree.deps[each] == "acl"), None)
        place = place if clause is None else line.tree.heads[clause]
    for near in (place, *line.tree.under(place, "appos")):
        if group := scene.bearer(line, near):
            return group
    return line.referents.get(place, (None,))[0]
