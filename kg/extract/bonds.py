"""Whether two people are called each other's kin, lord or man, so that killing is betrayal."""

from collections.abc import Iterator

from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_LORDS = frozenset(
    """
    lord friend master father brother uncle nephew cousin king emperor sovereign ally superior patron
    benefactor host son mother commander overlord suzerain prince half-brother wife husband stepfather
    guest eunuch officer bodyguard guard lieutenant general pupil protector colleague partner comrade
    servant vassal retainer father-in-law son-in-law brother-in-law foster-father half-sister sister
    daughter kinsman relative stepson grandson godson foster-son brother-in-arms page chamberlain
    secretary minister chancellor noble soldier
""".split()
)


def is_bound(scene: Scene, line: Line, slots: dict[str, list[int]], sides: set[int]) -> bool:
    """Whether two sides are called each other's kin, lord or man: "his own son, Shi Chaoyi"."""
    tree = line.tree
    if any(_is_own_lord(scene, line, place, sides) for place in _earlier_objects(line, slots)):
        return True
    for slot in ("subject", "object", "agent", "against", "on", "upon"):
        for place in slots.get(slot, ()):
            if _owes(tree, place):
                return True
            if _called_before(scene, line, place, sides):
                return True
            near = [place, *tree.under(place, "appos", "compound", "nmod", "conj")]
            if slot == "object" and tree.lemmas[place] in _HOUSEHOLD:
                continue
            if any(tree.lemmas[each] in _LORDS and _is_owned(scene, line, each, sides) for each in near):
                return True
    return False


_HOUSEHOLD = frozenset("wife daughter child children infant concubine".split())
"""Whom to kill is a crime, and no betrayal of a lord."""
_FAVOURS = frozenset(
    """
    shelter adopt pardon raise promote trust serve invite host protect free appoint spare save help befriend
    educate foster entertain welcome crown reward favour enrich employ give grant owe swear marry lead
    """.split()
)


def _owes(tree: Tree, place: int) -> bool:
    """As in "Seleucus, who had given him refuge", "Brutus, whom he had pardoned", "to whom he owed all"."""
    return any(
        tree.lemmas[clause] in _FAVOURS
        and any(
            tree.tags[each] == "PRON" and tree.units[each].text in _THEM for each in tree.children[clause]
        )
        and any(tree.units[each].text in {"who", "whom"} for each in tree.children[clause])
        for clause in tree.under(place, "acl")
    )


_THEM = frozenset("him her them he she they".split())


def called(scene: Scene, line: Line) -> Iterator[tuple[int, int]]:
    """Who is called whose kin, lord or man: "She made her cousin Louis her heir."."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma not in _LORDS or tree.tags[place] in {"VERB", "AUX"}:
            continue
        ones = {
            group.number
            for each in (tree.heads[place], *tree.under(place, "appos", "compound", "flat"))
            if (each != tree.heads[place] or tree.deps[place] in {"appos", "compound", "flat"})
            and (group := scene.bearer(line, each))
        }
        owners = _owners(scene, line, place)
        if not ones & owners:
            yield from ((one, other) for one in ones for other in owners)


def _owners(scene: Scene, line: Line, place: int) -> set[int]:
    """Whose kin or man somebody is, as far as it is known."""
    found: set[int] = set()
    for child in line.tree.under(place, "nmod", "det"):
        owner = scene.bearer(line, child)
        found |= {owner.number} if owner else {each.number for each in line.referents.get(child, ())}
    return found


def _earlier_objects(line: Line, slots: dict[str, list[int]]) -> list[int]:
    """The objects of clauses before, where the object is a pronoun: "seized his king and stabbed him"."""
    tree = line.tree
    pronouns = [each for each in slots.get("object", ()) if tree.tags[each] == "PRON"]
    return [
        place
        for pronoun in pronouns[:1]
        for place in range(pronoun)
        if tree.deps[place] in {"obj", "nsubj"} and tree.tags[place] == "NOUN"
    ]


def _is_own_lord(scene: Scene, line: Line, place: int, sides: set[int]) -> bool:
    return line.tree.lemmas[place] in _LORDS and _is_owned(scene, line, place, sides)


def _called_before(scene: Scene, line: Line, place: int, sides: set[int]) -> bool:
    """As in "his eunuch Li Zhu'er": the words right before a name, which the tree leaves out."""
    first = line.tree.units[place].first
    words = [line.reading.before(first, distance).lower() for distance in range(1, 5)]
    if not any(word in _LORDS for word in words[:2]):
        return False
    if any(word in {"his", "her", "their", "own"} for word in words):
        return True
    genitive = next((at for at, word in enumerate(words, start=1) if word in {"'s", "’s"}), 0)
    owners = {
        group.number
        for number, mention in line.mentions()
        if mention.last == first - genitive and (group := scene.of_mention(line.reading.index, number))
    }
    return bool(genitive) and (not owners or bool(owners & sides))


def _is_owned(scene: Scene, line: Line, place: int, sides: set[int]) -> bool:
    """Whether the other side, or nobody who is known, is whose kin or man somebody is."""
    tree = line.tree
    for child in tree.under(place, "nmod", "det"):
        genitive = tree.is_genitive(child)
        if tree.tags[child] == "PRON" or genitive:
            owner = scene.bearer(line, child)
            owners = {owner.number} if owner else {each.number for each in line.referents.get(child, ())}
            if not owners or owners & sides:
                return True
    return False
