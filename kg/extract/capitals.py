"""Which place is the capital of whom: called so, said to be so, made so."""

from collections.abc import Iterator

from kg.extract import asserted, phrases
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene


def called(scene: Scene, line: Line) -> Iterator[Fact]:
    """Of which state the place is that is called its capital."""
    for place, groups in line.referents.items():
        if line.tree.lemmas[place] == "capital":
            for owner in phrases.owners(scene, line, place):
                if owner.group.kind == "polity":
                    note = f"“{line.tree.units[place].text}” is {groups[0].name}"
                    yield Fact(groups[0], "capitalOf", owner.group, line, "called-capital", 0.7, note)


def copulas(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "Edirne was the Ottoman capital", "Tabriz became the capital of the Safavids"."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma != "capital" or asserted.doubt(tree, place):
            continue
        verb = tree.heads[place] if tree.lemmas[tree.heads[place]] == "become" else place
        if verb == place and not any(tree.lemmas[each] == "be" for each in tree.under(place, "cop")):
            continue
        clause = Clause(scene, line, place)
        for child in tree.under(verb, "nsubj"):
            for seat in phrases.fillers(scene, line, child):
                for owner in phrases.owners(scene, line, place):
                    if seat.group.kind == "place" and owner.group.kind in {"polity", "person"}:
                        yield clause.fact(seat, "capitalOf", owner, "is-capital", 0.85)


def moves(clause: Clause) -> Iterator[Fact]:
    """As in "moved his capital to Kaifeng", "established the capital at Hangzhou"."""
    seats = _COURTS if clause.tree.lemmas[clause.verb] in _MOVES else {"capital"}
    if not seats & (
        clause.heads("object")
        | {clause.tree.lemmas[each] for each in clause.tree.under(clause.verb, "xcomp", "obl")}
    ):
        return
    owners = [
        each
        for place in clause.slots.get("object", ())
        for each in phrases.owners(clause.scene, clause.line, place)
    ]
    found = [*owners, *clause.all("subject", "agent"), *_decider(clause)]
    states = [each for each in found if each.group.kind in {"polity", "person"}]
    for place in _seats(clause):
        for state in states[:1]:
            yield clause.fact(place, "capitalOf", state, "moves-capital", 0.8)


_MOVES = frozenset({"move", "transfer", "shift", "remove"})
_COURTS = frozenset({"capital", "court", "residence", "seat", "government"})


def _seats(clause: Clause) -> Iterator[Filler]:
    """Where a capital is put: "at Hangzhou", "Yangzhou, where he had established his capital"."""
    tree = clause.tree
    places = [each for slot in ("to", "at", "in", "object") for each in clause.all(slot, "place")]
    for noun in clause.slots.get("object", ()):
        for child in tree.under(noun, "nmod"):
            if tree.case(child) in {"at", "in", "to"}:
                found = phrases.fillers(clause.scene, clause.line, child)
                places += [each for each in found if each.group.kind == "place"]
    if not places and any(tree.lemmas[each] == "where" for each in tree.under(clause.verb, "advmod")):
        found = phrases.fillers(clause.scene, clause.line, tree.heads[clause.verb])
        places += [each for each in found if each.group.kind == "place"]
    yield from places


def _decider(clause: Clause) -> list[Filler]:
    """As in "his decision to establish the capital there": whose decision it was."""
    above = clause.tree.heads[clause.verb]
    if clause.tree.lemmas[above] not in {"decision", "choice", "resolve"}:
        return []
    return list(phrases.owners(clause.scene, clause.line, above))
