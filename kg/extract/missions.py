"""Whom a state or a ruler sends serves it: "Rome sent Marcus Atilius to Africa"."""

from collections.abc import Iterator

from kg.extract import voice
from kg.extract.clause import Clause
from kg.extract.fact import Fact

_TOWARDS = frozenset("to against into with as on across after up down back over under".split())
_TASKS = frozenset({"xcomp", "advcl"})


def sent(clause: Clause) -> Iterator[Fact]:
    """Who is sent somewhere, not who is sent a letter."""
    tree, verb = clause.tree, clause.verb
    passive = voice.is_passive(tree, verb)
    objects = list(tree.under(verb, "obj"))
    if tree.has(verb, "iobj") or (passive and objects) or len(objects) > 1:
        return
    goes = any(set(slot.split()) & _TOWARDS for slot in clause.slots) or tree.has(verb, *_TASKS)
    for one in clause.all("object") if goes or passive else ():
        for lord in clause.all("subject", "agent")[:1]:
            mere = {one.via, lord.via} <= {"head", "reference"}
            if mere and lord.group.kind in {"polity", "person"} and lord.group is not one.group:
                yield clause.fact(one, "served", lord, "is-sent", 0.7)
