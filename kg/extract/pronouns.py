"""Who "he", "her" and "him" are in a clause, where that is safe."""

from kg.extract import clause_mates, nearby, syntax, voice
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.presence import Presence
from kg.extract.scene import Line, Scene

SHE = frozenset("she her hers herself".split())
REFLEXIVE = frozenset("himself herself themselves itself".split())
_PERSON = frozenset({"person"})


def _is_object(tree: Tree, place: int) -> bool:
    """Whether "her" is no possessive: "met her", "a treaty with her"."""
    return tree.deps[place] in {"obj", "obl", "iobj", "nsubj"} or bool(tree.case(place))


def person(scene: Scene, line: Line, place: int, present: Presence) -> tuple[Group, ...]:
    """The person whom a pronoun means, nobody when two may be meant."""
    word = line.tree.units[place].text.lower()
    subject = clause_mates.subject(scene, line, place)
    if word in REFLEXIVE:
        return (subject,) if subject and subject.kind == "person" else ()
    if word in SHE and not present.women:
        return ()
    if word in {"him", "her"} and _is_object(line.tree, place):
        found = _object(scene, line, place, present)
    elif word in {"he", "she"} and line.tree.deps[place] == "nsubj":
        found = _subject(scene, line, place, present)
    else:
        found = _joined(scene, line, place) or _owner(scene, line, place, present)
    return (found,) if found else ()


def _object(scene: Scene, line: Line, place: int, present: Presence) -> Group | None:
    """Who "him" is: both who acted before and who suffered may be meant, so somebody must stand out."""
    women = line.tree.units[place].text.lower() in SHE
    own = clause_mates.beside(scene, line, place)
    if owner := clause_mates.owner_of_subject(scene, line, place):
        return owner
    if (his := clause_mates.whose_kin_acts(line, place)) >= 0:
        return line.referents.get(his, (None,))[0]
    if same := clause_mates.object_before(scene, line, place):
        return same if _fits(same, own, present, women=women) else None
    found = present.best(_PERSON, but=own, women=women, margin=_MARGIN_OF_OBJECTS)
    return found or nearby.only(scene, line, place, present, but=own, women=women)


def _subject(scene: Scene, line: Line, place: int, present: Presence) -> Group | None:
    if _may_be_either(line.tree, place):
        return None
    if sent := _sent_there(scene, line, place):
        return sent
    own = _described(scene, line, place) | _dead(scene, line, place)
    women = line.tree.units[place].text.lower() in SHE
    found = present.best(_PERSON, but=own, women=women) or present.subject(own, women=women)
    return found or nearby.only(scene, line, place, present, but=own, women=women)


def _sent_there(scene: Scene, line: Line, place: int) -> Group | None:
    """As in "Murad sent Lala Mustafa into the Caucasus, where he won": whoever was sent."""
    tree, clause = line.tree, line.tree.heads[place]
    where = any(tree.units[each].text == "where" for each in tree.under(clause, "advmod"))
    there = tree.heads[clause]
    if not where or tree.deps[clause] != "acl" or tree.lemmas[tree.heads[there]] not in _SENT:
        return None
    sent = [scene.bearer(line, each) for each in tree.under(tree.heads[there], "obj")]
    people = [each for each in sent if each is not None and each.kind == "person"]
    return people[0] if len(people) == 1 else None


_SENT = frozenset("send dispatch despatch exile banish transfer post".split())


def _owner(scene: Scene, line: Line, place: int, present: Presence) -> Group | None:
    """Whose something is: of several rather that of whoever acts in the clause."""
    own = _described(scene, line, place) | _named_behind(scene, line, place) | _stood_for(scene, line, place)
    own |= _apposed(scene, line, place)
    women = line.tree.units[place].text.lower() in SHE
    if (before := clause_mates.kin_before(line, place)) >= 0:
        if before in line.referents:
            return line.referents[before][0]
        own |= _apposed(scene, line, before)
    if clause_mates.unnamed_ruler(scene, line, place):
        return None
    if (doer := _sufferer(scene, line, place)) and _fits(doer, own, present, women=women):
        return doer
    if found := present.best(_PERSON, but=own, women=women):
        return found
    subject = clause_mates.subject(scene, line, place)
    if subject and _fits(subject, own, present, women=women):
        return subject
    found = present.subject(own, women=women)
    return found or nearby.only(scene, line, place, present, but=own, women=women)


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


def _apposed(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """As in "his own son, Shi Chaoyi, has him killed": the son is nobody's own."""
    named = clause_mates.kin_named(scene, line, place)
    return frozenset({named.number}) if named else frozenset()


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


def _fits(group: Group, but: frozenset[int], present: Presence, *, women: bool) -> bool:
    is_woman = group.number in present.women
    return group.kind == "person" and group.number not in but and is_woman == women


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


_MARGIN_OF_OBJECTS = 1.7


def _joined(scene: Scene, line: Line, place: int) -> Group | None:
    """As in "Tipu and his father": the one before "and"."""
    units = line.tree.units
    if place < 2 or units[place - 1].text != "and" or units[place].text not in {"his", "her"}:
        return None
    group = scene.bearer(line, place - 2)
    return group if group and group.kind == "person" else None


_DYING = frozenset("die fall perish".split())


def _dead(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """Whose death is told in the clause that a sentence opens with: "When Micipsa died, he divided …"."""
    tree = line.tree
    return frozenset(
        group.number
        for clause in tree.under(tree.heads[place], "advcl")
        if clause < place and tree.lemmas[clause] in _DYING
        for child in tree.under(clause, "nsubj")
        if (group := clause_mates.of_phrase(scene, line, child))
    )


def _described(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """Whom the phrase of a pronoun describes: in "Alba, his general" he is somebody else."""
    units = line.tree.units
    if place < 2 or units[place - 1].text != ",":
        return frozenset()
    group = scene.bearer(line, place - 2)
    noun = next(line.tree.ancestors(place), place)
    closed = noun > place and noun + 1 < len(units) and units[noun + 1].text in {",", ".", ";"}
    return frozenset({group.number}) if group and closed else frozenset()
