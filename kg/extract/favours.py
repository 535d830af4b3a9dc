"""Verbs that bind two people: who raised, took in, appointed or married whom, who swore to or served whom."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract import asserted, lexicon
from kg.extract.clause import Clause
from kg.extract.scene import Line, Scene


class Favour(NamedTuple):
    """Who owes whom by what is done at a unit; a man owes his lord, guests and kin each other."""

    kind: str
    men: frozenset[int]
    lords: frozenset[int]
    place: int


_RAISES = frozenset(
    """
    appoint promote raise elevate trust employ send dispatch despatch commission hire recruit install enthrone
    restore reinstate pay bribe subsidise feed pardon spare free reward enrich knight crown instal reappoint
    nominate name
    """.split()
)
_TAKES_IN = frozenset(
    "shelter adopt welcome host entertain receive invite lodge feed befriend harbour harbor".split()
)
_SETS = frozenset("make leave put set place".split())
_CHARGES = frozenset("charge command over as xcomp".split())
_GIVES = frozenset("give grant entrust bestow confer assign award offer restore".split())
_GIFTS = frozenset(
    """
    command office governorship post province fief county land estate title castle town city army troop
    daughter sister niece rank pension life hand place duchy county earldom kingdom throne crown fleet
    lordship wing regiment horse sword charge cavalry
    """.split()
)
_OBEYS = frozenset("serve follow obey acknowledge recognise recognize".split())
_SWEARS = frozenset("swear pledge do submit surrender vow promise kneel bow yield pay".split())
_WEDS = frozenset("marry wed betroth".split())


def told(scene: Scene, line: Line) -> Iterator[Favour]:
    """Whom the verbs of a sentence bind."""
    tree = line.tree
    for place in asserted.verbs(tree, _RULES):
        at = 0 if tree.deps[place].startswith("acl") else place
        for kind, men, lords in _RULES[tree.lemmas[place]](Clause(scene, line, place)):
            if men and lords:
                yield Favour(kind, men, lords, at)


Bound = tuple[str, frozenset[int], frozenset[int]]


def _who(clause: Clause, *slots: str, kind: str = "agent") -> frozenset[int]:
    return frozenset(each.group.number for slot in slots for each in clause.all(slot, kind) if each.is_mere)


def _raised(clause: Clause) -> Iterator[Bound]:
    yield "man", _who(clause, "object", kind="person"), _who(clause, "subject")


def _taken_in(clause: Clause) -> Iterator[Bound]:
    yield "guest", _who(clause, "object", kind="person"), _who(clause, "subject")


def _taken(clause: Clause) -> Iterator[Bound]:
    """As in "took him in", "took him into his service"."""
    into = clause.heads("into") & {"service", "favour", "favor", "house", "household", "pay", "court"}
    if into or "+in" in clause.slots:
        yield "man" if into else "guest", _who(clause, "object", kind="person"), _who(clause, "subject")


def _set(clause: Clause) -> Iterator[Bound]:
    """As in "made him governor", "left Wulf in command", "had set him over Vengi"."""
    nouns = lexicon.nouns()
    called = clause.heads("object2") | clause.heads("xcomp") | clause.heads("object")
    offices = called & (nouns.offices | nouns.servants | nouns.ranks)
    if offices or clause.heads("in") & _CHARGES or {"over", "as"} & clause.slots.keys():
        yield "man", _who(clause, "object", kind="person"), _who(clause, "subject")


def _given(clause: Clause) -> Iterator[Bound]:
    """As in "gave him the command", "to whom he had granted Cyprus"."""
    places = clause.all("object", "thing") + clause.all("object2", "thing")
    land = any(each.group.kind == "place" for each in places)
    if land or (clause.heads("object") | clause.heads("object2")) & _GIFTS:
        yield (
            "man",
            _who(clause, "to", "on", "upon", "object", "object2", kind="person"),
            _who(clause, "subject"),
        )


def _obeys(clause: Clause) -> Iterator[Bound]:
    yield "man", _who(clause, "subject"), _who(clause, "object", "under", "for", "with")


def _swears(clause: Clause) -> Iterator[Bound]:
    yield "man", _who(clause, "subject"), _who(clause, "to", "object", "before")


def _weds(clause: Clause) -> Iterator[Bound]:
    """As in "married Sisebut's daughter", "married her to Otto"."""
    theirs = frozenset(each.group.number for each in clause.all("object") if not each.is_mere)
    yield "kin", _who(clause, "subject"), theirs | _who(clause, "to", "with", kind="person")


_RULES = {
    **dict.fromkeys(_RAISES, _raised),
    **dict.fromkeys(_TAKES_IN, _taken_in),
    "take": _taken,
    **dict.fromkeys(_SETS, _set),
    **dict.fromkeys(_GIVES, _given),
    **dict.fromkeys(_OBEYS, _obeys),
    **dict.fromkeys(_SWEARS, _swears),
    **dict.fromkeys(_WEDS, _weds),
}
