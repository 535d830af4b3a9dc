"""The places in the syntax of a trigger: who is its subject, its object, behind which preposition."""

from collections.abc import Iterable

from kg.extract import (
    causatives,
    conferred,
    doers,
    lost_objects,
    prepositions,
    stray_places,
    strays,
    verb_particles,
    voice,
)
from kg.extract.parse import Tree
from kg.extract.prepositions import complements


def slots(tree: Tree, trigger: int) -> dict[str, list[int]]:
    """The units in each slot of a trigger."""
    found: dict[str, list[int]] = {}
    if tree.tags[trigger] in {"VERB", "AUX", "ADJ"} or tree.has(trigger, "nsubj", "nsubj:pass"):
        _verb_slots(tree, trigger, found)
    else:
        _noun_slots(tree, trigger, found)
    return found


def _caused(tree: Tree, verb: int, found: dict[str, list[int]]) -> bool:
    """As in "has him killed": who has it done does it."""
    if (cause := causatives.cause(tree, verb)) < 0 or not (objects := causatives.objects(tree, verb, cause)):
        return False
    found["subject"] = causatives.ahead(tree, verb, cause) or surface_subjects(tree, cause, 0)
    found["object"], found["agent"] = objects, found["subject"]
    found["caused"] = [cause]
    return True


def _verb_slots(tree: Tree, verb: int, found: dict[str, list[int]]) -> None:
    if _caused(tree, verb, found):
        complements(tree, verb, found)
        return
    passive = voice.is_passive(tree, verb)
    subjects = surface_subjects(tree, verb, 0)
    found["object" if passive else "subject"] = subjects
    if not passive and subjects and subjects[0] < verb:
        found["object"] = [each for each in tree.under(verb, "nsubj") if each > verb]
    for child in tree.under(verb, "obj", "iobj"):
        found.setdefault("object" if not passive or not subjects else "object2", []).append(child)
    if not passive and not found.get("object"):
        _lost_object(tree, verb, found)
    if clauses := [*tree.under(verb, "xcomp"), *_undertaken(tree, verb)]:
        found["xcomp"] = clauses
    if clauses := [each for each in tree.under(verb, "ccomp") if each > verb]:
        found["that"] = clauses
    if not passive:
        conferred.told_apart(tree, verb, found)
    complements(tree, verb, found)
    _givees(tree, verb, found)
    for clause in stray_places.ends(tree, found.get("xcomp", ())):
        found.setdefault("to", []).append(clause)
        complements(tree, clause, found)
    _shared_places(tree, verb, found)
    prepositions.on_objects(tree, found)
    stray_places.behind(tree, found.get("object", ()), found)
    if passive:
        found["agent"] = (
            found.get("by", []) + list(tree.under(verb, "obl:agent")) + doers.ordering(tree, found)
        )
        found["agent"] = doers.ungapped(tree, verb, found["agent"])
        found["agent"] = found["agent"] or doers.far(tree, verb) or doers.of_clause(tree, verb)
        found["subject"] = found["agent"]
    verb_particles.read(tree, verb, found)


_HANDS = frozenset("deliver hand give betray sell surrender bring send cede yield turn".split())
_GETS = frozenset("receive exact extort collect extract inherit".split())


def _givees(tree: Tree, verb: int, found: dict[str, list[int]]) -> None:
    """As in "delivered their general to Antigonus", "received gold from him", hung on what is given."""
    way = "to" if tree.lemmas[verb] in _HANDS else "from" if tree.lemmas[verb] in _GETS else ""
    for place in found.get("object", ()) if way and way not in found else ():
        for child in tree.under(place, "nmod"):
            if tree.case(child) == way:
                found[way] = [child]


def _lost_object(tree: Tree, verb: int, found: dict[str, list[int]]) -> None:
    objects, sharing = lost_objects.find(tree, verb)
    if objects or sharing is not None:
        found["object"] = objects
    if sharing is not None:
        complements(tree, sharing, found)


_UNDERTAKES = frozenset(
    "agree promise undertake consent swear vow pledge bind oblige force compel have".split()
)


