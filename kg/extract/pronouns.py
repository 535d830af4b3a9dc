"""Who "he", "her" and "him" are in a clause."""

from math import inf

from kg.extract import clause_mates, salience, syntax, voice
from kg.extract.bearers import Group
from kg.extract.history import Spoken
from kg.extract.parse import Tree
from kg.extract.presence import Presence
from kg.extract.salience import Asked, Meant
from kg.extract.scene import Line, Scene

SHE = frozenset("she her hers herself".split())
REFLEXIVE = frozenset("himself herself themselves itself".split())


def person(scene: Scene, line: Line, place: int, present: Presence) -> Meant | None:
    """Whom a pronoun likeliest means."""
    word = line.tree.units[place].text.lower()
    if word in REFLEXIVE:
        subject = clause_mates.subject(scene, line, place)
        return Meant(subject, inf) if subject and subject.kind == "person" else None
    function = _function(line.tree, place)
    if (word in SHE and not present.women) or (function == "subject" and _may_be_either(line.tree, place)):
        return None
    if function == "owner" and (owner := _joined(scene, line, place)):
        return Meant(owner, inf)
    return _weighed(scene, line, place, function, present)


def _function(tree: Tree, place: int) -> str:
    word = tree.units[place].text.lower()
    if word in {"he", "she"}:
        return "subject"
    is_object = word == "him" or (word == "her" and tree.deps[place] in {"obj", "obl", "iobj", "nsubj"})
    return "object" if is_object else "owner"


def _weighed(scene: Scene, line: Line, place: int, function: str, present: Presence) -> Meant | None:
    barred, beside = _barred(scene, line, place, function), _unnamed_beside(line.tree, place, function)
    women = line.tree.units[place].text.lower() in SHE

    def fits(spoken: Spoken) -> bool:
        group = spoken.group
        if group is None:
            return spoken.line != line.number or spoken.place not in beside
        same_sex = (group.number in present.women) == women
        return group.kind == "person" and same_sex and group.number not in barred

    asked = Asked(line.number, line.reading.index, function, dead=frozenset(present.dead))
    if function == "owner":
        doer, lord = clause_mates.subject(scene, line, place), _sufferer(scene, line, place)
        asked = asked._replace(doer=doer.number if doer else -1, lord=lord.number if lord else -1)
    found = salience.meant(asked, present.history.lately(line.number), fits)
    if found is None or found.group is None:
        return found
    if function == "object" and found.group.number in _of_opening(scene, line, place):
        return None  # "When his father came, he killed him": only sense tells whom
    return found


def is_sure(line: Line, place: int, found: Meant) -> bool:
    """Whether somebody stands out, and more so where another comes in his place."""
    stead = line.tree.lemmas[line.tree.heads[place]] in {"place", "stead"}
    return found.is_sure and (not stead or found.ahead >= _CLEARLY)


def _barred(scene: Scene, line: Line, place: int, function: str) -> frozenset[int]:
    """Who cannot be meant."""
    if function == "object":
        return clause_mates.beside(scene, line, place)
    described = _described(scene, line, place)
    if function == "subject":
        return described | _of_opening(scene, line, place)
    others = _stood_for(scene, line, place) | _anothers(scene, line, place)
    return described | others | _named_behind(scene, line, place)


def _unnamed_beside(tree: Tree, place: int, function: str) -> frozenset[int]:
    """The subjects of the clause of "him", who are others."""
    found = set[int]()
    for above in tree.ancestors(place) if function == "object" else ():
        found |= set(tree.under(above, "nsubj", "nsubj:pass"))
        if tree.tags[above] == "VERB":
            break
    return frozenset(found)


_HOSTILE = frozenset(
    """
    invade ravage sack besiege conquer overrun storm raid plunder devastate beat defeat rout repel accept
    reject obey refuse attack enter
    """.split()
)
_BODY = frozenset({"head", "throat"})
_SEVERING = frozenset({"cut", "strike", "take", "slit", "chop", "hack"})


