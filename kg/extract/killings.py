"""Who killed whom, or had whom killed."""

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.parse import Tree
from kg.extract.phrases import Filler

KILL = frozenset("kill murder execute behead assassinate strangle poison stab slay hang burn drown".split())


def kills(clause: Clause) -> Iterator[Fact]:
    """As in "Brutus stabbed Caesar", "was slain by the men of Conan"."""
    found = clause.all("subject", "agent")
    killers = [each for each in found if each.via != "owner"] or found
    for killed in clause.all("object"):
        for killer in killers if not _is_reflexive(clause, killed) else ():
            if killer.group.number != killed.group.number and killed.is_mere and kills_for(clause, killer):
                yield clause.fact(killed, "killedBy", killer, "kills", 0.8)


_OWN_MEN = frozenset("guard officer servant retainer slave courtier eunuch bodyguard page companion".split())


def kills_for(clause: Clause, killer: Filler) -> bool:
    """Whether those who kill do it for their lord: "her army killed York", but not "his guards killed"."""
    if killer.via != "owner":
        return True
    heads = clause.heads("subject") | clause.heads("agent")
    return not heads & _OWN_MEN


def _is_reflexive(clause: Clause, filler: Filler) -> bool:
    return clause.tree.units[filler.place].text.endswith("self")


FORCES = frozenset("force compel order oblige drive make command bid".split())
_SUICIDES = {
    "take": "life",
    "commit": "suicide",
    "drink": "poison",
    "take ": "poison",
    "fall": "sword",
    "open": "vein",
}


def drives_to_death(clause: Clause) -> Iterator[Fact]:
    """As in "forced him to take his own life", "was made to hang himself by the Jin"."""
    tree = clause.tree
    if not any(_is_suicide(tree, each) for each in tree.subtree(clause.verb) if each > clause.verb):
        return
    for killed in clause.all("object"):
        for killer in clause.all("subject", "agent"):
            if killed.is_mere and killer.group.number != killed.group.number:
                yield clause.fact(killed, "killedBy", killer, "drives-to-death", 0.7)


def _is_suicide(tree: Tree, place: int) -> bool:
    below = {tree.lemmas[each] for each in tree.subtree(place)}
    if tree.lemmas[place] in KILL and any(
        tree.units[each].text.endswith("self") for each in tree.subtree(place)
    ):
        return True
    if tree.lemmas[place] == "suicide" and tree.case(place) == "to":
        return True
    return any(verb.strip() == tree.lemmas[place] and noun in below for verb, noun in _SUICIDES.items())


def has_killed(clause: Clause) -> Iterator[Fact]:
    """As in "had his boldest officer, Guan Sheng, killed", "has him strangled"."""
    tree = clause.tree
    for verb in tree.under(clause.verb, "xcomp", "ccomp", "acl", "conj", "advcl"):
        dies = {"to", "death"} <= {tree.units[each].text for each in tree.subtree(verb)}
        below = {tree.lemmas[each] for each in tree.subtree(verb)}
        broken = any(tree.lemmas[verb] == each and below & _BY[each] for each in _BY)
        put = tree.lemmas[verb] == "put" and dies
        if (tree.lemmas[verb] in KILL | _CRUELTIES or put or broken) and verb > clause.verb:
            objects = [*clause.slots.get("object", ()), *tree.under(verb, "nsubj", "nsubj:pass", "obj")]
            yield from _caused(clause, objects)
    for place in clause.slots.get("object", ()):
        if any(tree.lemmas[each] in KILL for each in tree.under(place, "acl", "amod")):
            yield from _caused(clause, [place])


_BY = {
    "break": {"wheel"},
    "cut": {"piece", "down"},
    "hack": {"piece", "down", "death"},
    "tear": {"piece", "apart"},
    "pull": {"piece"},
}


_CRUELTIES = frozenset(
    "decapitate crucify impale flay quarter garrotte smother suffocate throttle shoot butcher".split()
)


def orders_death(clause: Clause) -> Iterator[Fact]:
    """As in "ordered the execution of General Ma"."""
    for place in clause.slots.get("object", ()):
        if clause.tree.lemmas[place] in {"execution", "murder", "killing", "assassination", "beheading"}:
            for child in clause.tree.under(place, "nmod"):
                for killed in phrases.fillers(clause.scene, clause.line, child):
                    for killer in clause.all("subject"):
                        if killed.group.kind == "person" and killer.group.number != killed.group.number:
                            yield clause.fact(killed, "killedBy", killer, "orders-death", 0.75)


def _caused(clause: Clause, objects: list[int]) -> Iterator[Fact]:
    for place in objects:
        for killed in phrases.fillers(clause.scene, clause.line, place):
            for killer in clause.all("subject", "agent"):
                mere = killed.is_mere and killed.group.kind == "person"
                if mere and killer.group.number != killed.group.number:
                    yield clause.fact(killed, "killedBy", killer, "has-killed", 0.8)