def _undertaken(tree: Tree, verb: int) -> Iterable[int]:
    """As in "agreed in 1141 to pay", which parsers read as a purpose."""
    for clause in tree.under(verb, "advcl") if tree.lemmas[verb] in _UNDERTAKES else ():
        marks = {tree.units[each].text for each in tree.under(clause, "mark")}
        if clause > verb and marks == {"to"} and not tree.has(clause, "nsubj"):
            yield clause


_ENCOUNTERS = frozenset("meet fight face engage clash attack march advance cross confront encounter".split())


def _shared_places(tree: Tree, verb: int, found: dict[str, list[int]]) -> None:
    """As in "met them on the Bai River and was beaten": both happened there."""
    above = tree.heads[verb]
    if tree.deps[verb] != "conj" or above > verb or tree.lemmas[above] not in _ENCOUNTERS:
        return
    for child in tree.under(above, "obl"):
        case = tree.case(child)
        aimed = case == "on" and tree.lemmas[above] in {"march", "advance"}
        beside = case in {"at", "near", "on", "outside", "off"} and not aimed
        if beside and tree.units[child].kind == "place":
            found.setdefault(case, []).append(child)


def _of_clause(tree: Tree, subject: int) -> int:
    """As in "Otto invites him, makes him drunk and …": a clause with its own subject is none."""
    if tree.deps[subject] != "csubj" or tree.tags[subject] != "VERB":
        return subject
    return next(iter(tree.under(subject, "nsubj")), subject)


def surface_subjects(tree: Tree, verb: int, depth: int) -> list[int]:
    """The subject that stands by the verb, or that it shares with the clause above."""
    own = [_of_clause(tree, each) for each in tree.under(verb, "nsubj", "nsubj:pass", "csubj")]
    own = own or strays.expletive(tree, verb)
    if len(own) == 1 and tree.units[own[0]].mention < 0 and (name := strays.named_before(tree, own[0])):
        return name
    if own:
        return strays.beside_time(tree, own, verb) or own[:1]
    above = tree.heads[verb]
    if above == verb:
        return strays.stranded(tree, verb) or strays.inverted(tree, verb)
    if tree.deps[verb] == "acl":
        return strays.behind_relative_clause(tree, verb) or [above]
    if tree.deps[verb] in {"advcl", "conj"} and (
        lost := strays.right_before(tree, verb) or strays.before_who(tree, verb)
    ):
        return lost
    return _shared_subjects(tree, verb, above, depth)


def _shared_subjects(tree: Tree, verb: int, above: int, depth: int) -> list[int]:
    if tree.deps[verb] == "conj" and tree.tags[above] in {"NOUN", "PROPN", "PRON"}:
        upper = next((each for each in tree.ancestors(above) if tree.tags[each] == "VERB"), -1)
        if upper < 0:
            return [above]  # "Two armies, in 1193 and 1194, failed": a noun that became the root
        above = upper
    above = _outer(tree, verb, above)
    goes_on = tree.deps[verb] in _GOES_ON and depth <= _DEPTH and not _is_closed(tree, verb, above)
    return _subjects_above(tree, verb, above, depth) if goes_on else []


def _is_closed(tree: Tree, verb: int, above: int) -> bool:
    """As in "Besieged in 1384; the plague drove them away", where what follows is another's clause."""
    return verb < above and any(unit.text == ";" for unit in tree.units[verb:above])


def _outer(tree: Tree, verb: int, above: int) -> int:
    """As in "left for Mecca, where they were joined by her, and seized Basra": its last verb."""
    apart = verb > 1 and (tree.units[verb - 2].text, tree.units[verb - 1].text) == (",", "and")
    goes_on = tree.deps[verb] == "conj" and tree.deps[above] == "acl" and apart
    if not goes_on or not voice.is_passive(tree, above) or not tree.has(verb, "obj"):
        return above
    return next((each for each in tree.ancestors(above) if tree.tags[each] == "VERB"), above)


_GOES_ON = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"})
_DEPTH = 6
"""Clauses through which a subject is carried."""


