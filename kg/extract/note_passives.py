"""Passives that leave out "was", as notes do: "Nanjing stormed", "Taken by the Avars in 584"."""

from kg.extract.parse import Tree

_DONE_TO_TOWNS = frozenset(
    """
    storm sack capture take seize occupy retake recapture besiege bombard blockade raid plunder loot burn raze
    destroy relieve evacuate
    recover liberate reduce invest overrun attack shell abandon lose conquer reconquer
    reoccupy regain ravage pillage devastate demolish assault surround encircle garrison cede annex enter win
    """.split()
)
_DONE_TO_ARMIES = frozenset(
    """
    ambush annihilate rout destroy wipe cut surround trap repulse repel defeat crush massacre slaughter
    capture sink scatter beat surprise overrun overwhelm drive
    """.split()
)
_ARMIES = frozenset(
    """
    column convoy fleet squadron vanguard rearguard garrison detachment force army camp expedition regiment
    relief contingent navy armada corps legion
    """.split()
)
_PARTICIPLES = frozenset("overrun won lost burnt cut beaten taken sunk beset driven".split())


def is_one(tree: Tree, verb: int) -> bool:
    """Whether a verb without an auxiliary is done to its subject, or to what is left out before it."""
    word = tree.units[verb].text.lower()
    if tree.tags[verb] not in {"VERB", "ADJ"} or not (word in _PARTICIPLES or word.endswith(("ed", "en"))):
        return False
    if tree.has(verb, "obj", "aux", "aux:pass", "mark", "cop", "xcomp", "ccomp"):
        return False
    subjects = [each for each in tree.under(verb, "nsubj", "nsubj:pass") if tree.lemmas[each] not in _SEASONS]
    if not subjects:
        return _opens(tree, verb) and tree.lemmas[verb] in _DONE_TO_TOWNS
    subject = subjects[0]
    return not (subject > verb or _goes_on(tree, verb)) and _suffers(tree, verb, subject)


def _suffers(tree: Tree, verb: int, subject: int) -> bool:
    """Whether a verb does to its subject what is done to towns, states and armies."""
    lemma, kind = tree.lemmas[verb], tree.units[subject].kind
    if kind == "person":
        return lemma in _ONLY_DONE_TO_PEOPLE or (lemma in _DONE_TO_PEOPLE and _by_somebody(tree, verb))
    if kind == "place" or _is_part_of_place(tree, subject):
        return lemma in _DONE_TO_TOWNS
    if kind == "polity" and not tree.has(subject, "det", "case"):
        return lemma in _ONLY_DONE_TO or (lemma == "attack" and _ends(tree, verb))
    if tree.lemmas[subject] not in _ARMIES:
        return False
    lost = lemma == "lose" and not tree.has(subject, "det", "nmod")
    return lost or lemma in _DONE_TO_ARMIES


_ONLY_DONE_TO_PEOPLE = frozenset(
    "murder behead assassinate execute depose dethrone blind exile banish".split()
)
_DONE_TO_PEOPLE = frozenset(
    "kill capture defeat beat take wound arrest imprison strangle poison stab".split()
)


def _by_somebody(tree: Tree, verb: int) -> bool:
    """As in "Montfort defeated and killed at Evesham by Prince Edward": who did it stands behind "by"."""
    verbs = (verb, *tree.under(verb, "conj"))
    places = (place for each in verbs for place in tree.under(each, "obl", "obl:agent"))
    return any(tree.case(place) == "by" and tree.units[place].date < 0 for place in places)


_SEASONS = frozenset({"spring", "summer", "autumn", "winter", "late", "early"})
_ONLY_DONE_TO = frozenset(
    """
    take retake capture recapture besiege blockade sack seize occupy burn raze destroy recover relieve invest
    reoccupy annex bombard encircle evacuate storm reconquer
    """.split()
)
"""What a state whose name is a town's does to others, or suffers where nobody else is named."""


def _ends(tree: Tree, verb: int) -> bool:
    """As in "Guilin attacked, no luck", and not "Rome attacked at dawn"."""
    return verb + 1 < len(tree.units) and tree.units[verb + 1].text in {",", ".", ";", "by", "–"}


def _opens(tree: Tree, verb: int) -> bool:
    """Whether nothing but a date stands before a verb that heads its sentence."""
    before = [each for each in range(verb) if tree.tags[each] not in {"PUNCT", "SYM"}]
    return is_apart(tree, verb) and all(
        tree.units[each].date >= 0 or tree.tags[each] in {"ADP", "ADV", "NUM", "X"} for each in before
    )


def is_apart(tree: Tree, verb: int) -> bool:
    """Whether a verb heads its sentence, or all of it up to a semicolon."""
    head = tree.heads[verb]
    return head == verb or any(unit.text == ";" for unit in tree.units[verb:head])


def _goes_on(tree: Tree, verb: int) -> bool:
    """Whether another verb with an object follows, so that it is active: "Athens attacked and took Naxos"."""
    return any(tree.has(other, "obj") for other in tree.under(verb, "conj"))


def _is_part_of_place(tree: Tree, place: int) -> bool:
    return any(
        tree.units[child].kind == "place" for child in tree.under(place, "nmod", "flat", "appos")
    ) and (tree.lemmas[place] in _TOWNS)


_TOWNS = frozenset(
    "fort fortress castle city town village port camp citadel island siege capital palace".split()
)
