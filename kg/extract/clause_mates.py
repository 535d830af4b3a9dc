"""Who else takes part in the clause of a pronoun."""

from kg.extract import lexicon, syntax
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


def whose_kin_acts(line: Line, place: int) -> int:
    """As in "His brother Alfonso returned and succeeded him": the "his" of the same one; -1 for none."""
    tree, verb = line.tree, line.tree.heads[place]
    subjects = syntax.surface_subjects(tree, verb, 0)
    if not subjects or subjects[0] > place:
        return -1
    nouns = [subjects[0], *tree.under(subjects[0], "appos")]
    owners = (each for noun in nouns if _is_kin(line, noun) for each in tree.under(noun, "nmod", "det"))
    return next((each for each in owners if tree.units[each].text.lower() in {"his", "her"}), -1)


def kin_before(line: Line, place: int) -> int:
    """As in "His father is dead; his mother is back": the earlier "his", which means the same one.

    So it is where the second kin acts in a clause of its own; in "His brother Emeric killed his son" it may
    be Emeric's. -1 where there is none.
    """
    tree = line.tree
    noun = tree.heads[place]
    if _is_kin(line, noun) and _acts_itself(line, noun):
        for other in range(place - 1, -1, -1):
            same = tree.units[other].text.lower() == tree.units[place].text.lower()
            if same and tree.heads[other] > other and _is_kin(line, tree.heads[other]):
                return other
    return -1


def unnamed_ruler(scene: Scene, line: Line, place: int) -> bool:
    """As in "The Peshwa died; his second son succeeded him", where the text has not told who that is."""
    tree, known = line.tree, lexicon.nouns()
    for each in range(1, place):
        title = tree.units[each].text.lower() in known.rulers | known.servants | {"king", "prince", "duke"}
        the = tree.units[each - 1].text.lower() == "the"
        if title and the and tree.deps[each] in {"nsubj", "nsubj:pass"} and each not in line.referents:
            named = any(
                scene.bearer(line, one) for one in (each, each + 1, *tree.under(each, "appos", "flat"))
            )
            return not named and _is_kin(line, tree.heads[place])
    return False


def kin_named(scene: Scene, line: Line, pronoun: int) -> Group | None:
    """Who is named beside "his father"."""
    noun = line.tree.heads[pronoun]
    places = [*line.tree.under(noun, "appos", "flat"), noun + 1]
    groups = (scene.bearer(line, each) for each in places if each < len(line.tree.units))
    return next((each for each in groups if each is not None), None)


def _is_kin(line: Line, noun: int) -> bool:
    return line.tree.lemmas[noun] in lexicon.nouns().kin and line.tree.units[noun].mention < 0


def _acts_itself(line: Line, noun: int) -> bool:
    tree = line.tree
    cleft = any(tree.lemmas[each] == "be" for each in tree.under(noun, "cop"))
    return cleft or tree.deps[noun] in {"nsubj", "nsubj:pass"}


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