def _subjects_above(tree: Tree, verb: int, above: int, depth: int) -> list[int]:
    if (
        tree.deps[verb] == "xcomp"
        and (objects := list(tree.under(above, "obj")))
        and tree.lemmas[above] in {"force", "compel", "persuade", "order", "make", "let", "allow", "see"}
    ):
        return objects[:1]
    own = [each for each in tree.under(verb, "aux", "mark") if tree.units[each].text.lower() != "to"]
    if tree.deps[verb] in {"parataxis", "ccomp"} and own:
        return []
    causer = tree.heads[tree.heads[above]] if tree.deps[above] == "acl" else tree.heads[above]
    caused = tree.deps[above] in {"xcomp", "ccomp", "acl"} and tree.lemmas[causer] == "have"
    if caused and tree.has(verb, "obj"):
        return surface_subjects(tree, causer, depth + 1)  # "had him beheaded and ruled Italy"
    return surface_subjects(tree, above, depth + 1)


def _noun_slots(tree: Tree, noun: int, found: dict[str, list[int]]) -> None:
    for child in tree.under(noun, "nmod", "compound", "amod", "nummod", "det"):
        case = tree.case(child)
        if tree.units[child].date >= 0:
            if case == "of":
                found.setdefault("dated", []).append(child)
            continue
        if (
            child < noun
            and any(tree.units[each].text in {"’s", "'s", "'", "’"} for each in tree.under(child, "case"))
        ) or (child < noun and tree.tags[child] == "PRON"):
            found.setdefault("poss", []).append(child)
        elif child < noun and not case:
            found.setdefault("modifier", []).append(child)
    above = tree.heads[noun]
    if tree.deps[noun] == "appos" and tree.units[above].mention >= 0:
        found["named"] = [above]
    complements(tree, noun, found)
    stray_places.behind(
        tree, [each for slot in ("by", "over", "against", "of") for each in found.get(slot, ())], found
    )
    for verb in tree.under(noun, "acl"):
        if tree.lemmas[verb] in {"lead", "command", "conduct", "carry", "launch", "head"}:
            found.setdefault("led", []).extend(tree.under(verb, "obl", "obl:agent"))
        elif tree.lemmas[verb] in _MAKES:
            complements(tree, verb, found)
            makers = [*tree.under(verb, "nsubj"), *found.get("by", ())]
            found.setdefault("poss", []).extend(
                each for each in makers if tree.units[each].text.lower() not in {"which", "that"}
            )
    found["agent"] = found.get("by", []) or list(_by_participle(tree, noun, found))


_MAKES = frozenset("sign conclude make negotiate agree swear ratify obtain grant dictate arrange".split())
_DONE = frozenset("storm take capture sack begin undertake conduct mount wage lay open make burn".split())


def _by_participle(tree: Tree, noun: int, found: dict[str, list[int]]) -> Iterable[int]:
    """As in "the fall of Tunis, stormed by the Almohads", "the siege of Acre, begun by Guy"."""
    for above in (noun, *found.get("of", ())):
        for verb in tree.under(above, "acl"):
            if tree.lemmas[verb] in _DONE:
                agents = tree.under(verb, "obl", "obl:agent")
                yield from (each for each in agents if tree.case(each) == "by" and tree.units[each].date < 0)


_PARTS = frozenset(
    "most half part rest remnant whole bulk flower remains many some all number half third".split()
)


def _antecedent(tree: Tree, relative: int) -> Iterable[int]:
    """The noun that a relative pronoun stands for, as in "the peace which he had concluded"."""
    verb = tree.heads[relative]
    if tree.units[relative].text in {"which", "that"} and tree.deps[verb] == "acl":
        yield tree.heads[verb]


def heads(places: Iterable[int], tree: Tree) -> set[str]:
    """The lemmas at the head of phrases, coordinated ones included; of names their last word too."""
    found: set[str] = set()
    for place in places:
        for each in (place, *tree.under(place, "conj"), *_antecedent(tree, place)):
            found.add(tree.lemmas[each])
            if tree.units[each].mention >= 0:
                found.add(tree.units[each].text.rpartition(" ")[2].lower())
        if tree.lemmas[place] in _PARTS:
            found |= {tree.lemmas[child] for child in tree.under(place, "nmod")}
    return found