def _anothers(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """As in "invaded his country", "accepted his terms", "cut off his head": nobody does that to his own."""
    tree = line.tree
    noun = tree.heads[place]
    verb = tree.heads[noun]
    own = place + 1 < len(tree.units) and tree.units[place + 1].text == "own"
    severed = tree.lemmas[noun] in _BODY and tree.lemmas[verb] in _SEVERING
    if own or tree.deps[noun] != "obj" or not (severed or tree.lemmas[verb] in _HOSTILE):
        return frozenset()
    subjects = syntax.surface_subjects(tree, verb, 0)
    doer = clause_mates.of_phrase(scene, line, subjects[0]) if subjects else None
    return frozenset({doer.number}) if doer else frozenset()


_CLEARLY = 1.5
"""How far ahead of others somebody must be in whose place another comes."""
_REACH = 5
_PLACES = frozenset("place stead predecessor successor murderer captor killer".split())


def _stood_for(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """As in "Bayezid fell, and Selim took his place": nobody takes his own."""
    if line.tree.lemmas[line.tree.heads[place]] not in _PLACES:
        return frozenset()
    subject = clause_mates.subject(scene, line, place)
    return frozenset({subject.number}) if subject else frozenset()


def _named_behind(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """As in "his younger brothers Alfred and Harold": whose brothers they are is somebody else."""
    units, found = line.tree.units, set[int]()
    for at in range(place + 1, min(place + _REACH, len(units))):
        group = scene.bearer(line, at)
        if group:
            found.add(group.number)
        elif not (units[at].text.islower() and units[at].text.isalpha()) or (
            line.tree.tags[at] not in {"NOUN", "ADJ"} and units[at].text != "and"
        ):
            break
    return frozenset(found)


def _sufferer(scene: Scene, line: Line, place: int) -> Group | None:
    """As in "was killed by his brother": in the agent of a passive, it is whoever suffers."""
    tree = line.tree
    noun = next(tree.ancestors(place), place)
    verb = tree.heads[noun]
    agent = tree.deps[noun] in {"obl", "obl:agent"} and tree.case(noun) == "by"
    own = place + 1 < len(tree.units) and tree.units[place + 1].text == "own"
    if agent and voice.is_passive(tree, verb):
        subjects = syntax.surface_subjects(tree, verb, 0)
    else:
        subjects = syntax.surface_subjects(tree, verb, 0) if own and tree.deps[noun] == "obj" else []
    return clause_mates.of_phrase(scene, line, subjects[0]) if subjects and subjects[0] != place else None


def _may_be_either(tree: Tree, place: int) -> bool:
    """As in "His nephew held the city while he was abroad": one of the two, and only sense tells which."""
    clause = tree.heads[place]
    above = tree.heads[clause]
    if tree.deps[clause] != "advcl" or above > place:
        return False
    return any(
        tree.tags[each] == "PRON"
        for subject in tree.under(above, "nsubj", "nsubj:pass")
        for each in tree.subtree(subject)
        if each != subject
    )


def _joined(scene: Scene, line: Line, place: int) -> Group | None:
    """As in "Tipu and his father": the one before "and"."""
    units = line.tree.units
    if place < 2 or units[place - 1].text != "and" or units[place].text not in {"his", "her"}:
        return None
    group = scene.bearer(line, place - 2)
    return group if group and group.kind == "person" else None


_DYING = frozenset("die fall perish".split())


def _of_opening(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """Who is not meant behind a clause: whoever dies in it; in "When his father fell, he …" the father."""
    tree = line.tree
    found = set[int]()
    for clause in tree.under(tree.heads[place], "advcl"):
        for child in tree.under(clause, "nsubj", "nsubj:pass") if clause < place else ():
            his = any(tree.tags[each] == "PRON" and each != child for each in tree.subtree(child))
            group = clause_mates.of_phrase(scene, line, child)
            if group is not None and (his or tree.lemmas[clause] in _DYING):
                found.add(group.number)
    return frozenset(found)


def _described(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """Whom the phrase of a pronoun describes: in "Alba, his general" he is somebody else."""
    units = line.tree.units
    if place < 2 or units[place - 1].text != ",":
        return frozenset()
    group = scene.bearer(line, place - 2)
    noun = next(line.tree.ancestors(place), place)
    closed = noun > place and noun + 1 < len(units) and units[noun + 1].text in {",", ".", ";"}
    return frozenset({group.number}) if group and closed else frozenset()
