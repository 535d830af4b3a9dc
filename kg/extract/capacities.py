"""In which capacity somebody acts: "reigned as king of Hungary", "they recognised him as lord of Milan"."""

from collections.abc import Iterator

from kg.extract import asserted, copulas, phrases, syntax
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_OWN = frozenset(
    """
    succeed reign rule serve act govern follow return retire continue die begin live fight enter come arrive
    go stay remain sit replace officiate campaign
    """.split()
)
_GIVEN = frozenset(
    """
    recognise recognize acknowledge appoint install instal employ choose elect crown proclaim send dispatch
    confirm hail receive accept use retain keep leave place bear set put raise adopt dismiss remove
    designate nominate select commission reinstate
    """.split()
)
_REACH = 12


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """What the phrases behind "as" say of whom they are about."""
    tree = line.tree
    for verb, lemma in enumerate(tree.lemmas):
        takes_over = lemma == "take" and tree.units[min(verb + 1, len(tree.units) - 1)].text == "over"
        if (
            (lemma not in _OWN | _GIVEN and not takes_over)
            or tree.tags[verb] != "VERB"
            or asserted.doubt(tree, verb)
        ):
            continue
        first = _behind_as(line, verb)
        slots = syntax.slots(tree, verb) if first else {}
        for holder in _holders(scene, line, slots.get("object" if lemma in _GIVEN else "subject", [])):
            yield from copulas.said_of(scene, line, holder, first, "in-capacity")


_SERVICE = frozenset({"service", "pay", "employ", "employment"})


def in_service(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "had once been in English pay", "rose in the service of Florence"."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma not in _SERVICE or tree.case(place) not in {"in", "into"} or asserted.doubt(tree, place):
            continue
        copula = any(tree.lemmas[each] == "be" for each in tree.under(place, "cop"))
        above = tree.heads[place]
        subjects = (
            tree.under(place, "nsubj")
            if copula
            else syntax.surface_subjects(tree, above, 0)
            if tree.tags[above] == "VERB"
            else ()
        )
        for holder in _holders(scene, line, list(subjects)):
            for lord in phrases.owners(scene, line, place):
                if lord.group.kind in {"polity", "person"} and lord.group is not holder.group:
                    note = "; ".join(each for each in (holder.note, lord.note) if each)
                    yield Fact(holder.group, "served", lord.group, line, "is-in-service", 0.8, note)


def _behind_as(line: Line, verb: int) -> int:
    """The token behind the "as" of a clause, 0 when there is none."""
    tree = line.tree
    for place in range(verb + 1, min(verb + _REACH, len(tree.units) - 1)):
        if tree.units[place].text == "as" and tree.tags[place] in {"ADP", "SCONJ"}:
            return tree.units[place + 1].first
        if tree.units[place].text in {",", ";", ":"} or tree.tags[place] == "VERB":
            return 0
    return 0


def _holders(scene: Scene, line: Line, places: list[int]) -> Iterator[Filler]:
    for place in places[:1]:
        for each in phrases.fillers(scene, line, place):
            if each.group.kind == "person" and each.is_mere:
                yield each
